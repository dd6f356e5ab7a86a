"""What each act changes, once the table has found it in its place. Pure; what is not right raises IllegalMove.

Every yes names the version it is given to and its digest: nothing is signed that changes afterwards.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from rekindle.concerns.shapes import NOBODY, Act, IllegalMove, Move, Stage, Stale, State, Version, Versions

# Ideas that have to be there before any of them is judged.
ENOUGH = 5
SOLVABLE, LASTING = "solvable", "lasting"
WAYS = {SOLVABLE: Stage.IDEAS, LASTING: Stage.PARTS}
# Weeks until both look back: a trial, or the next talk about what lasts.
WEEKS = {SOLVABLE: ("1", "2"), LASTING: ("4",)}
OUTCOMES = {"keep": Stage.KEPT, "change": Stage.AGREEMENT, "let go": Stage.LET_GO}
BOTH = 2


def step(state: State) -> str:
    """The name of what each does apart now, or "": sides, nature, ideas-1, review-1 (of agreement number 1)."""
    names = {Stage.SIDES: "sides", Stage.NATURE: "nature"}
    numbered = {Stage.WEIGH: f"ideas-{state.weighing}", Stage.TRIAL: f"review-{state.stands}"}
    return {**names, **numbered}.get(state.stage, "")


def _need(fine: object, sentence: str) -> None:
    if not fine:
        raise IllegalMove(sentence)


def _written(before: Versions, move: Move) -> Versions:
    """One version more. What it was written over has to be what is there."""
    if move.version != len(before):
        raise Stale("There is a newer version than the one you began with. Yours is still here, below it.")
    return (*before, Version(len(before) + 1, move.by, move.at, dict(move.words)))


def _given(given: frozenset[str], versions: Versions, move: Move) -> frozenset[str]:
    """Those who have said yes to the newest version, this one included."""
    _need(versions, "There is nothing to say yes to yet.")
    if move.version != len(versions) or move.words.get("digest") != versions[-1].digest:
        raise Stale("The words have changed since this page was opened. Read them once more.")
    return _once(given, move)


def _once(given: frozenset[str], move: Move) -> frozenset[str]:
    _need(move.by not in given, "You have said so already.")
    return given | {move.by}


def _when(everybody: bool, state: State, to: Stage) -> Stage:
    return to if everybody else state.stage


def _reword(state: State, move: Move, to: Stage) -> State:
    _need(move.words.get("title", "").strip(), "Give it a name.")
    return replace(state, name=_written(state.name, move))


def _accept(state: State, move: Move, to: Stage) -> State:
    _need(move.by != state.name[-1].place, "These are your words. The yes is for the other one to give.")
    _given(NOBODY, state.name, move)
    return replace(state, stage=to, accepted=move.at)


def _aside(state: State, move: Move, to: Stage) -> State:
    return replace(state, aside=move.by)


def _take_up(state: State, move: Move, to: Stage) -> State:
    _need(state.aside, "This is not put aside.")
    # A “not now” to an offer is nobody else's to undo.
    _need(state.accepted or state.aside == move.by, "This waits for the other one.")
    return replace(state, aside="")


def _opened(state: State, move: Move, to: Stage) -> State:
    _need(move.words.get("step") == step(state), "This was opened before.")
    return replace(state, stage=to, verdicts={})


def _pattern(state: State, move: Move, to: Stage) -> State:
    return replace(state, stage=to, pattern=_written(state.pattern, move), ours=NOBODY)


def _ours(state: State, move: Move, to: Stage) -> State:
    ours = _given(state.ours, state.pattern, move)
    return replace(state, ours=ours, stage=_when(len(ours) == BOTH, state, to))


def _talked(state: State, move: Move, to: Stage) -> State:
    talked = _once(state.talked, move)
    return replace(state, talked=talked, stage=_when(len(talked) == BOTH, state, to))


def _path(state: State, move: Move, to: Stage) -> State:
    way = move.words.get("path", "")
    _need(way in WAYS and way != state.path, "Choose one of the two ways.")
    return replace(state, path=way, stage=WAYS[way], signed=NOBODY)


def _said(kept: Mapping[str, str], move: Move, name: str) -> dict[str, str]:
    _need(move.words.get(name, "").strip(), "Write a few words first.")
    return {**kept, move.by: move.words[name]}


def _need_of(state: State, move: Move, to: Stage) -> State:
    return replace(state, needs=_said(state.needs, move, "need"))


def _idea(state: State, move: Move, to: Stage) -> State:
    return replace(state, ideas=(*state.ideas, _said({}, move, "idea")[move.by]))


def _enough(state: State, move: Move, to: Stage) -> State:
    _need(len(state.ideas) >= ENOUGH, "Five ideas first, good and bad. Judging comes after that.")
    return replace(state, stage=to, weighing=state.weighing + 1)


def _more(state: State, move: Move, to: Stage) -> State:
    _need(state.path == SOLVABLE, "There are no ideas to weigh on this way.")
    return replace(state, stage=to, signed=NOBODY)


def _parts(state: State, move: Move, to: Stage) -> State:
    _need(state.path == LASTING, "There is nothing to divide on this way.")
    parts = {**state.parts, move.by: dict(move.words)}
    return replace(state, parts=parts, stage=_when(len(parts) == BOTH, state, to))


def _draft(state: State, move: Move, to: Stage) -> State:
    _need(move.words.get("title", "").strip(), "Give it a name.")
    _need(move.words.get("weeks") in WEEKS[state.path], "Choose how long to try it.")
    return replace(state, stage=to, agreement=_written(state.agreement, move), signed=NOBODY)


def _sign(state: State, move: Move, to: Stage) -> State:
    signed, newest = _given(state.signed, state.agreement, move), len(state.agreement)
    _need(newest > state.tried, "You have tried this one. Change something of it first.")
    if len(signed) < BOTH:
        return replace(state, signed=signed)
    return replace(state, signed=signed, stage=to, stands=newest, tried=newest, since=move.at)


def _earlier(state: State, move: Move, to: Stage) -> State:
    _need(state.agreed, "There is no earlier one.")
    return replace(state, stage=to, signed=NOBODY)


def _verdict(state: State, move: Move, to: Stage) -> State:
    outcome = move.words.get("verdict", "")
    _need(outcome in OUTCOMES, "Choose one of the three.")
    verdicts = {**state.verdicts, move.by: outcome}
    if len(verdicts) < BOTH or len(set(verdicts.values())) > 1:
        return replace(state, verdicts=verdicts)
    if outcome != "change":
        return replace(state, verdicts=verdicts, stage=OUTCOMES[outcome], ended=move.at)
    return replace(state, stage=OUTCOMES[outcome], tries=state.tries + 1, verdicts={}, stands=0, signed=NOBODY)


EFFECTS: dict[Act, Callable[[State, Move, Stage], State]] = {
    Act.REWORD: _reword,
    Act.ACCEPT: _accept,
    Act.ASIDE: _aside,
    Act.TAKE_UP: _take_up,
    Act.OPENED: _opened,
    Act.PATTERN: _pattern,
    Act.OURS: _ours,
    Act.TALKED: _talked,
    Act.PATH: _path,
    Act.NEED: _need_of,
    Act.IDEA: _idea,
    Act.ENOUGH: _enough,
    Act.MORE: _more,
    Act.PARTS: _parts,
    Act.DRAFT: _draft,
    Act.SIGN: _sign,
    Act.EARLIER: _earlier,
    Act.VERDICT: _verdict,
}
