"""Collects what is wrong with one file."""

import re
from pathlib import Path

from .source import Unreadable
from .structs import Problem

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Notes:
    """The problems of one file; none is said twice about the same line."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def say(self, line: int, text: str) -> None:
        problem = Problem(self.file, line, text)
        if problem not in self.problems:
            self.problems.append(problem)

    def unreadable(self, error: Unreadable) -> None:
        self.say(error.line, error.say)

    @property
    def clean(self) -> bool:
        return not self.problems


def shown(root: Path, path: Path) -> str:
    """How a file is named to people: from the content folder on, with forward slashes."""
    name = "/".join((root.name or "content", *path.relative_to(root).parts))
    return name.encode("utf-8", "replace").decode()


def one_of(words: tuple[str, ...]) -> str:
    """“alone, both or either”."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
