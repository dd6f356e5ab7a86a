"""A concern at every stage, made of moves alone: no database in here."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from rekindle.concerns import effects, rules
from rekindle.concerns.shapes import Act, Move, Stage, State

T0 = datetime(2026, 3, 4, 19, 30, tzinfo=UTC)
DRAFT = {"title": "On Saturday", "a": "asks", "b": "answers", "when": "supper", "weeks": "2"}
Maker = Callable[[State], State]


def do(state: State, act: Act, by: str, version: int | None = None, at: datetime = T0, **words: str) -> State:
    """One move, about the newest version unless another is given, with its digest where it is a yes."""
    versions = texts(state, act)
    if act in YES and "digest" not in words and versions:
        words["digest"] = versions[-1].digest
    return rules.play(state, Move(act, by, at, len(versions) if version is None else version, words))


YES = (Act.ACCEPT, Act.OURS, Act.SIGN)


def texts(state: State, act: Act) -> Any:
    names = {
        **dict.fromkeys((Act.REWORD, Act.ACCEPT), state.name),
        **dict.fromkeys((Act.PATTERN, Act.OURS), state.pattern),
        **dict.fromkeys((Act.DRAFT, Act.SIGN), state.agreement),
    }
    return names.get(act, ())


def both(state: State, act: Act, **words: str) -> State:
    for by in "ab":
        state = do(state, act, by, **words)
    return state


def offered() -> State:
    return rules.begin("Sundays", "a", T0)


def opened(state: State) -> State:
    return do(state, Act.OPENED, "a", step=effects.step(state))


def collect(state: State) -> State:
    for n in range(5):
        state = do(state, Act.IDEA, "ab"[n % 2], idea=f"idea {n}")
    return do(state, Act.ENOUGH, "b")


def signed(state: State) -> State:
    return both(do(state, Act.DRAFT, "a", **DRAFT), Act.SIGN)


# From each stage to the next one on the way.
WAY: dict[Stage, Maker] = {
    Stage.OFFERED: lambda state: do(state, Act.ACCEPT, "b"),
    Stage.SIDES: opened,
    Stage.PATTERN: lambda state: both(do(state, Act.PATTERN, "b", name="fog", a="asks", b="reads"), Act.OURS),
    Stage.TALK: lambda state: both(state, Act.TALKED),
    Stage.NATURE: opened,
    Stage.PATH: lambda state: do(state, Act.PATH, "b", path="solvable"),
    Stage.IDEAS: collect,
    Stage.WEIGH: opened,
    Stage.AGREEMENT: signed,
    Stage.TRIAL: opened,
    Stage.VERDICT: lambda state: both(state, Act.VERDICT, verdict="keep"),
}


def at(stage: Stage) -> State:
    """A concern at that stage, come by the shortest way."""
    if stage is Stage.PARTS:
        return do(at(Stage.PATH), Act.PATH, "a", path="lasting")
    if stage is Stage.LET_GO:
        return both(at(Stage.VERDICT), Act.VERDICT, verdict="let go")
    state = offered()
    while state.stage is not stage:
        state = WAY[state.stage](state)
    return state


def later(days: int) -> datetime:
    return T0 + timedelta(days=days)
