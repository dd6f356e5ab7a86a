"""Both answer before either sees. The table of a round: who has answered, how, and what each may do next.

nothing --answer--> mine pending --their answer--> both in --my next visit--> open
The first answer is pending: only its author's key opens it, and a signed commitment stands beside it.
The second is sealed to both at once and names that commitment. Only then is the first released, by its own author.
"""

from enum import Enum


class State(Enum):
    """A round as one person's own side knows it. A page says only what `shown` leaves of it."""

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


class Act(Enum):
    ANSWER = "answer"
    TAKE_BACK = "take back"
    VISIT = "come by"


class IllegalMove(ValueError):
    """The round is not in a state for this. Carries one sentence for the person."""


Position = tuple[Held, Held]
LATE = "Both answers are in, so yours can’t be changed any more. You can still take it back."

TABLE: dict[Position, State] = {
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


def how_to_keep(mine: Held, theirs: Held, *, stale: bool = False) -> Held:
    """How an answer that is given (or changed) now is kept. Raises IllegalMove when both are in.

    `stale`: theirs answers words of mine that are not there any more, so mine may still change.
    """
    match state(mine, theirs):
        case State.EMPTY | State.MINE:
            return Held.PENDING
        case State.THEIRS | State.WAITING:
            # Theirs lies open to my key already. Mine is kept back until they answer it anew: nobody writes to fit.
            return Held.PENDING if theirs is Held.COUPLE else Held.COUPLE
        case State.DUE if stale:
            return Held.PENDING
        case _:
            raise IllegalMove(LATE)


def after(act: Act, mine: Held, theirs: Held, *, stale: bool = False) -> Position:
    """The position after my act. Raises IllegalMove, and nothing has changed, when the act is not mine to do."""
    now = state(mine, theirs)
    if act is Act.ANSWER:
        return how_to_keep(mine, theirs, stale=stale), theirs
    if act is Act.TAKE_BACK:
        # Once open, an empty place is left, sealed to both as the words were.
        return (Held.COUPLE if now is State.OPEN else Held.NONE), theirs
    if now is State.DUE and not stale:
        return Held.COUPLE, theirs
    if (mine, theirs) == (Held.COUPLE, Held.NONE):
        return Held.PENDING, theirs
    return mine, theirs


def answered(now: State) -> bool:
    """True when my answer is in."""
    return now in (State.MINE, State.DUE, State.WAITING, State.OPEN)


def shown(now: State) -> State:
    """EMPTY, MINE or OPEN: what a page may say. Whether the other one has answered is in none of the three."""
    if now is State.OPEN:
        return State.OPEN
    return State.MINE if answered(now) else State.EMPTY


def mark(now: State, place: str) -> str:
    """The state of the hearth mark: it shows my own answer, and theirs only once both are open."""
    if now is State.OPEN:
        return "both"
    return place if answered(now) else "none"


def visible(now: State) -> bool:
    """True when the partner's words may be shown. Never before mine are released to them as well."""
    return now is State.OPEN
