"""A thread as one of the two reads and writes it.

Every entry names the digest of the one before it, so that none can be left out, moved or put in. Whoever writes has
read first; therefore one's own newest entry vouches for all that stands before it, and only what came after it has its
signatures checked anew. docs/mechanics/ledger.md says what this does and does not hold against.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID, uuid5

import msgspec
from django.db import transaction

from rekindle.couples.pair import Pair, pair_of
from rekindle.ledger.models import Entry, Thread
from rekindle.vault.envelope import Raw, SealBroken
from rekindle.vault.store import Vault

Body = dict[str, Any]
T = TypeVar("T")


class Inside(msgspec.Struct):
    """What is sealed in an entry. `at`: the server's time of the act; `before`: 32 bytes."""

    at: datetime
    before: bytes
    body: Body


@dataclass(frozen=True, slots=True)
class Said:
    """One entry, read: number, who wrote it (place a or b), when, and what."""

    id: UUID
    n: int
    place: str
    at: datetime
    body: Body


@dataclass
class Book:
    pair: Pair
    thread: Thread
    about: Body
    entries: list[Said] = field(default_factory=list)
    _last: bytes = b""

    @property
    def n(self) -> int:
        return self.thread.n

    def add(self, id: UUID, body: Body, now: datetime) -> Said:
        """Write the next entry; only inside `writing`. Raises NotNow once the couple is over."""
        row = Entry(id=id, thread=self.thread, n=self.n + 1, place=self.pair.me.place)
        row.blob = self.pair.seal(_inside(row), msgspec.json.encode(Inside(now, self._last, body)))
        row.save(force_insert=True)
        self.thread.n = row.n
        self.thread.save(update_fields=["n"])
        self._last = digest(row.blob)
        self.entries.append(Said(id, row.n, row.place, now, body))
        return self.entries[-1]

    def close(self, keep: set[int]) -> None:
        """Nothing is added any more. Entries whose numbers are not in `keep` are gone for good."""
        self.thread.entries.exclude(n__in=keep).delete()
        self.thread.closed = True
        self.thread.save(update_fields=["closed"])

    def has(self, id: UUID) -> bool:
        """Whether this very form was written down before."""
        return any(said.id == id for said in self.entries)


def begin(pair: Pair, kind: str, id: UUID, about: Body, now: datetime) -> None:
    """Open a thread. The same form sent twice opens one. Raises NotNow once the couple is over."""
    blob = pair.seal(_head(id, kind), msgspec.json.encode(about))
    Thread.objects.get_or_create(
        pk=id, couple=pair.couple, kind=kind, defaults={"place": pair.me.place, "day": now.date(), "blob": blob}
    )


def theirs(vault: Vault, kind: str, id: UUID, pair: Pair | None = None) -> Pair:
    """The couple whose thread this is, now or earlier. `pair` is the one this person is in now.

    Raises Thread.DoesNotExist for a thread of other people, and for one that is gone.
    """
    couple = Thread.objects.values_list("couple_id", flat=True).get(
        pk=id, kind=kind, couple__members__person=vault.person
    )
    if pair is None or pair.couple.pk != couple:
        pair = pair_of(vault, couple)
    if pair is None:
        raise Thread.DoesNotExist
    return pair


def read(pair: Pair, kind: str, id: UUID, *, whole: bool = False) -> Book:
    """The whole thread. Raises Thread.DoesNotExist for one of other people; SealBroken when it was tampered with.

    `whole`: of this kind nothing is left out on closing, so that the chain holds afterwards as well.
    """
    return _read(pair, Thread.objects.get(pk=id, couple=pair.couple, kind=kind), whole=whole)


def newest(pair: Pair, kind: str, *, closed: bool = False, most: int = 20, whole: bool = False) -> Iterator[Book]:
    """The newest threads of a kind, open or closed ones. One that was tampered with is left out."""
    # “In”, because SQLite takes “not closed” for no value to look up in an index.
    threads = Thread.objects.filter(couple=pair.couple, kind=kind, closed__in=[closed]).order_by("-day", "-id")[:most]
    for thread in threads.prefetch_related("entries"):
        with suppress(SealBroken):
            yield _read(pair, thread, whole=whole)


@contextmanager
def writing(pair: Pair, kind: str, id: UUID, *, whole: bool = False) -> Iterator[Book]:
    """The thread, locked until the block ends, so that two who press at once come one after the other."""
    with transaction.atomic():
        thread = Thread.objects.select_for_update().get(pk=id, couple=pair.couple, kind=kind)
        yield _read(pair, thread, whole=whole)


def _read(pair: Pair, thread: Thread, *, whole: bool = False) -> Book:
    rows = sorted(thread.entries.all(), key=lambda row: row.n)
    book, last = Book(pair, thread, about(pair, thread)), digest(thread.blob)
    chained = whole or not thread.closed
    _vouch(pair, rows, chained=chained)
    for number, row in enumerate(rows, 1):
        inside = _opened(pair, row)
        if chained and (row.n != number or inside.before != last):
            raise SealBroken
        last = digest(row.blob)
        book.entries.append(Said(row.id, row.n, row.place, inside.at, inside.body))
    if chained and thread.n != len(rows):
        raise SealBroken
    book._last = last
    return book


def _vouch(pair: Pair, rows: list[Entry], *, chained: bool) -> None:
    """Check signatures from the newest back to one's own newest. What was closed is no chain: there, every one."""
    for row in reversed(rows):
        pair.open(_inside(row), bytes(row.blob), row.place)
        if row.place == pair.me.place and chained:
            return


def _opened(pair: Pair, row: Entry) -> Inside:
    return _decoded(pair.open_from_either(_inside(row), bytes(row.blob)), Inside)


def about(pair: Pair, thread: Thread) -> Body:
    """What a thread is about. Raises SealBroken, also where the row names neither of the two as the one who began."""
    if thread.place not in (pair.me.place, pair.other.place):
        raise SealBroken
    return _decoded(pair.open(_head(thread.pk, thread.kind), bytes(thread.blob), thread.place), Body)


def _decoded(content: bytes, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(content, type=shape)
    except (msgspec.DecodeError, RecursionError):
        # The other one's side may have sealed anything.
        raise SealBroken from None


def _head(id: UUID, kind: str) -> UUID:
    """What a thread is sealed as: taken for one of another kind it does not open."""
    return uuid5(id, kind)


def _inside(row: Entry) -> UUID:
    """What an entry is sealed as: under another number, name or thread it does not open."""
    return uuid5(row.thread_id, f"{row.n}/{row.place}/{row.pk}")


def digest(blob: Raw) -> bytes:
    return hashlib.blake2b(bytes(blob), digest_size=32, person=b"rekindle-chain").digest()
