"""One practice file and one strategy file, read and checked on their own."""

from pathlib import Path
from typing import Any

from . import fields, markdown, steps
from .markdown import TextLine
from .notes import Notes
from .source import Unreadable, Values, parse, read
from .structs import Practice, Strategy
from .wording import complaints

LONGEST_TONIGHT = 10


def practice(path: Path, strategy: str, notes: Notes, language: str) -> Practice | None:
    """The practice in a file, or None with the reasons in `notes`."""
    try:
        head, lines = _parts(path)
    except Unreadable as error:
        notes.unreadable(error)
        return None
    found = fields.read(head, fields.PRACTICE, notes, language)
    all_steps = steps.read(lines, notes, language)
    if not all_steps:
        notes.say(1, "There are no steps. Write at least two, each under a heading such as “## write: …”.")
    elif "who" in found:
        for say in steps.versions(all_steps, found["who"]):
            notes.say(head.line("$.who"), say)
    _tonight(found, head, notes)
    if not notes.clean:
        return None
    found["needs"], found["evidence"] = tuple(found["needs"]), tuple(found["evidence"])
    return Practice(slug=path.stem, strategy=strategy, steps=all_steps, **found)


def strategy(path: Path, slug: str, notes: Notes, language: str) -> Strategy | None:
    """The strategy in a file, or None with the reasons in `notes`."""
    try:
        head, lines = _parts(path)
    except Unreadable as error:
        notes.unreadable(error)
        return None
    found = fields.read(head, fields.STRATEGY, notes, language)
    _paragraph(lines, notes, language)
    return Strategy(slug=slug, body_html=markdown.render(lines), **found) if notes.clean else None


def _parts(path: Path) -> tuple[Values, list[TextLine]]:
    head, lines = markdown.split(read(path))
    return parse(head, 2), lines


def _paragraph(lines: list[TextLine], notes: Notes, language: str) -> None:
    if not any(line.text.strip() for line in lines):
        notes.say(1, "There is no text under the head. Write one short paragraph on what this strategy is about.")
    for line in lines:
        for say in complaints(line.text, language):
            notes.say(line.number, say)
    told = {problem.line for problem in notes.problems}
    for number, say in markdown.refused(lines):
        if number not in told:
            notes.say(number, say)


def _tonight(found: dict[str, Any], head: Values, notes: Notes) -> None:
    if found.get("tonight") is not True:
        return
    fits = (
        found.get("gate", "open") == "open"
        and found.get("intensity", 1) == 1
        and found.get("minutes", 2) <= LONGEST_TONIGHT
        and not found.get("needs")
    )
    if not fits:
        notes.say(
            head.line("$.tonight"),
            f"“tonight: true” is for gate open, intensity 1, {LONGEST_TONIGHT} minutes at most and no needs. "
            "Write “tonight: false”, or change those.",
        )
