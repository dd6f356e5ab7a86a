"""Kinds of conversation: YAML files read into structs, and checked for what a struct cannot say."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from . import fields
from .fields import Check, number, text
from .notes import SLUG, Notes
from .shapes import shape, values
from .source import Values
from .talk_structs import TalkKind, Turn
from .wording import PLACEHOLDER

TURNS = (1, 12)
TOO_SHORT, TOO_LONG = 0.5, 2.0
FOR_BOTH = "Both read this text, perhaps on one screen. Leave {partner} out."
Wrong = Iterator[tuple[str, str]]


class Texts(NamedTuple):
    """What may stand in the texts, by field. A list has its number of lines, and what may stand in each."""

    single: Mapping[str, Check]
    lists: Mapping[str, tuple[Check, Check]]


def lines(least: int, most: int) -> Check:
    def check(value: object) -> str | None:
        fits = isinstance(value, list) and least <= len(value) <= most
        return None if fits else f"Write {least} to {most} lines that begin with “- ”."

    return check


KIND = Texts(
    {
        "title": text(60),
        "aim": text(160, 1),
        "order": number(1, 99),
        "minutes": number(5, 60),
        "floor": number(1, 5),
        "topic": text(60),
        "topic_hint": text(160),
        "evidence": fields.names(1),
        "closing": text(240, 2),
        "close_hint": text(160),
        "next": text(120),
    },
    {"rules": (lines(3, 6), text(120))},
)
TURN = Texts(
    {"title": text(60), "hint": text(240), "listen": text(240), "minutes": number(1, 5)},
    {"say": (lines(0, 5), text(80)), "back": (lines(1, 5), text(80)), "valid": (lines(2, 5), text(80))},
)


def talk(path: Path, notes: Notes, language: str) -> TalkKind | None:
    """The kind of conversation in a file, or None with the reasons in `notes`."""
    found = values(path, notes)
    if not found:
        return None
    if "slug" in found.value:
        notes.say(found.line("$.slug"), "There is no field “slug” here. The name of the file stands for it.")
        return None
    made = shape({**found.value, "slug": path.stem}, TalkKind, found, "$", notes)
    if not made:
        return None
    _texts(made, found, notes, language)
    for at, say in _wrong(made):
        notes.say(found.line(at), say)
    return made if notes.clean else None


def _texts(made: TalkKind, found: Values, notes: Notes, language: str) -> None:
    for at, raw, texts, for_both in _places(made, found.value):
        for path, value, check in _each(raw, texts):
            line = found.line(at + path)
            fields.right(line, path[1:].partition("[")[0], value, check, notes, language)
            if for_both and isinstance(value, str) and PLACEHOLDER.search(value):
                notes.say(line, FOR_BOTH)


def _places(made: TalkKind, raw: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], Texts, bool]]:
    yield "$", raw, KIND, True
    for place, turn in enumerate(made.turns):
        yield f"$.turns[{place}]", raw["turns"][place], TURN, turn.speaker == "both"


def _each(raw: dict[str, Any], texts: Texts) -> Iterator[tuple[str, object, Check]]:
    for name, check in texts.single.items():
        if name in raw:
            yield f".{name}", raw[name], check
    for name, (count, check) in texts.lists.items():
        if name in raw:
            yield f".{name}", raw[name], count
            yield from ((f".{name}[{place}]", each, check) for place, each in enumerate(raw[name]))


def _wrong(made: TalkKind) -> Wrong:
    least, most = TURNS
    if not least <= len(made.turns) <= most:
        yield "$.turns", f"There are {len(made.turns)} turns. Write {least} to {most}."
        return
    if made.topic_hint and not made.topic:
        yield "$.topic_hint", "There is a hint and no “topic”. Write the topic’s label, or take the hint away."
    seen: Counter[str] = Counter()
    for place, turn in enumerate(made.turns):
        seen[turn.name] += 1
        if not SLUG.fullmatch(turn.name):
            yield f"$.turns[{place}].name", "A name has small letters, digits and hyphens, such as speak-1. Correct it."
        if seen[turn.name] == 2:
            yield f"$.turns[{place}].name", f"A turn before has the name “{turn.name}”. Give each its own."
        for name, say in _turn(turn):
            yield f"$.turns[{place}].{name}", say
    yield from _fair(made)
    yield from _long(made)


def _turn(turn: Turn) -> Wrong:
    """What does not go together in one turn: the field, and what to write."""
    if turn.speaker == "both":
        for name in ("listen", "mirror", "validate"):
            if getattr(turn, name):
                yield name, f"Nobody holds the floor in a turn of both. Take “{name}” away, or write first or second."
        return
    if not turn.listen:
        yield "name", "“listen” is missing in this turn. Say what the one who listens does."
    if turn.validate and not turn.mirror:
        yield "validate", "A reply comes only once it was said back. Write “mirror: true” as well."
    for flag, words in (("mirror", "back"), ("validate", "valid")):
        if getattr(turn, flag) and not getattr(turn, words):
            yield flag, f"With “{flag}: true” the words to begin with are missing. Add a list “{words}”."
        if getattr(turn, words) and not getattr(turn, flag):
            yield words, f"“{words}” is there without “{flag}: true”. Write that as well, or take the list away."


def _fair(made: TalkKind) -> Wrong:
    """Whoever begins and the other one get the same: turns, minutes, being said back, a reply."""
    first, second = (_share(made, speaker) for speaker in ("first", "second"))
    for name, count in first.items():
        if count != second[name]:
            yield "$.turns", f"The first has {count} {name} and the second {second[name]}. Give both the same."


def _share(made: TalkKind, speaker: str) -> dict[str, int]:
    own = [turn for turn in made.turns if turn.speaker == speaker]
    return {
        "turns": len(own),
        "minutes to speak": sum(made.floor_of(turn) for turn in own),
        "turns with “mirror”": sum(turn.mirror for turn in own),
        "turns with “validate”": sum(turn.validate for turn in own),
    }


def _long(made: TalkKind) -> Wrong:
    if not TOO_SHORT * made.minutes <= made.takes <= TOO_LONG * made.minutes:
        yield "$.minutes", f"The turns take about {made.takes:.0f} minutes. Write the true time, or change the turns."
