"""`rekindle check-content`: what is wrong with the content, for people or as JSON."""

import json
from datetime import date
from pathlib import Path
from typing import TextIO

from . import content_root
from .check import STRATEGIES
from .load import languages, load_language, load_shared
from .structs import Catalogue, Problem


def check_content(as_json: bool, out: TextIO, err: TextIO, root: Path | None = None, today: date | None = None) -> int:
    """Writes every problem, and how many practices each strategy has, by language. 0 if all is well, else 1."""
    root = root or content_root()
    shared, problems = load_shared(root, today or date.today())
    cats = []
    for language in languages(root):
        cat, more = load_language(root, language, shared)
        cats.append(cat)
        problems += more
    problems.sort()
    if as_json:
        _json(cats, problems, out)
    else:
        _plain(cats, problems, out, err)
    return 1 if problems else 0


def _counts(cats: list[Catalogue]) -> dict[str, dict[str, int]]:
    return {slug: {cat.language: len(cat.by_strategy(slug)) for cat in cats} for slug in STRATEGIES}


def _json(cats: list[Catalogue], problems: list[Problem], out: TextIO) -> None:
    errors = [{"file": each.file, "line": each.line, "say": each.say} for each in problems]
    json.dump({"errors": errors, "strategies": _counts(cats)}, out, ensure_ascii=False, indent=2)
    out.write("\n")


def _plain(cats: list[Catalogue], problems: list[Problem], out: TextIO, err: TextIO) -> None:
    for each in problems:
        err.write(f"{each.file}:{each.line}: {each.say}\n")
    talks = {"kinds of conversation": {cat.language: len(cat.talks) for cat in cats}}
    for name, counts in (_counts(cats) | talks).items():
        out.write(f"{name}: {', '.join(f'{count} ({language})' for language, count in counts.items())}\n")
    out.write(f"{len(problems)} to mend.\n" if problems else "Everything is in order.\n")
