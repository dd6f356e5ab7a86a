"""Geometry for two: gaps between two people (0 to 10), and circles that draw closeness."""

from collections.abc import Sequence
from dataclasses import dataclass

LOW_X, HIGH_X, ROW_Y = 26.0, 300.0, 20.0  # of the box 0 0 326 40
DISC = 14.0
ALIKE_SHIFT = 13.0
DIFFERENT = 3
HIGHEST = 10

PICTURES = 7
CIRCLE_R = 22.0
CENTRE_X, CENTRE_Y = 56.0, 26.0  # of the box 0 0 112 52
APART, STEP = 48.0, 7.0


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """Two values 0..10 on one rail. `ax`, `bx`: centres of disc and ring; `lo`, `hi`: ends of the bar between them."""

    a: int
    b: int
    ax: float
    bx: float
    lo: float
    hi: float
    gap: int
    same: bool


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    bell: Dumbbell


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


def dumbbell(a: int, b: int) -> Dumbbell:
    """Place two values of 0..10. Equal values stand side by side. ValueError out of range."""
    if not (0 <= a <= HIGHEST and 0 <= b <= HIGHEST):
        raise ValueError("Both values are numbers from 0 to 10.")
    ax, bx = _x(a), _x(b)
    shift = ALIKE_SHIFT if a == b else 0.0
    return Dumbbell(a, b, ax - shift, bx + shift, min(ax, bx), max(ax, bx), abs(a - b), a == b)


def bells(rows: Sequence[tuple[str, int, int]]) -> Bells:
    """Lay out (label, a, b) rows. Rows with the same gap keep their order."""
    ordered = sorted((Row(label, dumbbell(a, b)) for label, a, b in rows), key=lambda row: -row.bell.gap)
    return Bells(
        different=tuple(row for row in ordered if row.bell.gap >= DIFFERENT),
        alike=tuple(row for row in ordered if row.bell.gap < DIFFERENT),
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


def _x(value: int) -> float:
    return round(LOW_X + (HIGH_X - LOW_X) * value / HIGHEST, 1)
