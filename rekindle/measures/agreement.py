"""How alike two people's answers are. Never a verdict: call it only for material both chose to compare."""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from statistics import fmean

_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Agreement:
    """None where a figure cannot be computed: correlations need two items and some spread on both sides.

    `mad` and `rmsd` are in points of the items; `within_1` and `exact` are shares from 0 to 1. `pearson` is inflated by
    what everybody endorses; `distinctive_r` takes the norm of each item away first (Furr 2008).
    """

    pearson: float | None
    mad: float | None
    rmsd: float | None
    icc_de: float | None
    within_1: float | None
    exact: float | None
    distinctive_r: float | None


def agreement(a: Sequence[float], b: Sequence[float], norm: Sequence[float] | None = None) -> Agreement:
    """Compare two people's answers to the same items, in the same order; `norm` holds the usual answer to each item.

    ValueError when the lengths differ or a number is not finite.
    """
    _check(a, b, norm)
    distances = [abs(x - y) for x, y in zip(a, b, strict=True)]
    return Agreement(
        pearson=correlation(a, b),
        mad=_mean(distances),
        rmsd=None if not distances else math.sqrt(fmean(d * d for d in distances)),
        icc_de=None if len(a) < 2 else correlation([*a, *b], [*b, *a]),
        within_1=_mean([float(d <= 1 + _SLACK) for d in distances]),
        exact=_mean([float(d <= _SLACK) for d in distances]),
        distinctive_r=None if norm is None else correlation(_minus(a, norm), _minus(b, norm)),
    )


def correlation(a: Sequence[float], b: Sequence[float]) -> float | None:
    """Pearson r, -1 to 1; None with fewer than two pairs or without spread on one side."""
    if len(a) < 2 or _flat(a) or _flat(b):
        return None
    da, db = _minus(a, [fmean(a)] * len(a)), _minus(b, [fmean(b)] * len(b))
    shared = math.fsum(x * y for x, y in zip(da, db, strict=True))
    return max(-1.0, min(1.0, shared / (math.hypot(*da) * math.hypot(*db))))


def quadratic_kappa(a: Sequence[float], b: Sequence[float]) -> float | None:
    """Quadratic-weighted kappa of two raters; None when chance leaves nothing to disagree about."""
    _check(a, b, None)
    chance = [(x - y) ** 2 for x in a for y in b]
    if not chance or not any(chance):
        return None
    return 1 - fmean((x - y) ** 2 for x, y in zip(a, b, strict=True)) / fmean(chance)


def knowing(predicted: Sequence[float], answered: Sequence[float], span: float) -> float | None:
    """How near a prediction came to the answers, 1 - MAD / span, from 0 to 1; None without items.

    The same index between a person's own answers and their prediction is the similarity they assume.
    """
    _check(predicted, answered, None)
    if span <= 0:
        raise ValueError("The span of the scale is a number above 0.")
    return None if not answered else 1 - fmean(abs(p - x) for p, x in zip(predicted, answered, strict=True)) / span


def overlap_at(a: Sequence[Hashable], b: Sequence[Hashable], k: int) -> float:
    """Share of the first k of two ranked lists that is in both. ValueError for k under 1 or a thing named twice."""
    _check_ranks(a, b, k)
    return len(set(a[:k]) & set(b[:k])) / k


def jaccard(a: Sequence[Hashable], b: Sequence[Hashable]) -> float | None:
    """Things in both lists over things in either; None when both are empty."""
    either = set(a) | set(b)
    return len(set(a) & set(b)) / len(either) if either else None


def average_overlap(a: Sequence[Hashable], b: Sequence[Hashable], k: int) -> float:
    """Mean of `overlap_at` for every depth from 1 to k: agreement at the top counts most."""
    _check_ranks(a, b, k)
    return fmean(overlap_at(a, b, depth) for depth in range(1, k + 1))


def _check(a: Sequence[float], b: Sequence[float], norm: Sequence[float] | None) -> None:
    if len(a) != len(b) or (norm is not None and len(norm) != len(a)):
        raise ValueError("The lists of answers have the same length, and so has the norm.")
    if not all(math.isfinite(x) for x in [*a, *b, *(norm or [])]):
        raise ValueError("Every answer is a finite number.")


def _check_ranks(a: Sequence[Hashable], b: Sequence[Hashable], k: int) -> None:
    if k < 1:
        raise ValueError("The depth of a ranked list is 1 or more.")
    if len(set(a)) != len(a) or len(set(b)) != len(b):
        raise ValueError("A ranked list names each thing once.")


def _flat(values: Sequence[float]) -> bool:
    return max(values) - min(values) <= _SLACK * max(1.0, *(abs(value) for value in values))


def _minus(values: Sequence[float], others: Sequence[float]) -> list[float]:
    return [value - other for value, other in zip(values, others, strict=True)]


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None
