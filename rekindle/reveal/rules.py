"""Both answer before either sees. The table of a round: who has answered, how, and what each may do next.

    nothing --answer--> mine pending --their answer--> both in --my next visit--> open
    The first answer is pending: only its author's key opens it, and a signed commitment stands beside it.
    The second is sealed to both at once and names that commitment. Only then is the first released, by its own author.
"""

from enum import Enum


class State(Enum):
    """A round as one person sees it."""

    EMPTY = "empty"
    MINE = "mine"
    THEIRS = "theirs"
    DUE = "due"
    WAITING = "waiting"
    OPEN = "open"


class Held(Enum):
    """How an answer is kept."""

    NONE = "none"
    PENDING = "pending"
    COUPLE = "couple"


class IllegalMove(ValueError):
    """The round is not in a state for this. Carries one sentence for the person."""


TABLE = {
    (Held.NONE, Held.NONE): State.EMPTY,
    (Held.PENDING, Held.NONE): State.MINE,
    (Held.NONE, Held.PENDING): State.THEIRS,
    # Mine came first and theirs is in: my next visit releases mine.
    (Held.PENDING, Held.COUPLE): State.DUE,
    # Theirs came first, mine is in: it opens when they are here next.
    (Held.COUPLE, Held.PENDING): State.WAITING,
    (Held.COUPLE, Held.COUPLE): State.OPEN,
    # They took theirs back before it opened: mine waits as if it were the first.
    (Held.COUPLE, Held.NONE): State.MINE,
    (Held.NONE, Held.COUPLE): State.THEIRS,
}


def state(mine: Held, theirs: Held) -> State:
    """The state of a round. Two pending answers cannot be: the second one is always sealed to both."""
    try:
        return TABLE[mine, theirs]
    except KeyError:
        raise IllegalMove("These two answers do not belong together.") from None


def how_to_keep(now: State) -> Held:
    """How an answer that is given (or changed) now is kept. Raises IllegalMove when both are in."""
    match now:
        case State.EMPTY | State.MINE:
            return Held.PENDING
        case State.THEIRS | State.WAITING:
            return Held.COUPLE
        case _:
            raise IllegalMove("Both answers are in, so yours can’t be changed any more. You can still take it back.")


def answered(now: State) -> bool:
    """True when my answer is in."""
    return now in (State.MINE, State.DUE, State.WAITING, State.OPEN)


def mark(now: State, place: str) -> str:
    """The state of the hearth mark: it shows my own answer, and theirs only once both are open."""
    if now is State.OPEN:
        return "both"
    return place if answered(now) else "none"


def visible(now: State) -> bool:
    """True when the partner's words may be shown. Never before mine are released to them as well."""
    return now is State.OPEN
