"""Rows that somebody with the database puts back: an answer that was withdrawn is let go of by no older copy."""

from contextlib import suppress
from datetime import timedelta
from uuid import UUID, uuid4

import msgspec
import pytest
from django.utils import timezone

from rekindle.couples.models import Member
from rekindle.reveal.models import Answer
from rekindle.reveal.rounds import open_round, seat
from rekindle.reveal.rules import State
from rekindle.reveal.seat import Seat
from rekindle.reveal.words import Said
from rekindle.vault.envelope import SealBroken
from rekindle.vault.models import Item, Keys
from rekindle.vault.store import Vault
from tests.cast import NOW, Actor, couple

pytestmark = pytest.mark.django_db
PROMPT = {"kind": "practice", "slug": "x", "step": "reveal-1", "title": "A time I felt close to you"}


@pytest.fixture
def both() -> tuple[Actor, Actor]:
    return couple()


@pytest.fixture
def table(both: tuple[Actor, Actor]) -> UUID:
    """Alice has answered first."""
    id = open_round(both[0].pair, uuid4(), PROMPT, NOW).round.pk
    seat(both[0].pair, id).answer({"text": "the first words"})
    return id


def copies(model: type) -> list:  # type: ignore[type-arg]
    return list(model.objects.all())


def put_back(rows: list) -> None:  # type: ignore[type-arg]
    for row in rows:
        row.save()


def read_by(one: Actor, id: UUID) -> str | None:
    said = seat(one.pair, id).their_words()
    return str(said.body["text"]) if said else None


def test_without_a_copy_put_back_it_opens(both: tuple[Actor, Actor], table: UUID) -> None:
    seat(both[1].pair, table).answer({"text": "mine"})
    assert seat(both[0].pair, table).visit() is State.OPEN
    assert read_by(both[1], table) == "the first words"


def test_an_answer_taken_back_is_not_let_go_of_when_its_row_is_put_back(both: tuple[Actor, Actor], table: UUID) -> None:
    alice, bob = both
    kept = copies(Answer)
    seat(bob.pair, table).answer({"text": "mine"})
    assert seat(alice.pair, table).take_back()
    put_back(kept)
    assert seat(alice.pair, table).visit() is State.DUE
    assert read_by(bob, table) is None
    # It is hers to read, to change or to take back; what she seals now is let go of.
    seat(alice.pair, table).answer({"text": "other words"})
    seat(bob.pair, table).answer({"text": "mine again"})
    seat(alice.pair, table).visit()
    assert read_by(bob, table) == "other words"


def test_words_that_were_changed_are_not_let_go_of_in_their_earlier_form(
    both: tuple[Actor, Actor], table: UUID
) -> None:
    alice, bob = both
    kept = copies(Answer)
    seat(alice.pair, table).answer({"text": "milder words"})
    put_back(kept)
    seat(bob.pair, table).answer({"text": "mine"})
    assert seat(alice.pair, table).visit() is State.DUE
    assert read_by(bob, table) is None


@pytest.mark.parametrize("older", [[Keys], [Item], [Keys, Item]])
def test_nor_with_older_rows_of_her_vault_beside_it(both: tuple[Actor, Actor], table: UUID, older: list[type]) -> None:
    alice, bob = both
    kept = [one for model in (Answer, *older) for one in copies(model)]
    seat(bob.pair, table).answer({"text": "mine"})
    seat(alice.pair, table).take_back()
    alice.vault.add("note", {"text": "later"}, NOW)
    put_back(kept)
    with suppress(SealBroken):
        seat(alice.pair, table).visit()
    assert read_by(bob, table) is None


def test_after_being_told_of_a_change_nothing_older_is_let_go_of(both: tuple[Actor, Actor], table: UUID) -> None:
    alice, bob = both
    kept = [one for model in (Answer, Keys, Item) for one in copies(model)]
    seat(bob.pair, table).answer({"text": "mine"})
    seat(alice.pair, table).take_back()
    alice.vault.add("note", {"text": "later"}, NOW)
    put_back(kept)
    alice.vault.accept_as_it_is()
    seat(alice.pair, table).visit()
    assert read_by(bob, table) is None


def test_what_was_read_cannot_be_answered_anew_to_fit(both: tuple[Actor, Actor], table: UUID) -> None:
    alice, bob = both
    seat(bob.pair, table).answer({"text": "mine"})
    seat(alice.pair, table).visit()
    assert read_by(alice, table) == "mine"
    his = seat(bob.pair, table)
    said = his.my_words()
    assert said and his.mine
    fitting = Said({"text": "written to fit"}, bytes(16), against=said.against)
    row = his.mine
    row.epoch, row.blob = his._seal_couple(his._inside(row), msgspec.json.encode(fitting))
    row.save()
    with pytest.raises(SealBroken):
        seat(alice.pair, table).their_words()


def test_places_put_back_after_a_farewell_let_go_of_nothing(both: tuple[Actor, Actor], table: UUID) -> None:
    alice, bob = both
    seat(bob.pair, table).answer({"text": "mine"})
    pair = alice.pair
    pair.part(timezone.now() - timedelta(days=1))
    Member.objects.update(left=None)
    assert bob.pair.active
    her = Seat(type(pair)(Vault(alice.person.pk, alice.ring), pair.couple, *_fresh(pair)), seat(bob.pair, table).round)
    assert not her.pair.active and her.visit() is not State.OPEN
    assert read_by(bob, table) is None


def _fresh(pair) -> tuple[Member, Member]:  # type: ignore[no-untyped-def]
    for one in (pair.me, pair.other):
        one.refresh_from_db()
    return pair.me, pair.other
