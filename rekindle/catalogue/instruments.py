"""Instruments and references: YAML files read into structs, and checked for what a struct cannot say."""

from collections.abc import Iterator
from math import inf, isfinite
from pathlib import Path

from .notes import SLUG, Notes
from .shapes import shape, values
from .structs import Measure, Reference
from .wording import complaints


def measure(path: Path, notes: Notes) -> Measure | None:
    """The instrument in a file, or None with the reasons in `notes`."""
    found = values(path, notes)
    made = found and shape(found.value, Measure, found, "$", notes)
    if not found or not made:
        return None
    if made.name != path.stem:
        notes.say(found.line("$.name"), f"The file is {path.name} and the name “{made.name}”. Make the two the same.")
    for at, say in _wrong(made):
        notes.say(found.line(at), say)
    return made if notes.clean else None


def _wrong(made: Measure) -> Iterator[tuple[str, str]]:
    if not made.items:
        yield "$.items", "There are no items. Write at least one."
    for place, item in enumerate(made.items):
        labels = [option.label for option in item.options]
        if len(labels) < 2 or len(set(labels)) < len(labels):
            yield f"$.items[{place}]", "An item needs at least two options, each with its own label."
    for place, part in enumerate(made.parts):
        if not part.items or not all(0 <= each < len(made.items) for each in part.items):
            yield f"$.parts[{place}]", f"The items of a part count from 0 to {len(made.items) - 1}. Correct them."
    if made.kind != "areas":
        yield from _scored(made)


def _scored(made: Measure) -> Iterator[tuple[str, str]]:
    if made.citation is None:
        yield "$", "“citation” is missing. Write a key of references.yaml."
    if made.scoring is None:
        yield "$", "“scoring” is missing. Write method, complete_only, min, max and better."
        return
    scores = [[option.score for option in item.options] or [0] for item in made.items]
    least, most = sum(map(min, scores)), sum(map(max, scores))
    if (least, most) != (made.scoring.min, made.scoring.max):
        yield "$.scoring", f"The options add up to {least} to {most}. Correct min and max, or a score."
    if made.cut_off and (made.cut_off.below is None) == (made.cut_off.at_least is None):
        yield "$.cut_off", "A cut-off has one of “below” and “at_least”. Write one of the two, or null."
    if made.reliability and not (0 < made.reliability.alpha < 1 and 0 < made.reliability.retest < 1):
        yield "$.reliability", "alpha and retest lie between 0 and 1. Correct them."
    if made.norm and not (isfinite(made.norm.mean) and 0 < made.norm.sd < inf and made.norm.n > 1):
        yield "$.norm", "sd is more than 0 and n at least 2. Correct them."


def references(path: Path, notes: Notes) -> tuple[dict[str, Reference], frozenset[str]]:
    """The sources that are right, by key; and every key the file has."""
    found = values(path, notes)
    if not found:
        return {}, frozenset()
    made: dict[str, Reference] = {}
    for key, value in found.value.items():
        before = len(notes.problems)
        reference = shape(value, Reference, found, f"$.{key}", notes)
        if not SLUG.fullmatch(key):
            notes.say(found.line(f"$.{key}"), f"“{key}” is no key. Write the first author and the year: algoe-2016.")
        if reference:
            _worded(reference, found.line(f"$.{key}"), notes)
        if reference and len(notes.problems) == before:
            made[key] = reference
    return made, frozenset(found.value)


def _worded(reference: Reference, line: int, notes: Notes) -> None:
    for url in (reference.url, reference.doi and f"https://doi.org/{reference.doi}"):
        if url and (not url.startswith("https://") or any(letter in url for letter in " \"'<>")):
            notes.say(line, f"“{url}” is no safe address. Write one that begins with https://.")
    for words in (reference.finding, reference.caution or ""):
        for say in complaints(words, "figures"):
            if "statistic" not in say:
                notes.say(line, say)
