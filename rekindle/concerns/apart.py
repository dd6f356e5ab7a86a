"""What each of the two does apart: their side, what rang true, which way, which ideas, how it went.

Each is a round: both answers open in the same moment, or neither does. Its number follows from the concern, so that
two who begin apart meet at one table.
"""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from rekindle.concerns import effects
from rekindle.concerns.concern import KIND, Concern, again, do, open_to
from rekindle.concerns.shapes import Act, IllegalMove
from rekindle.reveal.models import Round
from rekindle.reveal.rounds import open_round, seat
from rekindle.reveal.rules import State, shown
from rekindle.reveal.seat import Seat
from rekindle.safety.gate import may_join
from rekindle.vault.envelope import SealBroken

Body = dict[str, Any]
SIDES, MARKS = "sides", "marks"
ASKED = {
    "sides": "Your side of it",
    "marks": "What rang true",
    "nature": "Can it be solved?",
    "ideas": "Which ideas you could live with",
    "review": "How it went",
}


def round_of(concern: Concern, step: str) -> UUID:
    return uuid5(concern.id, f"{KIND}/{step}")


def table(concern: Concern, step: str) -> Seat | None:
    """The round of a step as this person sits at it, or None when nobody has sat down yet.

    Raises SealBroken for a round of that number which asks something else.
    """
    try:
        found = seat(concern.pair, round_of(concern, step))
    except Round.DoesNotExist:
        return None
    if {**found.asked(), "title": ""} != {**_prompt(concern, step), "title": ""}:
        raise SealBroken
    return found


def _prompt(concern: Concern, step: str) -> Body:
    title = ASKED[step.partition("-")[0]]
    return {"kind": KIND, "slug": str(concern.id), "step": step, "title": title}


def seal(concern: Concern, step: str, body: Body, now: datetime) -> None:
    """Give or change one's own answer. Raises Closed, and IllegalMove (of the rounds) once both are in."""
    open_to(concern.pair)
    open_round(concern.pair, round_of(concern, step), _prompt(concern, step), now).answer(body)


def state(found: Seat | None) -> State:
    """EMPTY, MINE or OPEN: what a page may say."""
    return shown(found.state) if found else State.EMPTY


def mine(found: Seat | None) -> Body:
    """One's own answer, or an empty one. Raises SealBroken."""
    said = found.my_words() if found else None
    return said.body if said else {}


def both(found: Seat | None) -> dict[str, Body] | None:
    """Both answers by place once they are open; an empty one where it was taken back. Raises SealBroken."""
    if found is None or found.state is not State.OPEN:
        return None
    own, theirs = found.my_words(), found.their_words()
    pair = found.pair
    return {pair.me.place: own.body if own else {}, pair.other.place: theirs.body if theirs else {}}


def come_by(concern: Concern, once: UUID, now: datetime) -> Concern:
    """Let go of what is due, and go on where both have answered. Nothing moves while steps for two are closed.

    Raises SealBroken.
    """
    if concern.state.accepted is None or not may_join(concern.pair):
        return concern
    step = effects.step(concern.state)
    states = {name: found.visit() for name in (MARKS, step) if name and (found := table(concern, name))}
    if states.get(step) is not State.OPEN:
        return concern
    try:
        return Concern(concern.book, do(concern, once, Act.OPENED, now, words={"step": step}))
    except IllegalMove:
        # The other one was quicker, or has put it aside.
        return again(concern)
