"""One person's side of it: what was answered, cleaned of what does not fit, and in words to read."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from rekindle.concerns.asking import DIFFERENT, HARD, SOFT, STRESS, Answers

TEXTS = ("happens", "differences_own", "soft_own", "stress_how", "when", "i", "they", "then", "half", "need", "try")
SOFTER = tuple(dict.fromkeys([*SOFT, *(soft for several in HARD.values() for soft in several)]))
LISTS: dict[str, tuple[str, ...]] = {
    "differences": DIFFERENT,
    "hard": tuple(HARD),
    "soft": SOFTER,
    "stress": STRESS,
}
# What the other person is called where there is no name.
SOMEBODY = "the other one"
HEADINGS = {
    "happens": "What happens",
    "differences": "Where we are different",
    "soft": "Underneath",
    "stress": "From outside",
    "loop": "How it goes round",
    "half": "My half",
    "need": "What I need",
    "try": "What I will try",
}


class Part(NamedTuple):
    """One part of a side, as it is read."""

    name: str
    heading: str
    words: str


def clean(given: Any) -> dict[str, Any]:
    """The answers that are what they have to be. The other one's side may have sealed anything."""
    kept: dict[str, Any] = {}
    for name in TEXTS:
        text = given.get(name)
        if isinstance(text, str) and text.strip():
            kept[name] = text
    for name, options in LISTS.items():
        chosen = given.get(name)
        if isinstance(chosen, list):
            kept[name] = [one for one in options if one in chosen]
    return {name: value for name, value in kept.items() if value}


def parts(given: Any, other: str) -> list[Part]:
    """What was written, part by part. `other`: what the other person of the loop is called."""
    answers = clean(given)
    told = {**{name: _text(answers, name) for name in HEADINGS}, **dict(_joined(answers)), "loop": loop(answers, other)}
    return [Part(name, heading, told[name]) for name, heading in HEADINGS.items() if told[name]]


def _text(answers: Answers, name: str) -> str:
    return str(answers.get(name, ""))


def _joined(answers: Answers) -> Iterator[tuple[str, str]]:
    """Parts that are chosen and may be put in own words as well."""
    yield "differences", _lines("; ".join(answers.get("differences", [])), _text(answers, "differences_own"))
    yield "soft", _lines(_feelings(answers), _text(answers, "soft_own"))
    yield "stress", _lines(", ".join(answers.get("stress", [])), _text(answers, "stress_how"))


def _feelings(answers: Answers) -> str:
    hard, soft = (", ".join(answers.get(name, [])) for name in ("hard", "soft"))
    if hard and soft:
        return f"On the outside: {hard.lower()}. Underneath: {soft.lower()}."
    return soft or hard


def _lines(*lines: str) -> str:
    return "\n".join(filter(None, lines))


def loop(answers: Answers, other: str) -> str:
    """“When …, I …. Then Jonah …, and I …”, as far as it was written."""
    when, i, they, then = (_bare(_text(answers, name)) for name in ("when", "i", "they", "then"))
    first = ", ".join(filter(None, (when and f"When {when}", i and f"I {i}")))
    second = ", ".join(filter(None, (they and f"then {other} {they}", then and f"and then I {then}")))
    sentences = [one[0].upper() + one[1:] + "." for one in (first, second) if one]
    return " ".join(sentences)


def _bare(text: str) -> str:
    return text.strip().rstrip(".…")
