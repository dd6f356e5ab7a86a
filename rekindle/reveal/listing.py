"""The rounds of a couple, as other pages list them."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rekindle.couples.pair import Pair
from rekindle.reveal.kinds import KINDS
from rekindle.reveal.rounds import seats
from rekindle.reveal.rules import State, mark, shown
from rekindle.reveal.seat import Seat
from rekindle.reveal.words import Body
from rekindle.vault.envelope import SealBroken

SAME = ("kind", "slug", "step")


@dataclass(frozen=True, slots=True)
class Listed:
    """One round. `state` is EMPTY (a question for both), MINE (sealed) or OPEN; `title` may hold {partner}."""

    id: UUID
    title: str
    state: State
    kind: str
    mark: str


# A round and what it asks, as they lie on the table of one request.
Table = list[tuple[Seat, Body]]


def table(pair: Pair, limit: int = 50) -> Table:
    """The newest rounds with what they ask. Those that are due open on the way.

    Those that do not open to this person are left out.
    """
    found = []
    for one in seats(pair, limit):
        with suppress(SealBroken):
            found.append((one, one.asked()))
    return found


def open_for(pair: Pair, limit: int = 50, laid: Table | None = None) -> list[Listed]:
    """The newest rounds, to be listed; from the table that was `laid` already, if there is one."""
    rounds = table(pair, limit) if laid is None else laid
    return [Listed(*_told(one, prompt)) for one, prompt in rounds if not listed_elsewhere(prompt)]


def listed_elsewhere(prompt: Body) -> bool:
    """Whether a round is part of something that is listed already."""
    kind = KINDS.get(str(prompt["kind"]))
    return kind is not None and not kind.title


def _told(one: Seat, prompt: Body) -> tuple[UUID, str, State, str, str]:
    kind = str(prompt["kind"])
    title = KINDS[kind].title if kind in KINDS else str(prompt.get("title", ""))
    return one.round.pk, title, shown(one.state), kind, mark(one.state, one.pair.me.place)


def asked(pair: Pair, prompt: Body) -> Seat | None:
    """The newest round with this question that is not open yet: two who begin apart meet at one table."""
    for one, found in table(pair):
        if one.state is not State.OPEN and all(found.get(key) == prompt.get(key) for key in SAME):
            return one
    return None


def finished_together(pair: Pair, limit: int = 50, laid: Table | None = None) -> list[tuple[str, date]]:
    """(practice, day) of every practice with an open round, newest first. Both people hold the same list."""
    rounds = table(pair, limit) if laid is None else laid
    found = [(str(prompt["slug"]), one.round.day) for one, prompt in rounds if _finished(one, prompt)]
    return list(dict.fromkeys(found))


def _finished(one: Seat, prompt: Body) -> bool:
    return one.state is State.OPEN and prompt["kind"] == "practice"
