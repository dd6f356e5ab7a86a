"""Whether a result may be put in to be compared now, and what is said when it may not."""

from dataclasses import dataclass
from uuid import UUID

from rekindle.couples.pair import Pair
from rekindle.measures import checkup, shared
from rekindle.safety.gate import joint_closed, may_join
from rekindle.vault.store import Kept


@dataclass(frozen=True, slots=True)
class Sharing:
    """`open`: it may be put in now. `round`: where it is in already. `closed`: what is said until joint steps open."""

    open: bool
    round: UUID | None
    closed: str


def can_be_compared(kept: Kept) -> bool:
    """The weekly minute is for oneself alone; so is a result without anything that may be shared."""
    mine = checkup.to_share(kept.body)
    answered = any(one is not None for given in mine["answers"].values() for one in given)
    return kept.body["form"] in checkup.BROAD and bool(mine["areas"] or answered)


def sharing(pair: Pair | None, kept: Kept) -> Sharing | None:
    """None for someone alone, and for a result that is not compared."""
    if pair is None or not pair.active or not can_be_compared(kept):
        return None
    seat = shared.put_in(pair, kept)
    return Sharing(may_join(pair), seat.round.pk if seat else None, joint_closed())
