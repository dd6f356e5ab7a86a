"""Tell change from noise: reliable change, cut-off, gap between two people, and one person's weekly series."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from typing import Literal

from rekindle.measures.shapes import NormLike, ReliabilityLike

Z95 = 1.96
XMR = 2.66  # 3 / 1.128: turns a mean moving range of two into three standard deviations
RUN = 8
CLOSENESS_STEPS = 2  # with SD 1.4 and r .83 the 95% limit of the circles is 1.6 steps

Direction = Literal["higher", "lower", "same"]


@dataclass(frozen=True, slots=True)
class Change:
    """All in points of the scale but `rc_*`, which are in standard errors. `alpha`: noise of the items only;
    `retest`: also ordinary swings from week to week."""

    rc_alpha: float
    rc_retest: float
    mdc95_alpha: float
    mdc95_retest: float
    beyond_noise: bool
    large: bool
    expected_retest: float
    direction: Direction


@dataclass(frozen=True, slots=True)
class Gap:
    """`difference` is the first person minus the second, in points."""

    difference: float
    rc: float
    mdc95: float
    reliable: bool


@dataclass(frozen=True, slots=True)
class Xmr:
    """Limits of one person's own series. `outside`: indexes beyond a limit; `runs`: indexes that end 8 or more in a row
    on one side of the mean."""

    mean: float
    moving_range: float
    lower: float
    upper: float
    outside: tuple[int, ...]
    runs: tuple[int, ...]


def standard_error(sd: float, r: float) -> float:
    """SEM = SD * sqrt(1 - r). ValueError unless sd > 0 and 0 <= r < 1."""
    if not (math.isfinite(sd) and sd > 0):
        raise ValueError("The standard deviation is a number above 0.")
    if not 0 <= r < 1:
        raise ValueError("The reliability is a number from 0 up to, but not, 1.")
    return sd * math.sqrt(1 - r)


def s_diff(sd: float, r: float) -> float:
    """Standard error of the difference of two scores, sqrt(2) * SEM (Jacobson & Truax 1991)."""
    return math.sqrt(2) * standard_error(sd, r)


def reliable_change(norm: NormLike, reliability: ReliabilityLike, before: float, after: float) -> Change:
    """Compare two scores of one person (Jacobson & Truax 1991).

    RC = (after - before) / Sdiff; MDC95 = 1.96 * Sdiff; `expected_retest` = M + r * (before - M), which is where
    regression to the mean alone would take the second score. ValueError for numbers that are not finite.
    """
    difference = _finite(after) - _finite(before)
    noise, swing = s_diff(norm.sd, reliability.alpha), s_diff(norm.sd, reliability.retest)
    return Change(
        rc_alpha=difference / noise,
        rc_retest=difference / swing,
        mdc95_alpha=Z95 * noise,
        mdc95_retest=Z95 * swing,
        beyond_noise=abs(difference) >= Z95 * noise,
        large=abs(difference) >= Z95 * swing,
        expected_retest=norm.mean + reliability.retest * (before - norm.mean),
        direction=direction(before, after),
    )


def direction(before: float, after: float) -> Direction:
    return "same" if before == after else "higher" if after > before else "lower"


def gap(norm: NormLike, reliability: ReliabilityLike, a: float, b: float) -> Gap:
    """Compare the scores of two people on one measure, with the same Sdiff as for change.

    Call it only when both have agreed to compare. ValueError for numbers that are not finite.
    """
    difference = _finite(a) - _finite(b)
    noise = s_diff(norm.sd, reliability.alpha)
    return Gap(difference, difference / noise, Z95 * noise, abs(difference) >= Z95 * noise)


def cut_off_c(m0: float, sd0: float, m1: float, sd1: float) -> float:
    """Cut-off c between a functional (0) and a distressed (1) group: (SD0*M1 + SD1*M0) / (SD0 + SD1)."""
    if min(_finite(sd0), _finite(sd1)) <= 0:
        raise ValueError("The standard deviation is a number above 0.")
    return (sd0 * _finite(m1) + sd1 * _finite(m0)) / (sd0 + sd1)


def closeness_moved(before: int, after: int) -> bool:
    """Whether a move on the seven pictures of closeness is worth naming: two steps or more."""
    return abs(after - before) >= CLOSENESS_STEPS


def xmr(values: Sequence[float], baseline: int = 5) -> Xmr | None:
    """Individual chart of one person's series, oldest first; None while there are fewer than `baseline` values.

    Limits come from the first `baseline` values: mean +- 2.66 * mean absolute successive difference.
    ValueError for numbers that are not finite, or a baseline under 2.
    """
    if baseline < 2:
        raise ValueError("A baseline has at least two values.")
    series = [_finite(value) for value in values]
    if len(series) < baseline:
        return None
    mean = fmean(series[:baseline])
    moving = fmean(abs(after - before) for before, after in pairwise(series[:baseline]))
    lower, upper = mean - XMR * moving, mean + XMR * moving
    outside = tuple(index for index, value in enumerate(series) if not lower <= value <= upper)
    return Xmr(mean, moving, lower, upper, outside, _runs(series, mean))


def _runs(series: Sequence[float], mean: float) -> tuple[int, ...]:
    ends, length, last = [], 0, 0
    for index, value in enumerate(series):
        side = (value > mean) - (value < mean)
        length = length + 1 if side and side == last else abs(side)
        last = side
        if length >= RUN:
            ends.append(index)
    return tuple(ends)


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError("A score is a finite number.")
    return value
