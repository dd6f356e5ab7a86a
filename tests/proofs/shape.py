"""Measures of the code: how long functions, files and templates are, and what templates must not hold."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HOUSE = Path(__file__).resolve().parents[2]
CODE = HOUSE / "rekindle"
# Made by a programme, or lists of data.
MADE = ("migrations",)


class Function(NamedTuple):
    where: str
    lines: int
    view: bool


def sources(root: Path = CODE) -> list[Path]:
    """The programme's own files, without its tests."""
    found = sorted(root.rglob("*.py"))
    return [path for path in found if not {"tests", *MADE, "__pycache__"} & set(path.relative_to(root).parts)]


def functions(path: Path) -> Iterator[Function]:
    """Every function, with the lines from its `def` (decorators and docstring not counted) to its end."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Function(f"{path.relative_to(path.anchor)}:{node.lineno} {node.name}", _length(node), _view(node))


def _view(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """It takes a request first, gives a response, and is no helper of another one."""
    asked = [one.arg for one in node.args.args][:1] == ["request"]
    answers = node.returns is not None and ast.unparse(node.returns).endswith("HttpResponse")
    return asked and answers and not node.name.startswith("_")


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    docstring = node.body[0].end_lineno if ast.get_docstring(node) else None
    counted = 0 if docstring is None else docstring - node.body[0].lineno + 1
    return (node.end_lineno or node.lineno) - node.lineno + 1 - counted


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def percentile(values: list[int], share: float) -> int:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def untyped(path: Path) -> Iterator[str]:
    """Functions that do not say what they return."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns is None:
            yield f"{path.name}:{node.lineno} {node.name}"


def pages(ending: str) -> list[Path]:
    """Files that are sent to a browser, without those of tests."""
    return [path for path in sorted(CODE.rglob(f"*.{ending}")) if "tests" not in path.parts]


# What a page must never hold: style and scripts of its own (the policy would refuse them), and other people's servers.
FORBIDDEN = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "script in the page": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE),
    "style in the page": re.compile(r"<style\b", re.IGNORECASE),
}
OUTSIDE = re.compile(r"""(?:https?:)?//(?=[a-z0-9])[^\s"'<>)]+""", re.IGNORECASE)
# Namespaces of pictures are names, not addresses; nothing is fetched from there.
NAMES = ("http://www.w3.org/",)


def forbidden(text: str) -> list[str]:
    plain = re.sub(r"{[{%].*?[%}]}", "", text)
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(plain)]


def outside(text: str) -> list[str]:
    """Addresses of other servers. A comment of a script is not one."""
    text = re.sub(r"(?m)(?:^|\s)//\s.*$", "", text)
    return [found for found in OUTSIDE.findall(text) if not found.startswith(NAMES)]
