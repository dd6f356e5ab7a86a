"""Who may do what in a guided talk, and what follows. Pure: `by` is a place (a, b), `given.now` the server's time.

MOVES is the whole of it. An act that is not in it, or not this person's, raises IllegalMove and changes nothing.
PAUSE and STOP are in it for both, wherever a talk stands, until it has ended.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from .shapes import BOTH, Act, Given, Move, Phase, Talk

REST, LONGEST_REST = timedelta(minutes=20), timedelta(days=7)
MINUTE, MOST_MINUTES = timedelta(minutes=1), 3
ROUNDS = 3
NOT_NOW = "The talk has moved on since then. This is where it stands."


class IllegalMove(Exception):
    """An act that the table does not hold here. Carries one sentence for the person."""


def after(talk: Talk, act: Act, by: str, given: Given) -> Talk:
    """The state that follows. Raises IllegalMove; ValueError for a place that is none."""
    if by not in BOTH:
        raise ValueError(by)
    move = MOVES.get((talk.phase, act))
    if move is None or not move.open_to(talk, by) or not move.when(talk, given):
        raise IllegalMove(NOT_NOW)
    if move.by == "each" and talk.said | {by} != BOTH:
        return replace(talk, said=talk.said | {by})
    return move.to(replace(talk, returned=False), given)


def legal(talk: Talk, by: str, now: datetime) -> list[Act]:
    """What this person can do here and now. Who begins and when to come back are theirs to name."""
    given = Given(now, by, now + REST)
    return [
        act
        for (phase, act), move in MOVES.items()
        if phase is talk.phase and move.open_to(talk, by) and move.when(talk, given)
    ]


def readable(talk: Talk, act: Act, author: str, reader: str) -> bool:
    """Whether words are shown. What each says at the end is shown once both have said theirs."""
    return act is not Act.CLOSE or author == reader or (talk.phase is Phase.ENDED and not talk.stopped)


def _to(phase: Phase) -> Callable[[Talk, Given], Talk]:
    return lambda talk, given: replace(talk, phase=phase, said=frozenset(), ends=None)


def _begin(talk: Talk, given: Given) -> Talk:
    return _speak(replace(talk, first=given.first), given)


def _speak(talk: Talk, given: Given) -> Talk:
    ends = given.now + talk.here.minutes * MINUTE
    return replace(talk, phase=Phase.SPEAK, extra=0, ends=ends)


def _minute(talk: Talk, given: Given) -> Talk:
    assert talk.ends
    return replace(talk, extra=talk.extra + 1, ends=max(talk.ends, given.now) + MINUTE)


def _done(talk: Talk, given: Given) -> Talk:
    if not talk.here.mirror:
        return _next(talk, given)
    return _to(Phase.MIRROR if talk.typed else Phase.CHECK)(talk, given)


def _got_it(talk: Talk, given: Given) -> Talk:
    return _to(Phase.VALIDATE)(talk, given) if talk.here.validate else _next(talk, given)


def _not_quite(talk: Talk, given: Given) -> Talk:
    if talk.round >= ROUNDS:
        return _to(Phase.ENOUGH)(talk, given)
    return _speak(replace(talk, round=talk.round + 1), given)


def _next(talk: Talk, given: Given) -> Talk:
    if talk.turn + 1 == len(talk.turns):
        return _to(Phase.CLOSE)(talk, given)
    return _speak(replace(talk, turn=talk.turn + 1, round=1), given)


def _pause(talk: Talk, given: Given) -> Talk:
    back = given.now + REST
    return replace(talk, phase=Phase.PAUSED, said=frozenset(), since=given.now, back=back, before=talk)


def _later(talk: Talk, given: Given) -> Talk:
    return replace(talk, back=given.back, said=frozenset())


def _resume(talk: Talk, given: Given) -> Talk:
    """Back to where it was, with the time that was left then."""
    before, since = talk.before, talk.since
    assert before and since
    ends = given.now + max(before.ends - since, timedelta()) if before.ends else None
    return replace(before, ends=ends, returned=True)


def _stop(talk: Talk, given: Given) -> Talk:
    return replace(talk, phase=Phase.ENDED, ends=None, stopped=True)


def _known(talk: Talk, given: Given) -> bool:
    return given.first in BOTH


def _may_extend(talk: Talk, given: Given) -> bool:
    return talk.extra < MOST_MINUTES


def _rested(talk: Talk, given: Given) -> bool:
    return talk.since is not None and given.now >= talk.since + REST


def _good_time(talk: Talk, given: Given) -> bool:
    if given.back is None or talk.since is None:
        return False
    return max(talk.since + REST, given.now) <= given.back <= given.now + LONGEST_REST


def _anywhere(act: Act, move: Move, besides: tuple[Phase, ...] = ()) -> dict[tuple[Phase, Act], Move]:
    return {(phase, act): move for phase in Phase if phase not in (Phase.ENDED, *besides)}


MOVES: Mapping[tuple[Phase, Act], Move] = {
    (Phase.GROUND, Act.AGREE): Move("each", _to(Phase.WHO)),
    (Phase.WHO, Act.BEGIN): Move("either", _begin, _known),
    (Phase.SPEAK, Act.MINUTE): Move("speaker", _minute, _may_extend),
    (Phase.SPEAK, Act.DONE): Move("speaker", _done),
    (Phase.MIRROR, Act.BACK): Move("listener", _to(Phase.CHECK)),
    (Phase.CHECK, Act.YES): Move("speaker", _got_it),
    (Phase.CHECK, Act.NOT_QUITE): Move("speaker", _not_quite),
    (Phase.ENOUGH, Act.ON): Move("either", _got_it),
    (Phase.VALIDATE, Act.VALID): Move("listener", _next),
    (Phase.CLOSE, Act.CLOSE): Move("each", _to(Phase.ENDED)),
    (Phase.PAUSED, Act.LATER): Move("either", _later, _good_time),
    (Phase.PAUSED, Act.READY): Move("each", _resume, _rested),
    **_anywhere(Act.PAUSE, Move("either", _pause), (Phase.PAUSED,)),
    **_anywhere(Act.STOP, Move("either", _stop)),
}
