"""Two people side by side: gaps between their answers (0 to 10), and circles that draw closeness."""

from collections.abc import Sequence
from dataclasses import dataclass

DIFFERENT = 3
HIGHEST = 10

PICTURES = 7
CIRCLE_R = 22.0
CENTRE_X, CENTRE_Y = 56.0, 26.0  # of the box 0 0 112 52
APART, STEP = 48.0, 7.0


@dataclass(frozen=True, slots=True)
class Row:
    """One area with the answers of two people, each 0 to 10."""

    label: str
    a: int
    b: int

    @property
    def gap(self) -> int:
        return abs(self.a - self.b)

    @property
    def same(self) -> bool:
        return self.a == self.b


@dataclass(frozen=True, slots=True)
class Bells:
    """Rows with a gap of three or more, and the rest; the largest gap first in each."""

    different: tuple[Row, ...]
    alike: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of closeness: `position` from 0, `step` from 1."""

    position: int
    step: int
    label: str
    cx1: float
    cx2: float
    r: float


def bells(rows: Sequence[tuple[str, int, int]]) -> Bells:
    """Sort (label, a, b) rows by the size of their gap; the same gap keeps its order.

    ValueError for an answer off the scale.
    """
    if not all(0 <= value <= HIGHEST for _, a, b in rows for value in (a, b)):
        raise ValueError("Both answers are numbers from 0 to 10.")
    ordered = sorted((Row(*row) for row in rows), key=lambda row: -row.gap)
    return Bells(
        different=tuple(row for row in ordered if row.gap >= DIFFERENT),
        alike=tuple(row for row in ordered if row.gap < DIFFERENT),
    )


def circles(k: int) -> tuple[float, float, float]:
    """(cx1, cx2, r) of picture k, 1 apart to 7 nearly one, in a box 0 0 112 52. ValueError for another k."""
    if not 1 <= k <= PICTURES:
        raise ValueError("There are seven pictures, 1 to 7.")
    half = (APART - STEP * (k - 1)) / 2
    return CENTRE_X - half, CENTRE_X + half, CIRCLE_R


def pictures(labels: Sequence[str]) -> tuple[Picture, ...]:
    """The seven pictures with their labels, in order. ValueError unless there are seven labels."""
    if len(labels) != PICTURES:
        raise ValueError("There are seven pictures, so there are seven labels.")
    return tuple(Picture(step - 1, step, label, *circles(step)) for step, label in enumerate(labels, start=1))
