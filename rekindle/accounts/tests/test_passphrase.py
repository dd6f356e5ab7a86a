"""A new passphrase: the old one is asked, this device stays open, every other one is signed out."""

import pytest
from django.test import Client

from rekindle.accounts.models import Device, Person
from rekindle.accounts.views.own import CHANGED, NOT_YOURS
from rekindle.vault.models import Keys, Unlock
from rekindle.vault.patience import TRIES, WAIT
from rekindle.vault.ring import ring_by_passphrase
from rekindle.vault.store import Vault
from tests.cast import NOW, PASSPHRASE, Actor, actor

pytestmark = pytest.mark.django_db
NEW = "quarry lemon bishop canal frost"


@pytest.fixture
def alice() -> Actor:
    return actor("Alice")


def change(client: Client, old: str = PASSPHRASE, new: str = NEW, again: str = ""):  # type: ignore[no-untyped-def]
    fields = {"passphrase_old": old, "passphrase": new, "passphrase_again": again or new}
    return client.post("/settings/passphrase/", fields)


def signs_in(passphrase: str) -> bool:
    return Client().post("/sign-in/", {"username": "alice", "passphrase": passphrase}).status_code == 302


def test_this_device_stays_open_and_the_others_are_signed_out(alice: Actor) -> None:
    here, there = alice.client(), alice.client()
    assert CHANGED in change(here).content.decode()
    assert here.get("/settings/").status_code == 200
    assert there.get("/settings/")["Location"].startswith("/sign-in/")
    assert Device.objects.get().session_key == here.session.session_key and Unlock.objects.count() == 1
    assert "This device" in here.get("/settings/devices/").content.decode()


def test_the_old_one_is_gone_and_everything_still_opens(alice: Actor) -> None:
    alice.vault.add("note", {"text": "x"}, NOW)
    before = bytes(Keys.objects.get(person=alice.person).by_passphrase)
    change(alice.client())
    assert not signs_in(PASSPHRASE) and signs_in(NEW)
    keys = Keys.objects.get(person=alice.person)
    vault = Vault(alice.person.pk, ring_by_passphrase(keys, NEW))
    assert vault.whole() and [kept.body for kept in vault.newest("note")] == [{"text": "x"}]
    assert bytes(keys.by_passphrase) != before


def test_the_device_keeps_what_was_said_about_it(alice: Actor) -> None:
    for device, age in (("own", 14 * 24 * 3600), ("shared", 300)):
        client = Client()
        client.post("/sign-in/", {"username": "alice", "passphrase": PASSPHRASE, "device": device})
        assert change(client, new=PASSPHRASE).cookies["vk"]["max-age"] == age


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ("not this one at all", NEW, NEW),
        ("", NEW, NEW),
        (PASSPHRASE, "too short", "too short"),
        (PASSPHRASE, "Alice alice Alice 1985", "Alice alice Alice 1985"),
        (PASSPHRASE, NEW, NEW + " more"),
        (PASSPHRASE, "x" * 1001, "x" * 1001),
        (PASSPHRASE, "nul \x00 in the middle of it", "nul \x00 in the middle of it"),
    ],
)
def test_otherwise_nothing_changes(alice: Actor, old: str, new: str, again: str) -> None:
    client = alice.client()
    page = change(client, old, new, again)
    assert page.status_code == 400 and NEW not in page.content.decode()
    assert Person.objects.get(pk=alice.person.pk).password == alice.person.password
    assert client.get("/settings/").status_code == 200


def test_an_open_device_is_no_way_to_guess_the_passphrase(alice: Actor) -> None:
    client = alice.client()
    for _ in range(TRIES):
        assert NOT_YOURS in change(client, "not this one at all").content.decode()
    assert WAIT in change(client).content.decode() and signs_in(PASSPHRASE)


def test_locked_or_signed_out_it_cannot_be_changed(alice: Actor) -> None:
    assert change(alice.client(unlocked=False)).status_code == 403
    assert change(Client())["Location"] == "/sign-in/"
    assert signs_in(PASSPHRASE)


def test_a_failure_half_way_leaves_the_old_one_whole(alice: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    client = alice.client()

    def fails(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(Person, "save", fails)
    with pytest.raises(RuntimeError):
        change(client)
    monkeypatch.undo()
    keys = Keys.objects.get(person=alice.person)
    assert bytes(keys.salt).hex() in Person.objects.get(pk=alice.person.pk).password
