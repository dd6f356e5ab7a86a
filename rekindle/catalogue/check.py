"""What only shows when files are seen side by side: names that must exist, circles, titles used twice."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from .structs import Measure, Practice, Strategy
from .talk_structs import TalkKind

STRATEGIES = (
    "open-communication",
    "shared-goals-and-values",
    "emotional-intimacy",
    "quality-time",
    "empathy",
    "professional-help",
    "vulnerability",
    "forgiveness",
    "self-improvement",
    "celebrating-progress",
)
LEAST_PRACTICES = 3
GENTLE = 2
Told = Iterator[tuple[str, str, str]]


def practices(read: Mapping[str, Practice], files: Iterable[str], keys: frozenset[str]) -> Told:
    """Slug, field and sentence for each practice that does not fit. `files`: slugs of every file, read or not."""
    there = set(files)
    titles: dict[str, str] = {}
    for slug, practice in read.items():
        first = titles.setdefault(practice.title.casefold(), slug)
        if first != slug:
            yield slug, "title", f"“{practice.title}” is also the title of {first}. Give it a title of its own."
        for need in practice.needs:
            if need not in there:
                yield slug, "needs", f"There is no practice {need} to need. Write a file name without .md."
            elif need in read and read[need].intensity > practice.intensity:
                yield slug, "needs", f"{need} has a higher intensity. Need something gentler, or raise this one."
        for key in _unheard(practice.evidence, keys):
            yield slug, "evidence", f"references.yaml has no {key}. Add it there, or correct it."
    for slug in circles(read):
        yield slug, "needs", "Following “needs” from here leads back here. Take one of the needs away."


def _unheard(evidence: Iterable[str], keys: frozenset[str]) -> list[str]:
    return [key for key in evidence if keys and key not in keys]


def circles(read: Mapping[str, Practice]) -> list[str]:
    """The practices that, through their needs, need themselves."""
    return [slug for slug in read if slug in _all_needs(slug, read)]


def _all_needs(slug: str, read: Mapping[str, Practice]) -> set[str]:
    found: set[str] = set()
    ahead = list(read[slug].needs)
    while ahead:
        need = ahead.pop()
        if need in read and need not in found:
            found.add(need)
            ahead.extend(read[need].needs)
    return found


def strategies(read: Mapping[str, Strategy], made: Iterable[Practice], files: Mapping[str, int]) -> Told:
    """Slug, field and sentence for each strategy. `files`: how many practice files each has, read or not."""
    all_practices = list(made)
    titles: dict[str, str] = {}
    for slug, strategy in read.items():
        if strategy.order != STRATEGIES.index(slug) + 1:
            yield slug, "order", f"“order” is {strategy.order}. Write {STRATEGIES.index(slug) + 1}."
        first = titles.setdefault(strategy.title.casefold(), slug)
        if first != slug:
            yield slug, "title", f"“{strategy.title}” is also the title of {first}. Give it a title of its own."
    for slug, count in files.items():
        own = [practice for practice in all_practices if practice.strategy == slug]
        if count < LEAST_PRACTICES:
            yield slug, "title", f"It has {count} practices. Write at least {LEAST_PRACTICES}."
        elif len(own) == count and all(practice.intensity > GENTLE for practice in own):
            yield slug, "title", f"None of its practices is gentle. Write one of intensity 1 or {GENTLE}."


def measures(read: Mapping[str, Measure], keys: frozenset[str]) -> Told:
    """Name, field and sentence for each instrument whose source is missing."""
    for name, measure in read.items():
        if measure.citation and keys and measure.citation not in keys:
            yield name, "citation", f"references.yaml has no {measure.citation}. Add it there, or correct it."


def talks(read: Mapping[str, TalkKind], keys: frozenset[str]) -> Told:
    """Slug, field and sentence for each kind of conversation that does not fit."""
    titles: dict[str, str] = {}
    places: dict[int, str] = {}
    for slug, kind in read.items():
        first = titles.setdefault(kind.title.casefold(), slug)
        if first != slug:
            yield slug, "title", f"“{kind.title}” is also the title of {first}. Give it a title of its own."
        first = places.setdefault(kind.order, slug)
        if first != slug:
            yield slug, "order", f"{first} has “order: {kind.order}” too. Give it a place of its own."
        if kind.strategy not in STRATEGIES:
            near = get_close_matches(kind.strategy, STRATEGIES, 1) or [f"one of the ten: {', '.join(STRATEGIES)}"]
            yield slug, "strategy", f"There is no strategy “{kind.strategy}”. Write {near[0]}."
        for key in _unheard(kind.evidence, keys):
            yield slug, "evidence", f"references.yaml has no {key}. Add it there, or correct it."
