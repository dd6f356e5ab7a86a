"""Reads and checks `content/`: frozen objects, the same for everybody. No database, no Django."""

import logging
import os
from functools import cache
from pathlib import Path

from .filling import fill, fill_html
from .load import languages, load
from .structs import Catalogue, Measure, Practice, Problem, Reference, Safety, Step, Strategy
from .talk_structs import TalkKind, Turn

__all__ = [
    "Catalogue",
    "Measure",
    "Practice",
    "Problem",
    "Reference",
    "Safety",
    "Step",
    "Strategy",
    "TalkKind",
    "Turn",
    "content_root",
    "current",
    "fill",
    "fill_html",
    "languages",
    "load",
]
log = logging.getLogger(__name__)


def content_root() -> Path:
    """Where the content is: REKINDLE_CONTENT, else inside an installed package, else `content/` of the checkout."""
    given = os.environ.get("REKINDLE_CONTENT")
    if given:
        return Path(given).resolve()
    package = Path(__file__).resolve().parent.parent
    inside = package / "_content"
    return inside if inside.is_dir() else package.parent / "content"


@cache
def current(language: str = "en") -> Catalogue:
    """The catalogue of this installation, read once. Problems go to the log; `current.cache_clear()` reads anew."""
    cat, problems = load(content_root(), language)
    for problem in problems:
        log.warning("%s:%s %s", problem.file, problem.line, problem.say)
    return cat
