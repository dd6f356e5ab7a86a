"""Noting what happened, and looking back. Both read the same; nobody is told that there is something new.

A moment holds a name and where it comes from, never the words of an answer: those stay where they can be taken back.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid5

import msgspec

from rekindle.couples.pair import Pair
from rekindle.moments.models import Moment
from rekindle.vault.envelope import SealBroken

Body = dict[str, str]


class Inside(msgspec.Struct):
    kind: str
    body: Body


class Noted(NamedTuple):
    """One moment, read. `body` depends on the kind."""

    id: UUID
    day: date
    kind: str
    body: Body


def note(pair: Pair, kind: str, body: Body, now: datetime, id: UUID) -> None:
    """Keep a moment. A second one with the same id changes nothing. Raises NotNow once the couple is over."""
    blob = pair.seal(_inside(id, pair.me.place), msgspec.json.encode(Inside(kind, body)))
    given: dict[str, Any] = {"place": pair.me.place, "day": now.date(), "blob": blob}
    Moment.objects.get_or_create(pk=id, couple=pair.couple, defaults=given)


def newest(pair: Pair, limit: int = 5) -> list[Noted]:
    """The newest moments of a couple. One that does not open as its author sealed it is left out."""
    return list(_opened(pair, limit))


def _opened(pair: Pair, limit: int) -> Iterator[Noted]:
    for row in Moment.objects.filter(couple=pair.couple).order_by("-day", "-id")[:limit]:
        with suppress(SealBroken, msgspec.DecodeError, RecursionError):
            content = pair.open(_inside(row.pk, row.place), bytes(row.blob), row.place)
            inside = msgspec.json.decode(content, type=Inside)
            yield Noted(row.pk, row.day, inside.kind, inside.body)


def _inside(id: UUID, place: str) -> UUID:
    """What a moment is sealed as: in the other one's name, or as another moment, it does not open."""
    return uuid5(id, f"moment/{place}")
