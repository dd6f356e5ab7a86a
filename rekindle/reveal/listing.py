"""The rounds of a couple, as other pages list them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rekindle.couples.pair import Pair
from rekindle.reveal.rounds import Seat, seats
from rekindle.reveal.rules import State, mark, shown
from rekindle.reveal.words import Body
from rekindle.vault.envelope import SealBroken

TITLES = {"check-up": "Your check-ups, side by side"}
SAME = ("kind", "slug", "step")


@dataclass(frozen=True, slots=True)
class Listed:
    """One round. `state` is EMPTY (a question for both), MINE (sealed) or OPEN; `title` may hold {partner}."""

    id: UUID
    title: str
    state: State
    kind: str
    mark: str


def open_for(pair: Pair, limit: int = 50) -> list[Listed]:
    """The newest rounds. Those that are due open on the way; those that do not open to this person are left out."""
    return [Listed(*_told(one, prompt)) for one, prompt in _prompts(pair, limit)]


def _told(one: Seat, prompt: Body) -> tuple[UUID, str, State, str, str]:
    kind = str(prompt["kind"])
    title = TITLES.get(kind) or str(prompt.get("title", ""))
    return one.round.pk, title, shown(one.state), kind, mark(one.state, one.pair.me.place)


def asked(pair: Pair, prompt: Body) -> Seat | None:
    """The newest round with this question that is not open yet: two who begin apart meet at one table."""
    for one, found in _prompts(pair):
        if one.state is not State.OPEN and all(found.get(key) == prompt.get(key) for key in SAME):
            return one
    return None


def finished_together(pair: Pair, limit: int = 50) -> list[tuple[str, date]]:
    """(practice, day) of every practice with an open round, newest first. Both people hold the same list."""
    found = [(str(prompt["slug"]), one.round.day) for one, prompt in _prompts(pair, limit) if _finished(one, prompt)]
    return list(dict.fromkeys(found))


def _finished(one: Seat, prompt: Body) -> bool:
    return one.state is State.OPEN and prompt["kind"] == "practice"


def _prompts(pair: Pair, limit: int = 50) -> list[tuple[Seat, Body]]:
    found = []
    for one in seats(pair, limit):
        try:
            found.append((one, one.prompt()))
        except SealBroken:
            continue
    return found
