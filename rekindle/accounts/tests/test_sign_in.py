"""Signing in: who gets in, what is said to those who do not, and what is left on the device."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from rekindle.accounts import verbs
from rekindle.accounts.models import Device, Person
from rekindle.accounts.views.signing import WRONG
from rekindle.vault import kdf
from rekindle.vault.models import Unlock
from rekindle.vault.patience import TRIES, WAIT
from tests.cast import PASSPHRASE, Actor, actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> Actor:
    return actor("Alice")


def send(client: Client, username: str = "alice", passphrase: str = PASSPHRASE, **more: str):  # type: ignore[no-untyped-def]
    return client.post("/sign-in/", {"username": username, "passphrase": passphrase, **more})


def is_in(client: Client) -> bool:
    return client.get("/settings/").status_code == 200


def test_in_with_the_name_however_it_is_typed_and_spaces_around(alice: Actor) -> None:
    for name in ("alice", " ALICE ", "Ａlice"):
        client = Client()
        assert send(client, name, f" {PASSPHRASE} ").status_code == 302
        assert is_in(client)


def test_a_wrong_passphrase_and_an_unknown_name_look_the_same(alice: Actor) -> None:
    def words(username: str) -> str:
        page = send(Client(), username, "something else entirely").content.decode()
        return page.replace(f'value="{username}"', "").partition("csrfmiddlewaretoken")[0]

    assert words("alice") == words("nobody") and WRONG in words("alice")
    assert send(Client(), "alice", "something else entirely").status_code == 400


def test_an_unknown_name_costs_as_many_runs_as_a_known_one(alice: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    runs, real = [], kdf.pwhash.argon2id.kdf

    def counted(*args: object, **kwargs: object) -> bytes:
        runs.append((kwargs["opslimit"], kwargs["memlimit"]))
        return bytes(real(*args, **kwargs))

    monkeypatch.setattr(kdf.pwhash.argon2id, "kdf", counted)
    send(Client(), "alice", "something else entirely")
    send(Client(), "nobody", "something else entirely")
    assert len(runs) == 2 and runs[0] == runs[1]


def test_ten_wrong_tries_and_then_a_wait_for_known_and_unknown_alike(alice: Actor) -> None:
    for name in ("alice", "nobody"):
        for _ in range(TRIES):
            assert WRONG in send(Client(), name, "something else entirely").content.decode()
        assert WAIT in send(Client(), name).content.decode()
    assert send(Client(), "bob").status_code == 400
    # The reverse: without the count the right passphrase gets in.
    cache.clear()
    assert send(Client()).status_code == 302


def test_the_wait_ends(alice: Actor) -> None:
    for _ in range(TRIES):
        send(Client(), "alice", "something else entirely")
    assert WAIT in send(Client()).content.decode()
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert send(Client()).status_code == 302


def test_only_a_verified_address_signs_in(alice: Actor) -> None:
    verbs.set_email(alice.person, "Alice@Example.org")
    assert send(Client(), "alice@example.org").status_code == 400
    assert verbs.verify_email(alice.person)
    assert send(Client(), "ALICE@example.org").status_code == 302


def test_a_name_that_is_anothers_address_still_signs_its_owner_in(alice: Actor) -> None:
    bob, _ = verbs.create(uuid4(), "alice@example.org", "Bob", None, PASSPHRASE)
    Person.objects.filter(pk=alice.person.pk).update(email="alice@example.org", email_verified=True)
    assert verbs.find("alice@example.org") == bob


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_the_way_back_never_leads_away(alice: Actor, away: str) -> None:
    assert "evil" not in send(Client(), next=away)["Location"] and "alert" not in send(Client(), next=away)["Location"]
    assert send(Client(), next="/settings/")["Location"] == "/settings/"


@pytest.mark.parametrize(
    "text", ["\x00", b"\xed\xa0\x80", "x" * 5000, "<script>alert(1)</script>", "\u202e" * 30, "a\nb"]
)
def test_hostile_text_gets_one_sentence(alice: Actor, text: str | bytes) -> None:
    for data in ({"username": text, "passphrase": PASSPHRASE}, {"username": "alice", "passphrase": text}):
        page = Client().post("/sign-in/", data)
        assert page.status_code == 400 and "<script>alert" not in page.content.decode()


def test_a_stored_passphrase_that_was_weakened_or_broken_lets_nobody_in(alice: Actor) -> None:
    good = alice.person.password
    for broken in ("", "rekindle$1$1$00$00", good.replace("8192", "1024"), good[:-1] + "é", "pbkdf2_sha256$1$a$b"):
        Person.objects.filter(pk=alice.person.pk).update(password=broken)
        assert send(Client()).status_code == 400
    Person.objects.filter(pk=alice.person.pk).update(password=good)
    assert send(Client()).status_code == 302


def test_a_shared_device_forgets_at_the_end_of_the_browser_and_an_own_one_after_two_weeks(alice: Actor) -> None:
    shared, own = send(Client(), device="shared"), send(Client(), device="own")
    assert [shared.cookies[name]["max-age"] for name in ("s", "vk")] == ["", 300]
    assert [own.cookies[name]["max-age"] for name in ("s", "vk")] == [14 * 24 * 3600] * 2
    assert send(Client()).cookies["vk"]["max-age"] == 300


def test_cookies_are_for_this_site_alone(alice: Actor, settings) -> None:  # type: ignore[no-untyped-def]
    settings.HTTPS, settings.VAULT_COOKIE_NAME = True, "__Host-vk"
    cookie = send(Client(), device="own").cookies["__Host-vk"]
    assert cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Strict"
    assert cookie["path"] == "/" and not cookie["domain"]


def test_signing_in_again_ends_the_session_before(alice: Actor) -> None:
    client = Client()
    for name in ("alice", "alice", actor("Bob").person.username):
        assert send(client, name).status_code == 302
    assert [device.person.name for device in Device.objects.all()] == ["Bob"]
    assert Unlock.objects.count() == Session.objects.count() == 1


def test_signing_out_leaves_nothing(alice: Actor) -> None:
    client = alice.client()
    answer = client.post("/sign-out/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"' and not answer.cookies["vk"].value
    assert not (Device.objects.exists() or Unlock.objects.exists() or Session.objects.exists())
    assert client.get("/settings/")["Location"].startswith("/sign-in/")


def test_the_quick_way_out_signs_out_and_goes_elsewhere(alice: Actor) -> None:
    client = alice.client()
    assert client.get("/exit/")["Location"].startswith("https://")
    assert not Unlock.objects.exists() and not is_in(client)
    assert Client().get("/exit/").status_code == 302


def test_signing_out_needs_the_button(alice: Actor) -> None:
    client = alice.client()
    assert client.get("/sign-out/").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/sign-out/").status_code == 403


def test_a_weaker_wrap_is_upgraded_and_the_device_stays_one(alice: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kdf.PROFILES, "standard", kdf.Cost(2, 16384))
    client = Client()
    assert send(client).status_code == 302
    person = Person.objects.select_related("keys").get(pk=alice.person.pk)
    assert (person.keys.ops, person.keys.mem) == (2, 16384) and person.password.startswith("rekindle$2$16384$")
    assert is_in(client) and Device.objects.get().session_key == client.session.session_key
    assert alice.vault.whole() and send(Client()).status_code == 302


def test_old_sessions_and_their_devices_are_swept_away(alice: Actor) -> None:
    alice.client()
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        alice.client()
        assert Session.objects.count() == Device.objects.count() == Unlock.objects.count() == 1


def test_the_page_names_nothing(alice: Actor) -> None:
    page = Client().get("/sign-in/?next=/mine/").content.decode()
    assert "<title>Sign in · Rekindle</title>" in page
