"""Score a measure: the plain sum of its items, from complete answers only."""

from collections.abc import Sequence
from dataclasses import dataclass

from rekindle.measures.shapes import CutOffLike, MeasureLike, PartLike, ScoringLike


@dataclass(frozen=True, slots=True)
class PartScore:
    """A published short scale inside a measure. `score` and `positive` are None while one of its own items is open."""

    name: str
    score: int | None
    max: int
    positive: bool | None


@dataclass(frozen=True, slots=True)
class Score:
    """`score` is None until every item is answered; no published rule fills a gap.

    `below_cutoff` is None without a score, and for a measure whose total has no cut-off (PHQ-4: its parts do).
    """

    instrument: str
    score: int | None
    max: int
    complete: bool
    below_cutoff: bool | None
    parts: tuple[PartScore, ...] = ()


def score(measure: MeasureLike, positions: Sequence[int | None]) -> Score:
    """Sum the scores of the chosen options.

    `positions`: one for each item in printed order; 0 is the option printed first, None is no answer.
    ValueError when the measure has no total, the number of answers is wrong, or a position does not exist.
    """
    scoring = _scoring(measure)
    values = item_scores(measure, positions)
    total = _sum(values)
    return Score(
        instrument=measure.name,
        score=total,
        max=scoring.max,
        complete=total is not None,
        below_cutoff=None if total is None else is_below(measure.cut_off, total),
        parts=tuple(_part(measure, part, values) for part in measure.parts),
    )


def item_scores(measure: MeasureLike, positions: Sequence[int | None]) -> tuple[int | None, ...]:
    """The score of each item, in printed order; None where there is no answer. ValueError as in `score`."""
    if len(positions) != len(measure.items):
        raise ValueError(f"{measure.name} has {len(measure.items)} questions, but {len(positions)} answers came.")
    return tuple(_item_score(measure, number, position) for number, position in enumerate(positions))


def is_below(cut_off: CutOffLike | None, total: float) -> bool | None:
    """Whether a total lies below the cut-off; None when the measure has none. A total on the line is not below it."""
    if cut_off is None:
        return None
    line = cut_off.below if cut_off.below is not None else cut_off.at_least
    return None if line is None else total < line


def _scoring(measure: MeasureLike) -> ScoringLike:
    if measure.scoring is None:
        raise ValueError(f"{measure.name} has no total: its answers stand each for itself.")
    return measure.scoring


def _item_score(measure: MeasureLike, number: int, position: int | None) -> int | None:
    if position is None:
        return None
    options = measure.items[number].options
    if isinstance(position, bool) or not isinstance(position, int) or not 0 <= position < len(options):
        highest = len(options) - 1
        raise ValueError(f"{measure.name}, question {number + 1}: the answer is a whole number from 0 to {highest}.")
    return options[position].score


def _sum(values: Sequence[int | None]) -> int | None:
    answered = [value for value in values if value is not None]
    return sum(answered) if len(answered) == len(values) else None


def _part(measure: MeasureLike, part: PartLike, values: Sequence[int | None]) -> PartScore:
    total = _sum([values[index] for index in part.items])
    highest = sum(max(option.score for option in measure.items[index].options) for index in part.items)
    return PartScore(part.name, total, highest, None if total is None else total >= part.at_least)
