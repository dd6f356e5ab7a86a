"""Leaving for good: what goes, what the other keeps, and who can do it."""

from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client

from rekindle.accounts import mail, verbs
from rekindle.accounts.models import Device, Person
from rekindle.accounts.views.own import NOT_YOURS
from rekindle.couples.models import Member
from rekindle.vault.models import Item, Keys, Unlock
from rekindle.vault.patience import TRIES, WAIT
from tests.cast import NOW, PASSPHRASE, Actor, actor, couple

pytestmark = pytest.mark.django_db
PAGE = "/settings/leave/"
NEW = "quarry lemon bishop canal frost"


@pytest.fixture
def alice() -> Actor:
    return actor("Alice")


def rows(one: Actor) -> int:
    """How many rows of any kind name this person."""
    names = [{"pk": one.person.pk}, {"person_id": one.person.pk}, {"owner_id": one.person.pk}]
    kinds = [(Person, names[0]), (Keys, names[1]), (Device, names[1]), (Unlock, names[1]), (Item, names[2])]
    return sum(model.objects.filter(**by).count() for model, by in kinds)


def test_everything_of_mine_goes_and_every_device_is_out(alice: Actor) -> None:
    alice.vault.add("note", {"text": "x"}, NOW)
    here, there = alice.client(), alice.client()
    assert rows(alice) == 8
    answer = here.post(PAGE, {"passphrase": PASSPHRASE})
    assert answer.status_code == 200 and "It is deleted" in answer.content.decode() and "Clear-Site-Data" in answer
    assert rows(alice) == 0 and not Session.objects.exists()
    for client in (here, there):
        assert client.get("/settings/")["Location"].startswith("/sign-in/")


def test_the_consequences_come_first_and_help_is_beside(alice: Actor) -> None:
    page = alice.client().get(PAGE).content.decode()
    assert page.index("The other keeps") < page.index("Delete everything now")
    assert "If leaving could make things unsafe" in page and "Empty it" not in page


def test_without_the_passphrase_nothing_goes(alice: Actor) -> None:
    client = alice.client()
    for text in ("", "not this one at all", "\x00"):
        assert client.post(PAGE, {"passphrase": text}).status_code == 400
    assert client.get(PAGE).status_code == 200 and rows(alice) == 4
    cache.clear()
    for _ in range(TRIES):
        assert NOT_YOURS in client.post(PAGE, {"passphrase": "not this one at all"}).content.decode()
    assert WAIT in client.post(PAGE, {"passphrase": PASSPHRASE}).content.decode() and rows(alice)


def test_the_other_keeps_their_account_and_the_shared_place() -> None:
    alice, bob = couple()
    bob.vault.add("note", {"text": "his"}, NOW)
    alice.client().post(PAGE, {"passphrase": PASSPHRASE})
    assert rows(alice) == 0 and bob.vault.whole() and rows(bob) >= 3
    assert sorted(Member.objects.values_list("name", flat=True)) == ["Alice", "Bob"]


def locked_for_ever(alice: Actor) -> Client:
    client = Client()
    address = mail.link(alice.person, "reset-link", mail.reset_tokens).partition("/reset/")[2]
    client.post(f"/reset/{address}", {"passphrase": NEW})
    return client


def test_someone_whose_words_stay_locked_can_leave_too(alice: Actor) -> None:
    client = locked_for_ever(alice)
    assert client.get("/settings/").status_code == 302 and client.get(PAGE).status_code == 200
    client.post(PAGE, {"passphrase": NEW})
    assert rows(alice) == 0


def test_or_begin_again_with_new_keys_and_nothing_in_them(alice: Actor) -> None:
    alice.vault.add("note", {"text": "x"}, NOW)
    client = locked_for_ever(alice)
    assert client.post(PAGE, {"passphrase": "not this one at all", "empty": "1"}).status_code == 400
    assert Item.objects.exists()
    assert client.post(PAGE, {"passphrase": NEW, "empty": "1"})["Location"] == "/settings/recovery/?first=1"
    assert client.get("/settings/").status_code == 200 and not Item.objects.exists()
    fresh = Client()
    fresh.post("/sign-in/", {"username": "alice", "passphrase": NEW})
    assert fresh.get("/settings/").status_code == 200


def test_an_open_vault_is_never_emptied_by_that_button(alice: Actor) -> None:
    alice.client().post(PAGE, {"passphrase": PASSPHRASE, "empty": "1"})
    assert not Person.objects.exists()


def test_nobody_else_can_and_a_stranger_is_sent_to_sign_in(alice: Actor) -> None:
    assert Client().post(PAGE, {"passphrase": PASSPHRASE})["Location"] == "/sign-in/"
    bob, _ = verbs.create(uuid4(), "bob", "Bob", None, NEW)
    client = Client()
    client.post("/sign-in/", {"username": "bob", "passphrase": NEW})
    assert client.post(PAGE, {"passphrase": PASSPHRASE}).status_code == 400
    assert rows(alice) == 2


@pytest.mark.django_db(transaction=True)
def test_the_space_on_the_disk_is_cleared() -> None:
    alice = actor("Alice")
    alice.client().post(PAGE, {"passphrase": PASSPHRASE})
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA freelist_count").fetchone() == (0,)
