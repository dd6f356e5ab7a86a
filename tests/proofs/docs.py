"""What the documents promise: links, files, commands and settings."""

import re
from collections.abc import Iterator
from pathlib import Path

from rekindle.cli import VERBS, parser

HOUSE = Path(__file__).resolve().parents[2]
LINK = re.compile(r"\]\(<?([^)\s>]+)>?\)")
CODE = re.compile(r"`([^`\n]+)`|^ {4}(\S.*)$", re.MULTILINE)
FENCE = re.compile(r"```\w*\n(.*?)```", re.DOTALL)
# `rekindle VERB` at the beginning of a line, by its path or as a module; with the options named behind it.
COMMAND = re.compile(r"(?:^(?:\$ )?|bin/|-m )rekindle +([a-z][a-z-]+)((?: +--?[a-z-]+)*)", re.MULTILINE)
SCRIPT = re.compile(r"(?:^|[\s(`])(?:\./)?(bin/[a-z]+)\b((?: +--[a-z-]+)*)")
ROOTS = ("rekindle", "content", "docs", "bin", "tests", "bench", "requirements")
PATH = re.compile(rf"(?:^|[\s(])((?:{'|'.join(ROOTS)})/[\w./-]*[\w/])")
SETTING = re.compile(r"\b((?:REKINDLE|EMAIL)_[A-Z_]*[A-Z])\b")


def documents() -> list[Path]:
    """Every Markdown file that is for readers of the project; content is for its users and has its own check."""
    found = (path for path in sorted(HOUSE.rglob("*.md")) if not _skipped(path.relative_to(HOUSE)))
    return [path for path in found if path.is_file()]


def _skipped(path: Path) -> bool:
    return any(part.startswith(".") or part in ("content", "data", "node_modules") for part in path.parts)


def code_in(text: str) -> str:
    """Everything set as code, a piece a line."""
    fences = FENCE.findall(text)
    return "\n".join([*fences, *(one or two for one, two in CODE.findall(FENCE.sub("", text)))])


def complaints(path: Path, text: str) -> Iterator[str]:
    """What a document promises and the house does not have."""
    yield from (f"no {link}" for link in LINK.findall(text) if not _leads(path, link))
    code = code_in(text)
    yield from (f"no file {name}" for name in PATH.findall(code) if not _exists(name))
    yield from (f"no {script}" for script, _ in SCRIPT.findall(code) if not (HOUSE / script).exists())
    for verb, options in COMMAND.findall(code):
        yield from _command(verb, options.split())
    yield from (f"no setting {name}" for name in SETTING.findall(code) if name not in known_settings())


def _leads(path: Path, link: str) -> bool:
    if re.match(r"[a-z]+:", link):
        return True
    name, _, part = link.partition("#")
    target = (path.parent / name).resolve() if name else path
    return target.exists() and (not part or part in anchors(target.read_text("utf-8")))


def anchors(text: str) -> set[str]:
    """The names of the headings of a Markdown text."""
    heads = re.findall(r"^#+ +(.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head).strip().lower().replace(" ", "-") for head in heads}


def _exists(name: str) -> bool:
    return (HOUSE / name.rstrip("/.")).exists() or any(HOUSE.glob(name))


def _command(verb: str, options: list[str]) -> Iterator[str]:
    if verb not in VERBS:
        yield f"no command rekindle {verb}"
        return
    listed = _options(verb)
    yield from (f"no option {one} of rekindle {verb}" for one in options if one not in listed)


def _options(verb: str) -> set[str]:
    chosen = next(action for action in parser()._actions if action.dest == "verb").choices
    assert chosen is not None
    return {name for action in chosen[verb]._actions for name in action.option_strings}  # type: ignore[index]


def known_settings() -> set[str]:
    """Every such name that the programme or its scripts read."""
    files = [*(HOUSE / "rekindle").rglob("*.py"), *(path for path in (HOUSE / "bin").rglob("*") if path.is_file())]
    return {name for path in files for name in SETTING.findall(path.read_text("utf-8", "replace"))}
