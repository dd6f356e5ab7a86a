"""A reset gives back the way in and nothing else; its link works once, for one hour, for one person."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from rekindle.accounts import mail, verbs
from rekindle.accounts.command import reset_link
from rekindle.accounts.models import Device, Person
from rekindle.vault.models import Keys, Unlock
from tests.cast import PASSPHRASE, Actor, actor

pytestmark = pytest.mark.django_db
NEW = "quarry lemon bishop canal frost"


@pytest.fixture
def alice() -> Actor:
    return actor("Alice")


def address(one: Actor) -> str:
    person = Person.objects.get(pk=one.person.pk)
    return mail.link(person, "reset-link", mail.reset_tokens).removeprefix(settings.ORIGIN)


def works(path: str) -> bool:
    return Client().get(path).status_code == 200


def test_it_signs_in_locked_and_signs_everybody_else_out(alice: Actor) -> None:
    before, wrap = alice.client(), bytes(Keys.objects.get(person=alice.person).by_passphrase)
    client = Client()
    assert client.post(address(alice), {"passphrase": NEW})["Location"] == "/unlock/"
    assert "your words are locked" in client.get("/unlock/").content.decode()
    assert before.get("/settings/")["Location"].startswith("/sign-in/")
    assert not Unlock.objects.exists() and Device.objects.count() == 1
    assert bytes(Keys.objects.get(person=alice.person).by_passphrase) == wrap


def test_setting_it_for_the_words_too_takes_either_proof(alice: Actor) -> None:
    client = Client()
    client.post(address(alice), {"passphrase": NEW})
    client.post("/unlock/", {"passphrase": PASSPHRASE})
    last = "walnut saddle breeze thirty gravel"
    for old, new in ((NEW, last), (last, NEW)):
        fields = {"passphrase_old": old, "passphrase": new, "passphrase_again": new}
        assert client.post("/settings/passphrase/", fields).status_code == 200
    fresh = Client()
    fresh.post("/sign-in/", {"username": "alice", "passphrase": NEW})
    assert fresh.get("/settings/").status_code == 200


def test_a_link_works_once(alice: Actor) -> None:
    path = address(alice)
    assert works(path) and works(path)
    Client().post(path, {"passphrase": NEW})
    assert not works(path) and Client().post(path, {"passphrase": PASSPHRASE}).status_code == 404


def test_a_link_is_void_after_an_hour_and_after_any_change(alice: Actor) -> None:
    path = address(alice)
    with time_machine.travel(timezone.now() + timedelta(minutes=59)):
        assert works(path)
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert not works(path)
    verbs.set_email(alice.person, "new@example.org")
    assert not works(path)


def test_a_link_is_for_one_person_and_one_purpose(alice: Actor) -> None:
    _, _, uid, token, _ = address(alice).split("/")
    _, _, other, _, _ = address(actor("Bob")).split("/")
    for made_up in (f"/reset/{other}/{token}/", f"/reset/{uid}/x-y/", "/reset/x/y/", f"/address/{uid}/{token}/"):
        answer = Client().get(made_up)
        assert answer.status_code == 404 and "no longer works" in answer.content.decode()


@pytest.mark.parametrize("text", ["", "too short", "Alice alice Alice 1985", "\x00" * 20, "x" * 1001])
def test_a_passphrase_that_is_none_is_refused_and_the_link_stays(alice: Actor, text: str) -> None:
    path = address(alice)
    assert Client().post(path, {"passphrase": text}).status_code == 400
    assert works(path)


def test_a_link_opened_by_someone_signed_in_ends_their_session(alice: Actor) -> None:
    bob = actor("Bob").client()
    bob.post(address(alice), {"passphrase": NEW})
    assert bob.get("/settings/")["Location"].startswith("/unlock/")
    assert [device.person.name for device in Device.objects.all()] == ["Alice"] and not Unlock.objects.exists()


def test_the_operator_can_make_a_link_without_any_mail(alice: Actor) -> None:
    path = reset_link(" ALICE ").removeprefix(settings.ORIGIN)
    client = Client()
    assert client.post(path, {"passphrase": NEW}).status_code == 302
    assert client.get("/settings/")["Location"].startswith("/unlock/")
    with pytest.raises(ValueError, match="nobody"):
        reset_link("nobody")


def test_without_mail_the_page_says_who_can_help(alice: Actor) -> None:
    page = Client().get("/reset/").content.decode()
    assert "This server sends no e-mail" in page and 'name="email"' not in page
