"""A file becomes text, and YAML becomes values that know their line. Every accident is one sentence with a line."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

LARGEST_FILE = 500_000
MOST_VALUES = 200_000
DEEPEST = 30
MARKS = (
    (re.compile("\r"), "The lines end the Windows way (CRLF). Save the file with plain line ends (LF)."),
    (re.compile("\t"), "There is a tab here. Write spaces instead."),
    (
        re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]"),
        "There is an invisible control character here. Delete it.",
    ),
)


class Unreadable(Exception):
    """A file that cannot be used at all. `line` counts from 1."""

    def __init__(self, line: int, say: str) -> None:
        super().__init__(say)
        self.line, self.say = line, say


def read(path: Path) -> str:
    """The text of a small UTF-8 file with plain line ends. Raises Unreadable, and nothing else."""
    if not path.is_file():
        raise Unreadable(1, "There is no such file. Write it here, as text.")
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise Unreadable(1, f"This file cannot be opened: {error.strerror}. Put a readable text file here.") from None
    if len(data) > LARGEST_FILE:
        raise Unreadable(1, "This file is far too large for a text. Split it, or take out what does not belong here.")
    if data.startswith(b"\xef\xbb\xbf"):
        raise Unreadable(1, "The file begins with an invisible mark (BOM). Save it as UTF-8 without BOM.")
    return _plain(_decoded(data))


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Unreadable(line, "A letter here is not UTF-8. Save the file with the encoding UTF-8.") from None


def _plain(text: str) -> str:
    if not text.strip():
        raise Unreadable(1, "The file is empty. Write its content, or remove the file.")
    for mark, say in MARKS:
        found = mark.search(text)
        if found:
            raise Unreadable(text.count("\n", 0, found.start()) + 1, say)
    return text


class Values(NamedTuple):
    """`lines`: the line of each value by its path, written as msgspec writes it, such as `$.items[0].text`."""

    value: Any
    lines: Mapping[str, int]

    def line(self, path: str) -> int:
        """The line of a path, or of the nearest thing around it."""
        while path not in self.lines and path:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self.lines.get(path, 1)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML without its traps: `no` and `NO` are words, `010` is not eight, `12:30` is not a number."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in found if tag.rpartition(":")[2] in {"null", "float", "timestamp"}]
    for letter, found in _Loader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789"))


def parse(text: str, first_line: int = 1) -> Values:
    """`text` as values. `first_line`: the line of the file on which it begins. Raises Unreadable, and nothing else."""
    try:
        _shallow(text, first_line)
        loader = _Loader(text)
        node = loader.get_single_node()
        reader = _Reader(loader, first_line)
        return Values(None if node is None else reader.value(node, "$", ()), reader.lines)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Unreadable((mark.line if mark else 0) + first_line, _say(error.problem or "")) from None
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        raise Unreadable(first_line, "This cannot be read. Write lines of the form “name: value”.") from None


def _shallow(text: str, first_line: int) -> None:
    # The composer is recursive C: very deep nesting would end the process instead of raising.
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            line = event.start_mark.line if event.start_mark else 0
            raise Unreadable(line + first_line, "There are too many brackets. Write it simpler.")


def _say(problem: str) -> str:
    if "duplicate" in problem or "quotation" in problem or "again" in problem:
        return problem
    return (
        f"This line cannot be read ({problem}). Write “name: value”; "
        "put straight quotation marks around a value that holds a colon, or begins with { [ & * # or @."
    )


class _Reader:
    def __init__(self, loader: Any, first_line: int) -> None:
        self.loader, self.first_line, self.lines = loader, first_line, dict[str, int]()

    def value(self, node: yaml.Node, path: str, around: tuple[int, ...]) -> Any:
        line = node.start_mark.line + self.first_line
        self.lines.setdefault(path, line)
        if id(node) in around or len(self.lines) > MOST_VALUES:
            raise Unreadable(line, "This value holds itself, or far too much. Write it out.")
        around = (*around, id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(each, f"{path}[{place}]", around) for place, each in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path, around)
        return self._scalar(node, line)

    def _mapping(self, node: yaml.MappingNode, path: str, around: tuple[int, ...]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + self.first_line
            name = key.value if isinstance(key, yaml.ScalarNode) else None
            if not isinstance(name, str):
                raise Unreadable(line, "This is no “name: value”. Put a value that begins with { in quotation marks.")
            if name in found:
                raise Unreadable(line, f"“{name}” is there a second time. Keep one of the two.")
            self.lines[f"{path}.{name}"] = line
            found[name] = self.value(value, f"{path}.{name}", around)
        return found

    def _scalar(self, node: yaml.Node, line: int) -> Any:
        try:
            return self.loader.construct_object(node)
        except (ValueError, OverflowError):
            raise Unreadable(line, f"“{node.value}” is no day or number. Correct it.") from None
