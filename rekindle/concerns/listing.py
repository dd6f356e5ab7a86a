"""Concerns in one line each: for Us, and for the list of all of them."""

from typing import NamedTuple
from uuid import UUID

from rekindle.concerns import rules
from rekindle.concerns.concern import Concern, open_ones
from rekindle.concerns.shapes import Stage
from rekindle.couples.pair import Pair
from rekindle.web.templatetags.words import day

LINES = {
    Stage.SIDES: "Each of you writes a side of it, apart",
    Stage.PATTERN: "Both sides are open. Next is the pattern",
    Stage.TALK: "You know the pattern. Next is a talk",
    Stage.NATURE: "Is it one to solve, or one that lasts?",
    Stage.PATH: "Next you choose a way on",
    Stage.IDEAS: "Collecting ideas",
    Stage.WEIGH: "Each of you looks at the ideas, apart",
    Stage.PARTS: "What can move, and what can’t",
    Stage.AGREEMENT: "An agreement is being written",
    Stage.VERDICT: "You have looked back. Next you choose what comes of it",
    Stage.KEPT: "You agreed, and kept it",
    Stage.LET_GO: "You let it go",
}


class Listed(NamedTuple):
    """One concern in a list."""

    id: UUID
    title: str
    line: str
    aside: bool
    mark: str


def listed(pair: Pair) -> list[Listed]:
    """Those that are not at their end; the ones put aside come last."""
    return sorted((line_of(one) for one in open_ones(pair)), key=lambda one: one.aside)


def line_of(one: Concern) -> Listed:
    both = one.state.accepted is not None
    return Listed(one.id, one.state.title, _line(one), bool(one.state.aside), "both" if both else "none")


def _line(one: Concern) -> str:
    state = one.state
    if state.aside:
        return "Put aside for now"
    if state.stage is Stage.OFFERED:
        mine = state.name[-1].place == one.me
        return f"Offered to {one.pair.partner_name}" if mine else f"{one.pair.partner_name} would like to look at this"
    if state.stage is Stage.TRIAL:
        return f"An agreement, until {day(rules.due(state))}"
    return LINES[state.stage]
