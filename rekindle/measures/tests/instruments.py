"""The shipped instruments, read as plain objects, so that the rules are tested without the catalogue."""

from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml

FOLDER = Path(__file__).parents[3] / "content" / "en" / "measures"
ABSENT = {"scoring": None, "cut_off": None, "norm": None, "reliability": None, "bands": (), "parts": ()}


@cache
def measure(name: str) -> Any:
    return _plain({**ABSENT, **yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))})


def positions_for(name: str, scores: list[int]) -> list[int]:
    """The positions a person would choose to get these item scores."""
    items = measure(name).items
    return [[option.score for option in item.options].index(score) for item, score in zip(items, scores, strict=True)]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        if value.keys() in ({"below"}, {"at_least"}):
            value = {"below": None, "at_least": None, **value}
        return SimpleNamespace(**{key: _plain(each) for key, each in value.items()})
    return [_plain(each) for each in value] if isinstance(value, list) else value
