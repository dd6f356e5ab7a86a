"""A Markdown file becomes its head, its steps and clean HTML; every part knows its line."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import nh3
from markdown_it import MarkdownIt

from .source import Unreadable

KINDS = ("read", "write", "rate", "choose", "sort", "breathe", "reveal")
ATTRIBUTES = {"low": "rate", "high": "rate", "pick": "choose", "seconds": "breathe"}
TAGS = {"p", "em", "strong", "ul", "ol", "li", "blockquote", "br"}
HEADING = re.compile(r"## +(?P<kind>\w+) *(?:\((?P<mark>[^)]*)\))? *: *(?P<title>.*)")
ATTRIBUTE = re.compile(r"(?P<name>[a-z]+): *(?P<value>.*)")
ITEM = re.compile(r"[-*+] +(?P<text>.+)")
REFUSED = {
    "heading_open": "There is a heading inside a text. Steps begin with ## and a kind; inside a step use **bold**.",
    "fence": "There is a block of code. Write plain paragraphs.",
    "code_block": "This line begins with four spaces and would become code. Take the spaces away.",
    "code_inline": "There is code in the line. Write plain words or *emphasis*.",
    "hr": "There is a ruled line. Leave a blank line instead.",
    "image": "There are no pictures in a text. Say it in words.",
    "link_open": "There are no links in a text. Say it in words.",
}
_markdown = MarkdownIt("commonmark", {"html": False})


class TextLine(NamedTuple):
    number: int
    text: str


class RawStep(NamedTuple):
    """A step as written. `attributes` are the lines right under the heading, `body` the rest."""

    line: int
    kind: str
    mark: str | None
    title: str
    attributes: tuple[TextLine, ...]
    body: tuple[TextLine, ...]


def split(text: str) -> tuple[str, list[TextLine]]:
    """The head between the two `---` lines (it begins on line 2), and the lines after it. Raises Unreadable."""
    lines = [TextLine(number, line) for number, line in enumerate(text.split("\n"), 1)]
    if lines[0].text.rstrip() != "---":
        raise Unreadable(1, "The first line is not ---. Begin with ---, then lines like “title: …”, then --- again.")
    for place, line in enumerate(lines[1:], 1):
        if line.text.rstrip() == "---":
            return "\n".join(each.text for each in lines[1:place]), lines[place + 1 :]
        if line.text.startswith("## "):
            break
    raise Unreadable(1, "The head does not end. Write a line --- after the last of its fields.")


def before_steps(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines with words that stand before the first step."""
    first = next((place for place, line in enumerate(lines) if line.text.startswith("##")), len(lines))
    return [line for line in lines[:first] if line.text.strip()]


def raw_steps(lines: Sequence[TextLine]) -> Iterator[RawStep | TextLine]:
    """Each step, or the heading line that is none."""
    starts = [place for place, line in enumerate(lines) if re.match(r"##(?!#)", line.text)]
    for start, end in pairwise([*starts, len(lines)]):
        yield _raw_step(lines[start], lines[start + 1 : end])


def _raw_step(heading: TextLine, rest: Sequence[TextLine]) -> RawStep | TextLine:
    found = HEADING.fullmatch(heading.text.rstrip())
    if found is None:
        return heading
    under = 0
    while under < len(rest) and _is_attribute(rest[under].text):
        under += 1
    return RawStep(
        heading.number, found["kind"], found["mark"], found["title"].strip(), tuple(rest[:under]), tuple(rest[under:])
    )


def _is_attribute(text: str) -> bool:
    found = ATTRIBUTE.match(text)
    return bool(found and found["name"] in ATTRIBUTES)


def options(body: Sequence[TextLine]) -> tuple[list[TextLine], list[TextLine]]:
    """The items of the list in a body, and the lines that are not in it. An indented line continues its item."""
    items: list[TextLine] = []
    others: list[TextLine] = []
    for line in body:
        found = ITEM.fullmatch(line.text.rstrip())
        if found:
            items.append(TextLine(line.number, found["text"].strip()))
        elif items and line.text.startswith("  ") and line.text.strip():
            items[-1] = TextLine(items[-1].number, f"{items[-1].text} {line.text.strip()}")
        else:
            others.append(line)
    return items, others


def refused(body: Sequence[TextLine]) -> Iterator[tuple[int, str]]:
    """What Markdown would show that a text cannot have: line and sentence."""
    first = body[0].number if body else 1
    for token in _markdown.parse("\n".join(line.text for line in body)):
        line = first + (token.map[0] if token.map else 0)
        for each in (token, *(token.children or ())):
            if each.type in REFUSED:
                yield line, REFUSED[each.type]


def render(body: Sequence[TextLine]) -> str:
    """Clean HTML: paragraphs, emphasis, lists, quotations, and nothing else."""
    text = "\n".join(line.text for line in body).strip("\n")
    return nh3.clean(_markdown.render(text), tags=TAGS, attributes={}).strip() if text.strip() else ""
