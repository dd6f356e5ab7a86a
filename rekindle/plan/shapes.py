"""What the chooser is told and what it answers. Everything is frozen; nothing here decides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Who = Literal["alone", "both", "either"]
Gate = Literal["open", "clear", "ended"]
Rating = Literal["helped", "neutral", "hard"]


@dataclass(frozen=True, slots=True)
class PracticeFacts:
    """One practice. `minutes` 2..45, `intensity` 1..5; `together`: it has a version for two."""

    slug: str
    strategy: str
    minutes: int
    who: Who
    gate: Gate
    intensity: int
    needs: tuple[str, ...] = ()
    ritual: bool = False
    together: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """One area of the check-up: how it is `now` 0..10, `importance` 0..3."""

    now: int
    importance: int


@dataclass(frozen=True, slots=True)
class Done:
    """A practice that was finished."""

    slug: str
    day: date
    rating: Rating | None = None
    together: bool = False


@dataclass(frozen=True, slots=True)
class Shared:
    """Only what both people may know and both devices hold in the same form.

    `areas_a`, `areas_b`: by strategy, once both consented to compare; else None. `history`: what was finished together
    in the last 120 days or so; ratings in it are not read, they are private. `ever`: how often each practice was
    finished together in all time. `declined_together`: put off in a way both can see.
    """

    couple: str
    areas_a: Mapping[str, Area] | None = None
    areas_b: Mapping[str, Area] | None = None
    history: tuple[Done, ...] = ()
    ever: Mapping[str, int] = field(default_factory=dict)
    declined_together: frozenset[tuple[str, date]] = frozenset()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All the chooser knows of one person on one day.

    `areas`: own check-up by strategy, may be empty. `history`: own finished practices, those done together included, of
    the last 120 days or so, oldest first. `ever`: how often each practice was finished in all time, so that `history`
    stays short over the years. `declined`: the last day each practice was put off. `minutes`: the time there is.
    `harm_ended`: the answer given today, never a remembered one. `smaller`: a shorter step was asked for.
    `stress`: 0..10, or None when not asked.
    """

    today: date
    practices: tuple[PracticeFacts, ...]
    started: date
    areas: Mapping[str, Area] = field(default_factory=dict)
    shared: Shared | None = None
    history: tuple[Done, ...] = ()
    ever: Mapping[str, int] = field(default_factory=dict)
    declined: Mapping[str, date] = field(default_factory=dict)
    minutes: int = 20
    own_clear: bool = False
    joint_open: bool = False
    harm_ended: bool = False
    smaller: bool = False
    stress: int | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a practice is suggested; `facts` are the numbers the words are made of."""

    kind: str
    slug: str
    strategy: str
    facts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`together`: the version for two. `score` has no unit and only orders one list."""

    slug: str
    together: bool
    reasons: tuple[Reason, ...]
    score: float
