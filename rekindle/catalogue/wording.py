"""How words read: what a line of people's text may not hold, and what to write instead."""

import re
from collections.abc import Iterator

RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), say)
    for pattern, say in (
        (r"!\[", "There are no pictures in a text. Say it in words."),
        (r"https?:|www\.|\]\(|\]\[|^ {0,3}\[[^\]]*\]:", "There are no links in a text. Say it in words."),
        (r"</?[a-z!]|&#?\w+;", "There is no HTML in a text. Use *emphasis*, lists and > quotations."),
        (r"!(?!\[)", "There is an exclamation mark. End with a full stop."),
        (r"\"", "There is a straight quotation mark. Write “ and ”."),
        (r"'", "There is a straight apostrophe. Write ’."),
        (r"`", "There is a backtick. Write plain words or *emphasis*."),
        (r"\d\s*(?:%|per ?cent\b)", "There is a statistic. Say it without the figure."),
        (
            "[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\ufe0f\u200d]",
            "There is an emoji or a picture sign. Say it in words.",
        ),
    )
)
ENGLISH: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(should|just|journey)\b", re.IGNORECASE), "“{0}” is a word we leave out. Say it without."),
)
PRONOUN = re.compile(r"\b(he|she|him|her|his|hers|himself|herself)\b", re.IGNORECASE)
PLACEHOLDER = re.compile(r"\{partner\}")


def complaints(text: str, language: str = "en") -> Iterator[str]:
    """Everything wrong with one line of text, each once, as sentences that say what to write."""
    yield from (say for pattern, say in RULES if pattern.search(text))
    rest = PLACEHOLDER.sub("", text)
    if "{" in rest or "}" in rest:
        yield "Only {partner} can be filled in. Write {partner}, or take the braces away."
    if language == "en":
        yield from _english(text, rest)


def _english(text: str, rest: str) -> Iterator[str]:
    for pattern, say in ENGLISH:
        for word in sorted({found.lower() for found in pattern.findall(text)}):
            yield say.format(word)
    pronoun = PRONOUN.search(rest) if rest != text else None
    if pronoun:
        yield f"“{pronoun[0]}” stands beside {{partner}}. Write the sentence so that it fits everybody."


def sentences(text: str) -> int:
    """How many sentences a short text has."""
    return 1 + len(re.findall(r"[.?…][”’)]*\s+(?=[“‘(]?[^\W\d_])", text.strip()))


def words(text: str) -> int:
    """How many words a text has; marks of Markdown are none."""
    return len(re.findall(r"[^\W_][\w’'-]*", text))
