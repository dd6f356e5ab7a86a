"""A concern of two as a thread: every act is an entry, and the state is worked out from all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

import msgspec
from django.utils import timezone

from rekindle.concerns import rules
from rekindle.concerns.shapes import Act, Move, Stage, State
from rekindle.couples.models import Member
from rekindle.couples.pair import Pair, pair_of
from rekindle.ledger import book
from rekindle.ledger.book import Book, Said
from rekindle.ledger.models import Thread
from rekindle.moments import record
from rekindle.safety.gate import joint_closed, may_join
from rekindle.vault.envelope import SealBroken
from rekindle.vault.store import Vault

KIND = "concern"
KEPT = "agreement"


class Written(msgspec.Struct):
    """The inside of an entry. All words are one flat table of texts."""

    act: str
    version: int = 0
    words: dict[str, str] = {}


class Closed(ValueError):
    """Steps for two are closed. Carries the one text that says so."""


@dataclass
class Concern:
    """One concern, as one of the two reads it."""

    book: Book
    state: State

    @property
    def pair(self) -> Pair:
        return self.book.pair

    @property
    def id(self) -> UUID:
        return self.book.thread.pk

    @property
    def me(self) -> str:
        return self.pair.me.place

    def name(self, place: str) -> str:
        """What the one at that place is called."""
        return self.pair.me.name if place == self.me else self.pair.other.name


def find(vault: Vault, id: UUID, pair: Pair | None) -> Concern:
    """A concern of a couple this person is or was in; `pair` is the one they are in now.

    Raises Thread.DoesNotExist for one of other people, SealBroken when it was tampered with.
    """
    couples = Member.objects.filter(person_id=vault.person).values("couple")
    thread = Thread.objects.only("couple_id").get(pk=id, kind=KIND, couple__in=couples)
    if pair is None or pair.couple.pk != thread.couple_id:
        pair = pair_of(vault, thread.couple_id)
    if pair is None:
        raise Thread.DoesNotExist
    return read(book.read(pair, KIND, id, whole=True))


def read(found: Book) -> Concern:
    """Raises SealBroken for one without a name."""
    title = found.about.get("title")
    if not isinstance(title, str):
        raise SealBroken
    thread = found.thread
    begun = rules.begin(title, thread.place, _local(_begun(found)))
    return Concern(found, rules.replay(begun, filter(None, map(_move, found.entries))))


def again(concern: Concern) -> Concern:
    """The same one, as it stands by now."""
    return read(book.read(concern.pair, KIND, concern.id, whole=True))


def _begun(found: Book) -> datetime:
    try:
        return datetime.fromisoformat(str(found.about.get("at")))
    except ValueError:
        raise SealBroken from None


def _local(at: datetime) -> datetime:
    return timezone.localtime(at) if timezone.is_aware(at) else timezone.make_aware(at)


def _move(said: Said) -> Move | None:
    """None for what is no act: the other one's side may have sealed anything."""
    try:
        written = msgspec.convert(said.body, Written)
        return Move(Act(written.act), said.place, _local(said.at), written.version, written.words)
    except (msgspec.ValidationError, ValueError):
        return None


def offer(pair: Pair, title: str, once: UUID, now: datetime) -> UUID:
    """Offer a concern to the other one. The same form sent twice offers one. Raises Closed."""
    open_to(pair)
    id = offered_as(pair, once)
    book.begin(pair, KIND, id, {"title": title, "at": now.isoformat()}, now)
    return id


def offered_as(pair: Pair, once: UUID) -> UUID:
    """The number of the concern that this form makes."""
    return uuid5(pair.couple.pk, f"{KIND}/{pair.me.place}/{once}")


def do(
    concern: Concern, once: UUID, act: Act, now: datetime, version: int = 0, words: Mapping[str, str] | None = None
) -> State:
    """One act. The same form sent twice does it once. Raises Closed, IllegalMove and Stale."""
    open_to(concern.pair)
    key = uuid5(concern.id, f"{concern.me}/{act.value}/{once}")
    with book.writing(concern.pair, KIND, concern.id, whole=True) as found:
        before = read(found)
        if found.has(key):
            return before.state
        move = Move(act, concern.me, _local(now), version, dict(words or {}))
        after = rules.play(before.state, move)
        found.add(key, msgspec.to_builtins(Written(act.value, version, dict(move.words))), now)
        if after.over:
            _end(found, after, now)
    return after


def _end(found: Book, state: State, now: datetime) -> None:
    """A kept agreement is remembered; every word of the way there stays."""
    found.close({said.n for said in found.entries})
    if state.stage is Stage.KEPT and state.agreed:
        id = uuid5(found.thread.pk, KEPT)
        record.note(found.pair, KEPT, {"concern": str(found.thread.pk), "title": state.agreed.words["title"]}, now, id)


def open_to(pair: Pair) -> None:
    """Raises Closed while nothing new may be sealed between these two."""
    if not pair.active or not may_join(pair):
        raise Closed(joint_closed())


def open_ones(pair: Pair) -> list[Concern]:
    """Concerns that are not at their end, newest first."""
    return _listed(pair, closed=False)


def ended(pair: Pair) -> list[Concern]:
    return _listed(pair, closed=True)


def _listed(pair: Pair, *, closed: bool) -> list[Concern]:
    found = []
    for one in book.newest(pair, KIND, closed=closed, whole=True):
        try:
            found.append(read(one))
        except SealBroken:
            continue
    return found


def under_way(pair: Pair) -> Concern | None:
    """The one they are at: neither at its end nor put aside."""
    return next((one for one in open_ones(pair) if not one.state.aside), None)
