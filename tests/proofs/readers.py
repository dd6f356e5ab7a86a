"""Everything that reads words, for one person, and what may come out once somebody has been at the database."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from rekindle.concerns import concern, drafts
from rekindle.couples.models import Member
from rekindle.couples.pair import Pair, pair_of
from rekindle.ledger import book as ledger
from rekindle.ledger.models import Thread
from rekindle.measures import checkup
from rekindle.moments.record import newest
from rekindle.practice import runs
from rekindle.reveal.models import Round
from rekindle.reveal.rules import IllegalMove
from rekindle.reveal.seat import Seat
from rekindle.safety import gate
from rekindle.vault import ring as rings
from rekindle.vault.envelope import SealBroken
from rekindle.vault.models import Keys
from rekindle.vault.store import Vault
from tests.cast import PASSPHRASE, Actor

KINDS = ("note", runs.KIND, checkup.KIND, drafts.OWN, drafts.SIDE)
DOCUMENTS = (gate.DOCUMENT, runs.HISTORY, checkup.STANDING)
# Nothing came out: the one answer that is always fine.
CLOSED = None
ALL = "own two ring"
# A state that cannot be is a ValueError of the rules.
EXPECTED = (SealBroken, IllegalMove, Thread.DoesNotExist)
Seen = dict[tuple[Any, ...], Any]


def read(reader: Callable[[], Any]) -> Any:
    try:
        return reader()
    except EXPECTED:
        return CLOSED


def view(
    one: Actor, today: date, parts: str = ALL, known: Iterable[Pair] = (), rounds: set[UUID] | None = None
) -> Seen:
    """What one person can read now, by where it was found.

    `known`: couples as they were found before; `rounds`: those of the rounds to read, or all.
    """
    seen: Seen = {}
    if "own" in parts:
        seen |= _things(one.vault)
    if "two" in parts:
        for pair in pairs(one.vault):
            seen |= _two(pair, today) | _rounds(pair, rounds) | _threads(pair)
    for pair in known:
        if "rounds" in parts:
            seen |= _rounds(pair, rounds)
        if "threads" in parts:
            seen |= _threads(pair)
    return {**seen, ("ring",): _ring(one)} if "ring" in parts else seen


def _things(vault: Vault) -> Seen:
    seen: Seen = {("list", kind): read(lambda kind=kind: _listed(vault, kind)) for kind in KINDS}
    kept = read(lambda: vault.documents(*DOCUMENTS)) or {}
    seen |= {("document", name): kept.get(name) for name in DOCUMENTS}
    seen["document", "gate"] = read(lambda: vault.document("gate"))
    return {**seen, ("whole",): bool(read(vault.whole))}


def _listed(vault: Vault, kind: str) -> list[Any]:
    return [(kept.id, kept.at, kept.body) for kept in vault.newest(kind)]


def pairs(vault: Vault) -> list[Pair]:
    """Every couple that the rows say this person is or was in."""
    couples = Member.objects.filter(person_id=vault.person).values_list("couple_id", flat=True)
    return [pair for couple in couples if (pair := read(lambda couple=couple: pair_of(vault, couple)))]


def _two(pair: Pair, today: date) -> Seen:
    seen: Seen = {("ready",): bool(read(lambda: pair.ready))}
    seen["joint",] = bool(read(lambda: pair.joint_open(gate.clear_until(pair.vault), today)))
    for which, member in (("mine", pair.me), ("theirs", pair.other)):
        said = read(lambda member=member: pair.willing(member))
        seen["willing", which] = said if said and said.open else CLOSED
    return {(pair.couple.pk, *where): value for where, value in seen.items()}


def _rounds(pair: Pair, only: set[UUID] | None) -> Seen:
    seen: Seen = {}
    found = Round.objects.filter(couple=pair.couple, **({} if only is None else {"pk__in": only}))
    # A manager for each round's answers would cost more than reading them.
    for round in found.prefetch_related(Prefetch("answers", to_attr="given"), "replies"):
        seat = Seat(pair, round, {answer.place: answer for answer in round.given})
        readers = {"asked": seat.prompt, "mine": seat.my_words, "theirs": seat.their_words, "list": seat.replies}
        seen |= {(pair.couple.pk, round.pk, name): read(reader) for name, reader in readers.items()}
    return seen


def _threads(pair: Pair) -> Seen:
    """Talks entry by entry, every concern as it stands, and what is remembered."""
    seen: Seen = {}
    for id, kind in Thread.objects.filter(couple=pair.couple).values_list("pk", "kind"):
        seen |= _concern(pair, id) if kind == concern.KIND else _talk(pair, id, kind)
    return {**seen, (pair.couple.pk, "moments", "list"): [(one.id, one.kind, one.body) for one in newest(pair, 50)]}


def _concern(pair: Pair, id: UUID) -> Seen:
    state = read(lambda: concern.find(pair.vault, id, pair).state)
    return {(pair.couple.pk, id, "concern"): asdict(state)} if state else {}


def _talk(pair: Pair, id: UUID, kind: str) -> Seen:
    book = read(lambda: ledger.read(pair, kind, id))
    # Of a talk that was closed, or is made to look so, each entry stands for itself and one may be gone.
    said = [(one.n, one.place, one.body) for one in book.entries] if book else CLOSED
    return {(pair.couple.pk, id, "about"): book and (kind, book.about), (pair.couple.pk, id, "list"): said}


def _ring(one: Actor) -> bytes | None:
    """The ring comes out of its wrap for its owner, or not at all."""
    keys = Keys.objects.filter(person_id=one.person.pk).first()
    try:
        return rings.ring_by_passphrase(keys, PASSPHRASE) if keys else CLOSED
    except (SealBroken, ValueError):
        return CLOSED


def wrong(genuine: Seen, seen: Seen) -> Iterator[str]:
    """What came out that is not exactly what was put in, or not for this person."""
    for where, value in seen.items():
        known = genuine.get(where, CLOSED)
        if where[-1] == "list" or where[0] == "list":
            fine = all(one in (known or []) for one in value or [])
        else:
            fine = not value or value == known
        if not fine:
            yield f"{where}: not what was put in"
    own = [where for where in genuine if where[0] in ("list", "document")]
    if seen.get(("whole",)) and any(genuine[where] != seen[where] for where in own):
        yield "something of one’s own is not what it was, and the vault calls itself whole"
