"""What a kind of conversation becomes once it is read: who speaks when, and which words lie ready.

The texts of a turn may hold `{partner}`, the other one for whoever reads it; `rekindle.catalogue.fill` puts it in.
The texts of the kind itself, and of a turn of both, are read by both and hold none. Nothing here is HTML.
"""

from typing import Literal

from msgspec import Struct

# In floors: what a turn takes when it is said back, and what a reply of validation adds.
SAID_BACK, VALIDATED = 2.0, 0.5


class Turn(Struct, frozen=True, forbid_unknown_fields=True):
    """One turn. `first` is whoever begins; with `both` nobody holds the floor. `name` is unique inside its kind.

    `title`, `hint` and the stems in `say` are the speaker’s, `listen`, `back` and `valid` the listener’s. `mirror`: the
    listener says it back, with `back` at hand. `validate`: only with `mirror`; a reply follows, with `valid` at hand.
    `minutes` 1 to 5, or None for the floor of the kind.
    """

    name: str
    speaker: Literal["first", "second", "both"]
    title: str
    hint: str
    say: tuple[str, ...] = ()
    listen: str = ""
    minutes: int | None = None
    mirror: bool = False
    back: tuple[str, ...] = ()
    validate: bool = False
    valid: tuple[str, ...] = ()


class TalkKind(Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of conversation. `slug` is the name of its file; `minutes` 5 to 60, `floor` 1 to 5.

    `topic` is the label of the field for it, empty if none is asked. `strategy`: a slug; `evidence`: reference keys.
    """

    slug: str
    title: str
    aim: str
    order: int
    minutes: int
    floor: int
    strategy: str
    evidence: tuple[str, ...]
    rules: tuple[str, ...]
    turns: tuple[Turn, ...]
    closing: str
    close_hint: str
    next: str
    topic: str = ""
    topic_hint: str = ""

    def floor_of(self, turn: Turn) -> int:
        """The minutes a turn has at first, 1 to 5."""
        return self.floor if turn.minutes is None else turn.minutes

    @property
    def takes(self) -> float:
        """About how many minutes the turns take, with all that is said back."""
        return sum(self.floor_of(turn) * _times(turn) for turn in self.turns)


def _times(turn: Turn) -> float:
    return (SAID_BACK if turn.mirror else 1) + (VALIDATED if turn.validate else 0)
