"""Geometry of the charts, in the units of their viewBox. The templates draw it; nothing here knows colours or words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

LEFT, RIGHT, EDGE, TOP, BOTTOM = 30.0, 306.0, 314.0, 12.0, 150.0  # of the box 0 0 326 182
FEWEST = 3
LABEL_ROOM = 70.0
LINE = 17.0
FIRST_ABOVE, LAST_ABOVE = 11.0, 13.0

Place = Literal["above", "below", "inside"]


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    r: float
    value: float
    day: date


@dataclass(frozen=True, slots=True)
class Tick:
    value: int
    y: float
    text_y: float


@dataclass(frozen=True, slots=True)
class DayLabel:
    x: float
    day: date


@dataclass(frozen=True, slots=True)
class Band:
    """The band of ordinary ups and downs; `low` and `high` in points, cut to the scale."""

    y: float
    height: float
    bottom: float
    text_x: float
    text_y: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ValueLabel:
    x: float
    y: float
    value: float


@dataclass(frozen=True, slots=True)
class Spark:
    """One line. `day_format`: a Django date format that tells its days apart; `last_lies`: None without a band."""

    dots: tuple[Dot, ...]
    polyline: str
    ticks: tuple[Tick, ...]
    days: tuple[DayLabel, ...]
    first: ValueLabel
    last: ValueLabel
    band: Band | None
    last_lies: Place | None
    day_format: str
    maximum: int


def spark(points: Sequence[tuple[date, float]], maximum: int, band: tuple[float, float] | None = None) -> Spark | None:
    """Lay out a line of (day, value) from 0 to `maximum`; None for fewer than three points: say it in words.

    `band` is (low, high) in points. ValueError for a value off the scale, a maximum under 1 or a band upside down.
    """
    _check(points, maximum, band)
    if len(points) < FEWEST:
        return None
    ordered = sorted(points, key=lambda point: point[0])
    dots = _dots(ordered, maximum)
    value = ordered[-1][1]
    return Spark(
        dots=dots,
        polyline=" ".join(f"{dot.x:g},{dot.y:g}" for dot in dots),
        ticks=tuple(Tick(tick, _y(tick, maximum), round(_y(tick, maximum) + 4.5, 1)) for tick in _tick_values(maximum)),
        days=_day_labels(dots),
        first=ValueLabel(round(dots[0].x + 8, 1), _text_y(dots[0].y, FIRST_ABOVE), dots[0].value),
        last=ValueLabel(dots[-1].x, _text_y(dots[-1].y, LAST_ABOVE), dots[-1].value),
        band=None if band is None else _band(band, maximum, dots[-1].y),
        last_lies=None if band is None else "above" if value > band[1] else "below" if value < band[0] else "inside",
        day_format=_day_format(ordered[0][0], ordered[-1][0]),
        maximum=maximum,
    )


def _check(points: Sequence[tuple[date, float]], maximum: int, band: tuple[float, float] | None) -> None:
    if maximum < 1:
        raise ValueError("The highest value of a scale is 1 or more.")
    if not all(0 <= value <= maximum for _, value in points):
        raise ValueError(f"Every value lies between 0 and {maximum}.")
    if band is not None and not band[0] <= band[1]:
        raise ValueError("A band goes from its lower to its higher value.")


def _y(value: float, maximum: int) -> float:
    return round(BOTTOM - value / maximum * (BOTTOM - TOP), 1)


def _text_y(y: float, above: float) -> float:
    return round(y - above if y - above >= TOP else y + above + 11, 1)


def _dots(ordered: Sequence[tuple[date, float]], maximum: int) -> tuple[Dot, ...]:
    start, span = ordered[0][0], (ordered[-1][0] - ordered[0][0]).days
    last = len(ordered) - 1
    return tuple(
        Dot(
            x=round(LEFT + (RIGHT - LEFT) * ((day - start).days / span if span else index / last), 1),
            y=_y(value, maximum),
            r=6.5 if index == last else 4.0,
            value=value,
            day=day,
        )
        for index, (day, value) in enumerate(ordered)
    )


def _tick_values(maximum: int) -> tuple[int, ...]:
    parts = next((parts for parts in (3, 2) if maximum % parts == 0), 1)
    return tuple(maximum * part // parts for part in range(parts + 1))


def _day_labels(dots: Sequence[Dot]) -> tuple[DayLabel, ...]:
    middle = dots[len(dots) // 2]
    kept = [dots[0], middle, dots[-1]]
    if any(after.x - before.x < LABEL_ROOM for before, after in pairwise(kept)):
        kept = [dots[0], dots[-1]]
    return tuple(DayLabel(dot.x, dot.day) for dot in kept)


def _day_format(first: date, last: date) -> str:
    days = (last - first).days
    return "j M" if days < 62 else "M" if days < 330 else "M Y"


def _band(band: tuple[float, float], maximum: int, last_y: float) -> Band:
    low, high = (min(max(edge, 0.0), float(maximum)) for edge in band)
    top, bottom = _y(high, maximum), _y(low, maximum)
    text_y = _band_text_y(top, bottom, last_y)
    beside_value = abs(text_y - _text_y(last_y, LAST_ABOVE)) < LINE
    return Band(top, round(bottom - top, 1), bottom, RIGHT - 20 if beside_value else EDGE - 4, text_y, low, high)


def _band_text_y(top: float, bottom: float, last_y: float) -> float:
    if bottom - top < LINE:
        return round(bottom + LINE if bottom + LINE < BOTTOM else top - 6, 1)
    # The words stand at the edge of the band that the last value is further from.
    return round(bottom - 7 if last_y <= (top + bottom) / 2 else top + LINE, 1)
