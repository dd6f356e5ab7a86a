"""An invitation: for two days, once, for somebody else, and known to the database by its hash alone."""

from datetime import timedelta

import pytest
from django.db import connection

from rekindle.couples import invitations
from rekindle.couples.models import Couple, Invitation, Member
from rekindle.couples.pair import pair_of
from rekindle.couples.rules import GONE, NotNow
from tests.cast import NOW, Actor, actor, couple

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> tuple[Actor, Actor]:
    return actor("Alice"), actor("Bob")


def refused(token: str, by: Actor, now: object = NOW) -> str:
    with pytest.raises(NotNow) as error:
        invitations.accept(token, by.person, now)  # type: ignore[arg-type]
    return str(error.value)


def test_who_invited_is_the_disc_and_who_joined_the_ring(two: tuple[Actor, Actor]) -> None:
    alice, bob = two
    invitations.accept(invitations.invite(alice.person, NOW), bob.person, NOW)
    assert [(pair.me.place, pair.partner_name) for pair in (alice.pair, bob.pair)] == [("a", "Bob"), ("b", "Alice")]


def test_it_lasts_two_days(two: tuple[Actor, Actor]) -> None:
    alice, bob = two
    token = invitations.invite(alice.person, NOW)
    assert refused(token, bob, NOW + timedelta(hours=48)) == GONE
    assert invitations.find(token, NOW + timedelta(hours=47, minutes=59), bob.person).person == alice.person


def test_it_works_once_and_not_for_oneself(two: tuple[Actor, Actor]) -> None:
    alice, bob = two
    token = invitations.invite(alice.person, NOW)
    assert "your own" in refused(token, alice)
    invitations.accept(token, bob.person, NOW)
    assert refused(token, actor("Charlie")) == GONE
    assert refused("made up \ud800\x00", bob) == GONE


def test_of_two_who_accept_at_once_one_is_in(two: tuple[Actor, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    alice, bob = two
    token = invitations.invite(alice.person, NOW)
    unused = invitations.find(token, NOW)
    invitations.accept(token, bob.person, NOW)
    # The second one had read the row before the first one changed it.
    monkeypatch.setattr(invitations, "find", lambda *_: unused)
    assert refused(token, actor("Charlie")) == GONE
    assert Couple.objects.count() == 1 and Member.objects.count() == 2


def test_a_new_one_or_taking_it_back_ends_the_old_one(two: tuple[Actor, Actor]) -> None:
    alice, bob = two
    first, second = invitations.invite(alice.person, NOW), invitations.invite(alice.person, NOW)
    assert refused(first, bob) == GONE
    assert invitations.waiting(alice.person, NOW) == NOW + timedelta(hours=48)
    invitations.withdraw(alice.person)
    assert refused(second, bob) == GONE
    assert invitations.waiting(alice.person, NOW) is None


def test_only_the_hash_is_in_the_database(two: tuple[Actor, Actor]) -> None:
    token = invitations.invite(two[0].person, NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM couples_invitation")
        kept = repr(cursor.fetchall())
    assert len(token) >= 43 and token not in kept
    assert Invitation.objects.get().token_hash in kept


def test_someone_in_a_couple_neither_invites_nor_joins() -> None:
    alice, bob = couple()
    with pytest.raises(NotNow):
        invitations.invite(alice.person, NOW)
    charlie = actor("Charlie")
    token = invitations.invite(charlie.person, NOW)
    assert "already here" in refused(token, bob)
    # Nothing half done: the invitation is still good for someone else.
    invitations.accept(token, actor("Dana").person, NOW)
    assert Couple.objects.count() == 2


def test_joining_ends_the_invitations_of_both(two: tuple[Actor, Actor]) -> None:
    alice, bob = two
    of_bob = invitations.invite(bob.person, NOW)
    invitations.accept(invitations.invite(alice.person, NOW), bob.person, NOW)
    bob.pair.part(NOW)
    assert refused(of_bob, actor("Charlie")) == GONE


@pytest.mark.parametrize("inviting", [True, False])
def test_a_partner_whose_account_is_gone_leaves_the_place_free(inviting: bool) -> None:
    alice, bob = couple()
    bob.person.delete()
    charlie = actor("Charlie")
    first, second = (alice, charlie) if inviting else (charlie, alice)
    invitations.accept(invitations.invite(first.person, NOW), second.person, NOW)
    assert alice.pair.partner_name == "Charlie" and charlie.pair.partner_name == "Alice"


def test_after_a_visit_the_place_is_free_as_well() -> None:
    alice, bob = couple()
    bob.person.delete()
    assert pair_of(alice.vault) is None
    assert Member.objects.get(person=alice.person).left is not None
