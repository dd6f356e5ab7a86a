"""The shipped instruments, read alone, so that a broken page elsewhere breaks nothing here."""

from functools import cache
from pathlib import Path

import msgspec
import yaml

from rekindle.catalogue.structs import Measure

FOLDER = Path(__file__).parents[3] / "content" / "en" / "measures"


@cache
def measure(name: str) -> Measure:
    return msgspec.convert(yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8")), Measure)


def positions_for(name: str, scores: list[int]) -> list[int]:
    """The positions a person would choose to get these item scores."""
    items = measure(name).items
    return [[option.score for option in item.options].index(score) for item, score in zip(items, scores, strict=True)]
