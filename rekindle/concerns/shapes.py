"""What a concern is at any moment, and what can be done with it. No framework in here."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

Words = Mapping[str, str]
NOBODY: frozenset[str] = frozenset()


class Stage(Enum):
    """Where a concern stands."""

    OFFERED = "offered"
    SIDES = "sides"
    PATTERN = "pattern"
    TALK = "talk"
    NATURE = "nature"
    PATH = "path"
    IDEAS = "ideas"
    WEIGH = "weigh"
    PARTS = "parts"
    AGREEMENT = "agreement"
    TRIAL = "trial"
    VERDICT = "verdict"
    KEPT = "kept"
    LET_GO = "let go"


class Act(Enum):
    """What one of the two does. Each is an entry of the thread."""

    REWORD = "reword"
    ACCEPT = "accept"
    ASIDE = "put aside"
    TAKE_UP = "take up"
    # What each wrote apart is open for both now.
    OPENED = "open"
    PATTERN = "write the pattern"
    OURS = "say it is ours"
    TALKED = "say we talked"
    PATH = "choose a way"
    NEED = "say a need"
    IDEA = "add an idea"
    ENOUGH = "enough ideas"
    MORE = "more ideas"
    PARTS = "say what can move"
    DRAFT = "write the agreement"
    SIGN = "sign"
    EARLIER = "keep the earlier one"
    VERDICT = "say what comes of it"


class IllegalMove(ValueError):
    """The concern is not in a state for this. Carries one sentence for the person."""


class Stale(IllegalMove):
    """The other one has written meanwhile: there is a newer version than the one this was about."""


@dataclass(frozen=True, slots=True)
class Move:
    """`by`: place a or b; `at`: local time; `version`: of the text it is about, as it was shown; 0 before the first."""

    act: Act
    by: str
    at: datetime
    version: int = 0
    words: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Version:
    """One writing of a shared text. `number` counts from 1."""

    number: int
    place: str
    at: datetime
    words: Words

    @property
    def digest(self) -> str:
        """BLAKE2b-256 of the number and the words, in hexadecimal: what a yes is given to."""
        content = json.dumps([self.number, sorted(self.words.items())]).encode()
        return hashlib.blake2b(content, digest_size=32, person=b"rekindle-agreed").hexdigest()


Versions = tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class State:
    """Sets and keys are places. `stands`: the number of the agreement both signed, 0 for none; `since`: when.

    `tried`: the newest number both ever signed; `tries`: the how-manieth agreement this is, counted by changes.
    """

    stage: Stage
    name: Versions
    accepted: datetime | None = None
    aside: str = ""
    pattern: Versions = ()
    ours: frozenset[str] = NOBODY
    talked: frozenset[str] = NOBODY
    path: str = ""
    needs: Words = field(default_factory=dict)
    ideas: tuple[str, ...] = ()
    weighing: int = 0
    parts: Mapping[str, Words] = field(default_factory=dict)
    agreement: Versions = ()
    signed: frozenset[str] = NOBODY
    stands: int = 0
    tried: int = 0
    since: datetime | None = None
    tries: int = 1
    verdicts: Words = field(default_factory=dict)
    ended: datetime | None = None

    @property
    def title(self) -> str:
        return self.name[-1].words["title"]

    @property
    def over(self) -> bool:
        return self.stage in (Stage.KEPT, Stage.LET_GO)

    @property
    def agreed(self) -> Version | None:
        """The agreement both have signed, also while a newer one is being written."""
        return self.agreement[self.stands - 1] if self.stands else None
