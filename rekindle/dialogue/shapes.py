"""What a guided talk is made of: phases, acts, turns, and where it stands. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

BOTH = frozenset("ab")


class Phase(StrEnum):
    GROUND = "ground"  # both say yes to the ground rules
    WHO = "who"  # who begins
    SPEAK = "speak"
    MIRROR = "mirror"  # typed only: the listener writes it back
    CHECK = "check"  # the speaker says whether that was it
    ENOUGH = "enough"  # three times not quite: a kind way on
    VALIDATE = "validate"
    CLOSE = "close"  # one sentence each
    PAUSED = "paused"
    ENDED = "ended"


class Act(StrEnum):
    AGREE = "agree"
    BEGIN = "begin"  # `first`: the place of who begins
    MINUTE = "minute"
    DONE = "done"
    BACK = "back"
    YES = "yes"
    NOT_QUITE = "not-quite"
    ON = "on"
    VALID = "valid"
    CLOSE = "close"
    PAUSE = "pause"
    LATER = "later"  # `back`: when to come back
    READY = "ready"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn as a kind of talk declares it. `minutes`: 1 to 5, the floor at first."""

    speaker: Literal["first", "second", "both"]
    minutes: int
    mirror: bool = False
    validate: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """Where a talk stands. `said`: who has answered what is asked of both here. `turn` counts from 0, `round` from 1.

    `ends`: when the time of this floor is up, a courtesy; `since`, `back`: when a pause began and is to end; `before`:
    what was paused; `returned`: the first step after a pause.
    """

    turns: tuple[Turn, ...]
    typed: bool = False
    phase: Phase = Phase.GROUND
    said: frozenset[str] = frozenset()
    first: str = ""
    turn: int = 0
    round: int = 1
    extra: int = 0
    ends: datetime | None = None
    since: datetime | None = None
    back: datetime | None = None
    before: "Talk | None" = None
    returned: bool = False
    stopped: bool = False

    @property
    def here(self) -> Turn:
        return self.turns[self.turn]

    def moment(self, place: str) -> str:
        """A name for what this person is asked just now; it stays while the other does what changes nothing here."""
        waits = "-waits" if place in self.said else ""
        return f"{self.turn}-{self.round}-{self.phase}{waits}"

    @property
    def speaker(self) -> str:
        """The place of who has the floor; "" when both have it, or nobody yet."""
        return {"first": self.first, "second": other(self.first)}.get(self.here.speaker, "")


@dataclass(frozen=True, slots=True)
class Given:
    """What comes with an act: the server's time, who begins, when to come back."""

    now: datetime
    first: str = ""
    back: datetime | None = None


def _always(talk: Talk, given: Given) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Move:
    """`by`: speaker, listener, either, or each (once, and the last of the two moves on). `to` makes the next state."""

    by: Literal["speaker", "listener", "either", "each"]
    to: Callable[[Talk, Given], Talk]
    when: Callable[[Talk, Given], bool] = _always

    def open_to(self, talk: Talk, place: str) -> bool:
        if self.by == "each":
            return place not in talk.said
        if self.by == "either" or not talk.speaker:
            return True
        return talk.speaker == (place if self.by == "speaker" else other(place))


def other(place: str) -> str:
    return {"a": "b", "b": "a"}.get(place, "")
