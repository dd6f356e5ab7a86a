"""The head of a Markdown file: which fields it has, what each may hold, and what to write if it does not."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

from .notes import SLUG, Notes, one_of
from .source import Values
from .wording import complaints, sentences

Check = Callable[[object], str | None]


def text(longest: int | None = None, most_sentences: int | None = None) -> Check:
    """A line of people's text. The check gives None, or what to write."""
    size = f" of up to {longest} characters" if longest else ""
    count = {None: "", 1: "one sentence, ", 2: "one or two sentences, "}[most_sentences]

    def check(value: object) -> str | None:
        if not isinstance(value, str) or not value.strip():
            return f"Write {count}a text{size}; put a text that begins with {{ in quotation marks."
        if longest and len(value) > longest:
            return f"It has {len(value)} characters. Write a text{size}."
        if most_sentences and sentences(value) > most_sentences:
            return f"It has {sentences(value)} sentences. Write {count.rstrip(', ')}."
        if "\n" in value or "*" in value:
            return "Write one plain line here, without emphasis or line breaks."
        return None

    return check


def number(least: int, most: int) -> Check:
    def check(value: object) -> str | None:
        fits = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
        return None if fits else f"Write a whole number from {least} to {most}."

    return check


def choice(*words: str) -> Check:
    return lambda value: None if isinstance(value, str) and value in words else f"Write {one_of(words)}."


def truth(value: object) -> str | None:
    return None if isinstance(value, bool) else "Write true or false."


def names(least: int) -> Check:
    example = "[]" if least == 0 else "[algoe-2016]"

    def check(value: object) -> str | None:
        if not isinstance(value, list) or not all(isinstance(each, str) and SLUG.fullmatch(each) for each in value):
            return f"Write a list of names in square brackets, such as {example}."
        if len(value) < least:
            return f"Write at least one name in square brackets, such as {example}."
        return "A name is there twice. Write each once." if len(set(value)) < len(value) else None

    return check


PRACTICE: Mapping[str, Check] = {
    "title": text(60),
    "aim": text(160, 1),
    "minutes": number(2, 45),
    "who": choice("alone", "both", "either"),
    "gate": choice("open", "clear", "ended"),
    "intensity": number(1, 5),
    "needs": names(0),
    "ritual": truth,
    "tonight": truth,
    "evidence": names(1),
    "closing": text(240, 2),
}
STRATEGY: Mapping[str, Check] = {
    "title": text(60),
    "order": number(1, 10),
    "area": text(),
    "question": text(),
    "low": text(),
    "high": text(),
    "summary": text(None, 1),
}


def read(head: Values, fields: Mapping[str, Check], notes: Notes, language: str) -> dict[str, Any]:
    """The fields that are right; everything else is noted with its line."""
    if not isinstance(head.value, dict):
        notes.say(2, f"The head is empty or no list of fields. Write one line each for {', '.join(fields)}.")
        return {}
    for name in head.value.keys() - fields.keys():
        notes.say(head.line(f"$.{name}"), _unknown(name, fields))
    missing = [name for name in fields if name not in head.value]
    for name in missing:
        wanted = fields[name](None)
        notes.say(1, f"The field “{name}” is missing. Add a line “{name}:”. {wanted}")
    found = {name: head.value[name] for name in fields if name in head.value}
    lines = {name: head.line(f"$.{name}") for name in found}
    return {
        name: value for name, value in found.items() if right(lines[name], name, value, fields[name], notes, language)
    }


def _unknown(name: str, fields: Mapping[str, Check]) -> str:
    near = get_close_matches(name, fields, 1)
    if near:
        return f"There is no field “{name}”. Write “{near[0]}”."
    return f"There is no field “{name}”. Take the line away; the fields are {', '.join(fields)}."


def right(line: int, name: str, value: object, check: Check, notes: Notes, language: str) -> bool:
    """Whether the value has the right form. What is wrong with it, or with its wording, is noted under `line`."""
    wrong = check(value)
    if wrong:
        notes.say(line, f"“{name}” is not right. {wrong}")
    elif isinstance(value, str):
        for say in complaints(value, language):
            notes.say(line, say)
    return wrong is None
