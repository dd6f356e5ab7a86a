"""Check-ups that both have put in: which round, what it holds, and the acts of putting in and taking back.

What a partner put in is read like anything from outside: what does not fit is left out.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from rekindle import catalogue
from rekindle.couples.pair import Pair
from rekindle.measures import checkup
from rekindle.reveal import finding
from rekindle.reveal.listing import Table, asked, table
from rekindle.reveal.models import Round
from rekindle.reveal.rounds import open_round
from rekindle.reveal.rules import State
from rekindle.reveal.seat import Seat
from rekindle.vault.envelope import SealBroken
from rekindle.vault.store import Body, Kept, Vault

Areas = dict[str, tuple[int, int]]
KIND = "check-up"
PROMPT: Body = {"kind": KIND, "slug": "", "step": ""}


class Side(NamedTuple):
    """One person's part: areas, positions by measure, and the day it is from."""

    areas: Areas
    answers: dict[str, list[int | None]]
    day: date | None


def find(vault: Vault, id: UUID, pair: Pair | None = None) -> Seat:
    """A check-up round of a couple this person is or was in. `pair` is the one they are in now.

    Raises Round.DoesNotExist for anything else, SealBroken and IllegalMove for one that does not hold together.
    """
    found = finding.find(vault, id, pair)
    if found.prompt()["kind"] != KIND:
        raise Round.DoesNotExist
    return found


def share(pair: Pair, kept: Kept, id: UUID, now: datetime) -> Seat:
    """Put a result in to be compared: in the newest round that is not open yet, else in a new one named `id`.

    A result that is in already stays where it is. Raises IllegalMove and SealBroken.
    """
    with transaction.atomic(), pair.vault.change():
        before = put_in(pair, kept)
        if before and not needs_again(before):
            return before
        found = asked(pair, PROMPT) or open_round(pair, id, PROMPT, now)
        found.answer({**checkup.to_share(kept.body), "day": kept.at.date().isoformat()})
        checkup.link(pair.vault, kept, found.round.pk)
    return found


def put_in(pair: Pair, kept: Kept) -> Seat | None:
    """The round this result is in, if it is still in there."""
    id = kept.body.get("round")
    row = Round.objects.filter(pk=id, couple=pair.couple).prefetch_related("answers").first() if id else None
    found = Seat(pair, row) if row else None
    try:
        said = found.my_words() if found else None
    except SealBroken:
        return None
    still = said and not said.taken_back and said.body.get("day") == kept.at.date().isoformat()
    return found if still else None


def needs_again(one: Seat) -> bool:
    """Mine was given to an answer that is gone, so it opens only once it is put in anew. Raises SealBroken."""
    return one.state is State.WAITING and one.stale


def _bodies(one: Seat) -> tuple[Body, Body] | None:
    """What both have put in, as `sides` has it."""
    both = one.both_words()
    if both is None or any(said.taken_back for said in both):
        return None
    mine, theirs = (said.body for said in both)
    return (mine, theirs) if one.pair.me.place == "a" else (theirs, mine)


def sides(one: Seat) -> tuple[Side, Side] | None:
    """Both parts, person a's first, once they are open; None before, or when one was taken back. Raises SealBroken."""
    both = _bodies(one)
    return (read(both[0]), read(both[1])) if both else None


def opened(pair: Pair) -> list[tuple[Side, Side]]:
    """Every comparison both can read, newest first, of their newest rounds. One that was tampered with is left out."""
    return [(read(a), read(b)) for a, b in _opened(table(pair))]


def _opened(laid: Table) -> Iterator[tuple[Body, Body]]:
    for one, prompt in laid:
        if one.state is State.OPEN and prompt["kind"] == KIND:
            with suppress(SealBroken):
                if both := _bodies(one):
                    yield both


def shared_areas(pair: Pair, laid: Table | None = None) -> tuple[Areas, Areas] | None:
    """The areas of person a and of person b in the newest comparison, {slug: (now, importance)}.

    The same on both devices. None without one.
    """
    newest = next(_opened(table(pair) if laid is None else laid), None)
    return (_areas(newest[0].get("areas")), _areas(newest[1].get("areas"))) if newest else None


def read(body: Body) -> Side:
    """What somebody put in, as far as it fits the questions."""
    given, cat = body.get("answers"), catalogue.current()
    scales = given if isinstance(given, dict) else {}
    known = [name for name in scales if name in cat.measures and cat.measures[name].shared == "consent"]
    answers = {name: kept for name in known if (kept := _positions(name, scales[name])) is not None}
    return Side(_areas(body.get("areas")), answers, _day(body.get("day")))


def _areas(given: Any) -> Areas:
    kept: Areas = {}
    for slug in catalogue.current().strategies:
        with suppress(ValueError, KeyError, TypeError):
            now, importance = checkup.area(given[slug])
            kept[slug] = (now, importance)
    return kept


def _positions(name: str, given: Any) -> list[int | None] | None:
    body: Body = {"answers": {name: given}}
    try:
        return list(given) if checkup.scores(body) else None
    except (ValueError, TypeError):
        return None


def _day(given: Any) -> date | None:
    try:
        return date.fromisoformat(given)
    except (ValueError, TypeError):
        return None
