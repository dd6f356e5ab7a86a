"""Middle, spread and tail of a list of times."""

from collections.abc import Sequence
from math import ceil
from statistics import median
from typing import NamedTuple


class Spread(NamedTuple):
    """Milliseconds."""

    middle: float
    low: float
    high: float
    p95: float
    p99: float


def spread(seconds: Sequence[float]) -> Spread:
    ordered = sorted(one * 1000 for one in seconds)
    return Spread(median(ordered), ordered[0], ordered[-1], _part(ordered, 0.95), _part(ordered, 0.99))


def _part(ordered: Sequence[float], part: float) -> float:
    return ordered[ceil(len(ordered) * part) - 1]
