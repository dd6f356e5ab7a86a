"""One problem of two people, act by act: what may be done where, and where it leads.

`play` gives the next state; an illegal move raises and changes nothing. `docs/mechanics/concerns.md` draws the table.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from rekindle.concerns.effects import EFFECTS
from rekindle.concerns.shapes import Act, IllegalMove, Move, Stage, State, Version

OPEN = tuple(stage for stage in Stage if stage not in (Stage.KEPT, Stage.LET_GO))
# From here on a change of the pattern does not lead back to it.
LATER = OPEN[OPEN.index(Stage.NATURE) :]

# Where each act belongs, and where it leads once everybody has done their part of it.
TABLE: dict[Act, dict[Stage, Stage]] = {
    Act.REWORD: {Stage.OFFERED: Stage.OFFERED},
    Act.ACCEPT: {Stage.OFFERED: Stage.SIDES},
    Act.ASIDE: {stage: stage for stage in OPEN},
    Act.TAKE_UP: {stage: stage for stage in OPEN},
    Act.OPENED: {
        **{Stage.SIDES: Stage.PATTERN, Stage.NATURE: Stage.PATH},
        **{Stage.WEIGH: Stage.AGREEMENT, Stage.TRIAL: Stage.VERDICT},
    },
    Act.PATTERN: {Stage.PATTERN: Stage.PATTERN, Stage.TALK: Stage.PATTERN, **{stage: stage for stage in LATER}},
    Act.OURS: {Stage.PATTERN: Stage.TALK, **{stage: stage for stage in LATER}},
    Act.TALKED: {Stage.TALK: Stage.NATURE},
    # Which of the two ways decides where this leads; `effects.WAYS` has it.
    Act.PATH: dict.fromkeys((Stage.PATH, Stage.IDEAS, Stage.PARTS, Stage.AGREEMENT), Stage.IDEAS),
    Act.NEED: {Stage.IDEAS: Stage.IDEAS},
    Act.IDEA: {Stage.IDEAS: Stage.IDEAS},
    Act.ENOUGH: {Stage.IDEAS: Stage.WEIGH},
    Act.MORE: {Stage.AGREEMENT: Stage.IDEAS},
    Act.PARTS: {Stage.PARTS: Stage.AGREEMENT, Stage.AGREEMENT: Stage.AGREEMENT},
    Act.DRAFT: {Stage.AGREEMENT: Stage.AGREEMENT, Stage.TRIAL: Stage.AGREEMENT},
    Act.SIGN: {Stage.AGREEMENT: Stage.TRIAL},
    Act.EARLIER: {Stage.AGREEMENT: Stage.TRIAL},
    # What both say decides where this leads; `effects.OUTCOMES` has it.
    Act.VERDICT: {Stage.VERDICT: Stage.KEPT},
}


def begin(title: str, by: str, at: datetime) -> State:
    """A concern as one of the two offers it to the other."""
    return State(Stage.OFFERED, (Version(1, by, at, {"title": title}),))


def play(state: State, move: Move) -> State:
    """The state after a move. Raises IllegalMove, and Stale when it was about an older version."""
    if state.aside and move.act is not Act.TAKE_UP:
        raise IllegalMove("This is put aside for now. Take it up again first.")
    to = TABLE[move.act].get(state.stage)
    if to is None:
        raise IllegalMove("Something has moved on since this page was opened. Here is where it stands now.")
    return EFFECTS[move.act](state, move, to)


def replay(state: State, moves: Iterable[Move]) -> State:
    """The state after all of them. One that was not legal when it was made has changed nothing."""
    for move in moves:
        try:
            state = play(state, move)
        except IllegalMove:
            continue
    return state


def due(state: State) -> date | None:
    """The day on which both look back at the agreement they signed; None while there is none."""
    if state.agreed is None or state.since is None:
        return None
    return state.since.date() + timedelta(weeks=int(state.agreed.words["weeks"]))
