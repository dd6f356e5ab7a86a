"""Every private thing in a form that people can read: one function a kind. The folder of kinds is this table."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from typing import NamedTuple
from uuid import UUID

from rekindle import catalogue
from rekindle.concerns import drafts
from rekindle.concerns.sides import SOMEBODY, parts
from rekindle.dialogue import rating
from rekindle.measures import checkup
from rekindle.measures.areas import MATTERS
from rekindle.practice import runs
from rekindle.vault.store import Kept, Vault

NOTE = "note"


class Line(NamedTuple):
    """A question and what the person said to it."""

    question: str
    words: str


class Readable(NamedTuple):
    """`at` first, so that a list of these sorts by time."""

    at: datetime
    id: UUID
    kind: str
    title: str
    lines: tuple[Line, ...]


def readable(kept: Kept) -> Readable:
    """Raises KeyError for a kind that has no reader: a test keeps the table whole."""
    title, lines = READERS[kept.kind](kept)
    return Readable(kept.at, kept.id, kept.kind, title, tuple(lines))


def _note(kept: Kept) -> tuple[str, list[Line]]:
    return "A note", [Line("", str(kept.body["text"]))]


def _run(kept: Kept) -> tuple[str, list[Line]]:
    practice = catalogue.current().practices.get(kept.body["slug"])
    steps = {step.name: step for step in practice.steps} if practice else {}
    lines = []
    for name, value in kept.body["answers"].items():
        step = steps.get(name)
        # Options are ours and may name the partner; a person's own words are never touched.
        words = catalogue.fill(words_of(value), None) if step and step.options else words_of(value)
        lines.append(Line(step.title if step else "", words))
    return practice.title if practice else "A step", lines


def words_of(value: object) -> str:
    """An answer of any kind of step, as words."""
    if isinstance(value, list):
        return "\n".join(f"{number}. {one}" for number, one in enumerate(value, 1))
    return str(value) if value is not None else ""


def _check_up(kept: Kept) -> tuple[str, list[Line]]:
    cat = catalogue.current()
    lines = [
        Line(cat.strategies[slug].area, f"{now} of 10, and {MATTERS[importance]}")
        for slug, (now, importance) in kept.body["areas"].items()
        if slug in cat.strategies
    ]
    for name, score in checkup.scores(kept.body).items():
        if score.score is not None:
            lines.append(Line(cat.measures[name].title, f"{score.score} of {score.max}"))
    notes = kept.body.get("notes", {})
    lines += [
        Line(f"{cat.strategies[slug].area}, note", str(text)) for slug, text in notes.items() if slug in cat.strategies
    ]
    return "Check-up", lines


def _concern(kept: Kept) -> tuple[str, list[Line]]:
    told = [Line(part.heading, part.words) for part in parts(kept.body["answers"], SOMEBODY)]
    return str(kept.body["title"]), told or [Line("", "Begun, for you alone")]


def _side(kept: Kept) -> tuple[str, list[Line]]:
    title, told = _concern(kept)
    return f"My side, not sealed: {title}", told


def _talk(kept: Kept) -> tuple[str, list[Line]]:
    how = rating.RATINGS.get(kept.body["rating"], "")
    return "After a talk", [Line(str(kept.body["topic"] or kept.body["title"]), how)]


READERS: dict[str, Callable[[Kept], tuple[str, list[Line]]]] = {
    NOTE: _note,
    runs.KIND: _run,
    checkup.KIND: _check_up,
    drafts.OWN: _concern,
    drafts.SIDE: _side,
    rating.KIND: _talk,
}


def newest(vault: Vault, kind: str, most: int | None = None) -> Iterator[Readable]:
    """Private things of a kind, newest first. A run without a word in it is not shown."""
    for kept in islice(vault.newest(kind), most):
        one = readable(kept)
        if one.lines:
            yield one
