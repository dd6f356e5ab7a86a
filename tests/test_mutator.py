"""Somebody changes the database behind everybody’s back, 2,000 times. Nobody reads what is not theirs or genuine."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from rekindle.accounts.models import Person
from rekindle.couples.models import Couple, Grant, Invitation, Member
from rekindle.ledger import book
from rekindle.ledger.models import Entry, Thread
from rekindle.reveal.models import Answer, Reply, Round
from rekindle.reveal.seat import Seat
from rekindle.vault import kdf
from rekindle.vault.envelope import Place
from rekindle.vault.models import Item, Keys
from rekindle.vault.store import Vault
from tests.cast import Actor
from tests.proofs.mutations import Change, applied, changes, rounds_of
from tests.proofs.readers import ALL, Seen, pairs, view, wrong
from tests.proofs.world import World, at, build, own, shared

pytestmark = pytest.mark.django_db
RUNS, EACH = 4, 500
# Which readers a table can matter to. Every fortieth change is read by everybody in every way.
PARTS = {
    "vault_item": "own",
    "reveal": "rounds",
    "ledger": "threads",
    "moments": "threads",
    "couples_invitation": "ring",
    "couples": "two",
    "accounts": "ring",
    "vault": ALL,
}
THOROUGH = 40


class House:
    """Who reads what, before and after."""

    def __init__(self, world: World) -> None:
        self.today, self.people = timezone.now().date(), world.people
        self.genuine = {name: view(one, self.today) for name, one in world.people.items()}
        self.apart = _rows_of(world.dana, world.evan)
        # Keys of a couple open all of its rounds or none: a few tell.
        self.some = {world.rounds[state] for state in ("open", "due")} | set(_rounds_of(world.dana))
        self.pairs = {name: pairs(one.vault) for name, one in world.people.items()}

    def harm(self, change: Change, thorough: bool) -> Iterator[str]:
        """What came out that must not have, and anything that no page expects."""
        for name, seen in self._read(change, thorough):
            if isinstance(seen, Exception):
                yield f"{change}: {name} meets {type(seen).__name__}"
            else:
                yield from (f"{change}: {name}: {problem}" for problem in wrong(self.genuine[name], seen))

    def _read(self, change: Change, thorough: bool) -> Iterator[tuple[str, Seen | Exception]]:
        table = change.column.table
        parts = ALL if thorough else next(PARTS[room] for room in PARTS if table.startswith(room))
        rounds = rounds_of(change) if parts == "rounds" else None if thorough else self.some
        far = thorough or {(table, change.row), (table, change.other)} & self.apart
        for name in self.people if far else ("alice", "bob", "charlie"):
            try:
                yield name, view(self.people[name], self.today, parts, self.pairs[name], rounds)
            except Exception as error:
                yield name, error


def _rounds_of(one: Actor) -> list[UUID]:
    return list(Round.objects.filter(couple__members__person=one.person).values_list("pk", flat=True))


def _rows_of(*people: Actor) -> set[tuple[str, int]]:
    """(table, rowid) of everything that is these people's."""
    ids = [one.person.pk for one in people]
    couple, rounds = people[0].person.places.get().couple_id, _rounds_of(people[0])
    found: list[tuple[Any, dict[str, Any]]] = [
        (Item, {"owner__in": ids}),
        *((model, {"person__in": ids}) for model in (Keys, Invitation)),
        *((model, {"couple": couple}) for model in (Member, Grant, Round, Thread)),
        (Entry, {"thread_id__in": list(Thread.objects.filter(couple=couple).values_list("pk", flat=True))}),
        *((model, {"round_id__in": rounds}) for model in (Answer, Reply)),
    ]
    rows = [(model, model.objects.filter(**whose).extra(select={"row": "rowid"})) for model, whose in found]
    return {(model._meta.db_table, row) for model, several in rows for row in several.values_list("row", flat=True)}


def harm_of(house: House, several: Iterator[Change]) -> tuple[list[str], int]:
    """What came of these changes, each taken back after it; and how many the database itself refused."""
    found, refused = [], 0
    for number, change in enumerate(several):
        with applied(change) as done:
            refused += not done
            found += house.harm(change, number % THOROUGH == 0) if done else []
    return found, refused


@pytest.mark.parametrize("run", range(RUNS))
def test_no_change_of_one_value_exposes_or_forges_anything(world: World, run: int) -> None:
    found, refused = harm_of(House(world), changes(run, EACH))
    assert found == []
    assert refused < EACH / 5


PAGES = ("/today/", "/us/", "/mine/", "/rounds/{}/", "/talks/")


def test_pages_stay_calm_whatever_was_changed(world: World) -> None:
    """Eighty changes: no page fails, and none shows words of somebody else."""
    visitors = [(one, one.client()) for one in (world.alice, world.bob, world.charlie)]
    found = []
    for number, change in enumerate(changes(99, 80)):
        one, client = visitors[number % 3]
        round = world.rounds["open" if number % 2 else "due"]
        with applied(change) as done:
            found += [f"{change}: {problem}" for problem in _pages(world, one, client, round) if done]
    assert found == []


def _pages(world: World, one: Actor, client: Client, round: Any) -> Iterator[str]:
    client.raise_request_exception = False
    strangers = [other for other in world.people.values() if other is not one]
    two = (world.alice, world.bob)
    foreign = [own(other) for other in strangers] + [shared(other) for other in strangers if one not in two]
    for page in PAGES:
        answer = client.get(page.format(round))
        if answer.status_code >= 500:
            yield f"{page} fails for {one.person.username}"
        yield from (f"{page} shows {word} to {one.person.username}" for word in foreign if word in answer.text)


def test_a_weakened_or_boundless_cost_is_refused_before_it_is_paid() -> None:
    for cost in (kdf.Cost(0, 8192), kdf.Cost(1, 1), kdf.Cost(17, 8192), kdf.Cost(1, 1 << 40)):
        with pytest.raises((kdf.TooCheap, kdf.TooDear)):
            kdf.root_key("a passphrase", bytes(16), cost)


# The reverse of each: a guard is taken away, and the mutator sees the harm.


def anew() -> World:
    """Built while a guard is away: what was sealed with the guard does not open without it."""
    Couple.objects.all().delete()
    Person.objects.all().delete()
    return build()


def test_without_the_binding_to_a_place_forged_items_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Place, "bound", lambda self: b"")
    found, _ = harm_of(House(anew()), changes(1, 20, "reveal_reply.blob"))
    assert any("not what was put in" in one for one in found)


def test_without_the_binding_to_a_round_a_reply_under_another_question_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Seat, "_inside", lambda self, row: row.pk)
    found, _ = harm_of(House(anew()), changes(1, 20, "reveal_reply.round_id"))
    assert any("not what was put in" in one for one in found)


def test_without_the_chain_an_entry_under_another_number_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "_inside", lambda row: row.pk)
    monkeypatch.setattr(book, "digest", lambda blob: b"")
    found, _ = harm_of(House(anew()), changes(1, 60, "ledger_entry.n"))
    assert any("not what was put in" in one for one in found)


def test_without_the_count_a_lost_item_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Vault, "whole", lambda self: True)
    found, _ = harm_of(House(world), changes(1, 20, "vault_item.owner_id"))
    assert any("calls itself whole" in one for one in found)


def test_without_calm_a_page_that_fails_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from rekindle.vault import access

    monkeypatch.setattr(access, "_calm", lambda view, request, *args, **kwargs: view(request, *args, **kwargs))
    alice = world.alice.client()
    round = at(world.alice, Round.objects.get(pk=world.rounds["open"])).round.pk
    Keys.objects.filter(person=world.alice.person).update(keyring=b"forged")
    assert any("fails for alice" in one for one in _pages(world, world.alice, alice, round))
