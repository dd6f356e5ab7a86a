"""YAML values become structs; what msgspec finds wrong becomes a sentence with its line."""

import re
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

import msgspec

from .notes import Notes, one_of
from .source import Unreadable, Values, parse, read

T = TypeVar("T")
_AT = re.compile(r" - at `(?P<path>[^`]*)`$")
_PHRASES = (
    (r"Object missing required field `(.+)`", "“{0}” is missing here. Add a line “{0}: …”."),
    (r"Object contains unknown field `(.+)`", "There is no field “{0}” here. {fitting}."),
    (r"Expected `str(?: \| null)?`, got `(?:int|float|bool|date|datetime)`", "Put this value in quotation marks."),
    (r"Expected `(.+)`, got `(.+)`", "This is {1}; write {0}."),
    (r"Invalid RFC3339 encoded date", "This is no day. Write a day such as 2026-11-23."),
    (r"Invalid enum value '(.+)'", "“{0}” does not fit here. Write {allowed}."),
)
_PLAIN = {
    "str": "text", "int": "a whole number", "float": "a number", "bool": "true or false", "array": "a list",
    "object": "lines of the form “name: value”", "null": "nothing", "date": "a day such as 2026-11-23",
}  # fmt: skip


def values(path: Path, notes: Notes) -> Values | None:
    """The values of a YAML file that holds named fields, or None with the reason in `notes`."""
    try:
        found = parse(read(path))
    except Unreadable as error:
        notes.unreadable(error)
        return None
    if not isinstance(found.value, dict):
        notes.say(1, "This file holds no fields. Write lines of the form “name: value”.")
        return None
    return found


def shape(value: Any, kind: type[T], found: Values, at: str, notes: Notes) -> T | None:
    """`value`, which stands at the path `at`, as `kind`; or None with the reason in `notes`."""
    try:
        return msgspec.convert(value, kind)
    except (msgspec.ValidationError, RecursionError, OverflowError, ValueError, TypeError) as error:
        path, say = _told(str(error), kind)
        notes.say(found.line(at + path), say)
        return None


def _told(message: str, kind: Any) -> tuple[str, str]:
    place = _AT.search(message)
    path = place["path"].removeprefix("$") if place else ""
    wrong = message[: place.start()] if place else message
    for pattern, phrase in _PHRASES:
        fits = re.fullmatch(pattern, wrong)
        if fits:
            words = [" or ".join(_PLAIN.get(word, word) for word in each.split(" | ")) for each in fits.groups()]
            at = f"{path}.{fits[1]}" if "unknown field" in wrong else path
            say = phrase.format(*words, allowed=one_of(_allowed(kind, path)), fitting=_fitting(kind, path, words))
            return at, say
    return path, f"{wrong}. Correct this value."


def _allowed(kind: Any, path: str) -> tuple[str, ...]:
    """The words a field takes."""
    words = tuple(each for each in get_args(_at(kind, path)) if isinstance(each, str))
    return words or ("what the neighbouring files have",)


def _fitting(kind: Any, path: str, words: list[str]) -> str:
    """What to do about an unknown field: the name that was meant, if one is near."""
    near = get_close_matches(words[0], getattr(_at(kind, path), "__struct_fields__", ()), 1) if words else []
    return f"Write “{near[0]}”" if near else "Correct its name, or take it away"


def _at(kind: Any, path: str) -> Any:
    """The type of a value, found by following its path through the structs."""
    for name in re.findall(r"\.(\w+)", path):
        hints = get_type_hints(kind) if hasattr(kind, "__struct_fields__") else {}
        kind = hints.get(name)
        inside = [each for each in get_args(kind) if hasattr(each, "__struct_fields__")]
        kind = inside[0] if inside else kind
    return kind
