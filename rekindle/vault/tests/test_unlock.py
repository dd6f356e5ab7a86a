"""Signed in is not unlocked: what opens the words, what never does, and what happens to words half written."""

import re
from datetime import date, timedelta
from importlib import import_module
from io import StringIO
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from nacl import utils

from rekindle.accounts import mail, verbs
from rekindle.accounts.models import Person
from rekindle.vault.models import Item, Keys, Unlock
from rekindle.vault.patience import TRIES, WAIT
from rekindle.vault.ring import wrap_by_recovery
from rekindle.vault.views import CHANGED, WRONG
from rekindle.vault.words import recovery_words
from tests.cast import NOW, PASSPHRASE, Actor, actor

pytestmark = [pytest.mark.django_db, pytest.mark.urls("rekindle.vault.tests.pages")]
CANARY = "the heron waits by our gate"
NEW = "quarry lemon bishop canal frost"


@pytest.fixture
def alice() -> Actor:
    alice = actor("Alice")
    alice.vault.add("note", {"text": CANARY}, NOW)
    return alice


def code_of(one: Actor) -> str:
    secret = utils.random(20)
    keys = Keys.objects.get(person=one.person)
    wrap_by_recovery(keys, one.ring, secret)
    keys.save()
    return " ".join(recovery_words(secret))


def shows(client: Client) -> bool:
    """The check all of these tests share: do the private words come out, on any page."""
    pages = [client.get(path, follow=True) for path in ("/note/", "/settings/", "/unlock/", "/settings/leave/")]
    return any(CANARY in page.content.decode() for page in pages)


def unlock(client: Client, text: str = PASSPHRASE, **more: str):  # type: ignore[no-untyped-def]
    return client.post("/unlock/", {"passphrase": text, **more})


def in_database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = [name for (name,) in cursor.fetchall()]
        rows = [row for table in tables for row in cursor.execute(f'SELECT * FROM "{table}"').fetchall()]
    cells = [cell if isinstance(cell, bytes) else str(cell).encode() for row in rows for cell in row]
    return any(CANARY.encode() in cell for cell in cells)


def forged(person: Person) -> Client:
    """Everything that someone with the database and the secret key can make."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(person.pk), verbs.BACKEND
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = store.session_key
    return client


def test_the_passphrase_shows_the_words_and_locking_hides_them(alice: Actor) -> None:
    client = alice.client()
    assert shows(client)
    assert client.post("/lock/")["Location"] == "/unlock/"
    assert not shows(client) and not Unlock.objects.exists()
    assert unlock(client).status_code == 302 and shows(client)


def test_a_forged_session_reads_nothing_until_the_passphrase_comes(alice: Actor) -> None:
    client = forged(alice.person)
    assert client.get("/unlock/").status_code == 200
    assert not shows(client)
    unlock(client)
    assert shows(client)


def test_a_forged_session_with_a_copied_or_swapped_unlock_row_reads_nothing(alice: Actor) -> None:
    real, client = alice.client(), forged(alice.person)
    row = Unlock.objects.get()
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    session = import_module("rekindle.vault.unlocking")._session_hash(key)
    Unlock.objects.create(session=session, person=row.person, ring=row.ring, shared_device=False, used_at=row.used_at)
    for value in ("", "00" * 32, "not hex", bytes(row.ring)[:32].hex(), real.cookies["vk"].value):
        client.cookies["vk"] = value
        assert not shows(client)
    assert shows(real)


def test_the_cookie_of_one_opens_nothing_for_another(alice: Actor) -> None:
    bob, real = actor("Bob").client(), alice.client()
    bob.cookies["vk"] = real.cookies["vk"].value
    assert not shows(bob)
    Unlock.objects.filter(person__username="bob").update(ring=Unlock.objects.get(person=alice.person).ring)
    assert not shows(bob) and shows(real)


def test_changepassword_is_refused_and_a_password_set_in_the_database_opens_nothing(
    alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getpass", lambda *_, **__: NEW)
    with pytest.raises(NotImplementedError):
        call_command("changepassword", "alice", stdout=StringIO())
    with pytest.raises(NotImplementedError):
        alice.person.set_password(NEW)
    other, _ = verbs.create(uuid4(), "other", "Other", None, NEW)
    Person.objects.filter(pk=alice.person.pk).update(password=other.password)
    client = Client()
    assert client.post("/sign-in/", {"username": "alice", "passphrase": NEW}).status_code == 302
    assert not shows(client) and unlock(client, NEW).status_code == 400
    unlock(client)
    assert shows(client)


def test_after_a_reset_only_the_old_passphrase_or_the_code_opens(alice: Actor) -> None:
    code, client = code_of(alice), Client()
    address = mail.link(alice.person, "reset-link", mail.reset_tokens).removeprefix(settings.ORIGIN)
    assert client.post(address, {"passphrase": NEW})["Location"] == "/unlock/"
    assert not shows(client) and unlock(client, NEW).status_code == 400 and not shows(client)
    page = unlock(client, code).content.decode()
    assert "Set it for your words too" in page and shows(client)
    client.post("/lock/")
    assert "Set it for your words too" in unlock(client, PASSPHRASE).content.decode() and shows(client)


def test_the_words_are_in_no_column_of_the_database(alice: Actor) -> None:
    alice.client()
    assert not in_database()
    Item.objects.filter(owner=alice.person).update(blob=CANARY.encode())
    assert in_database()


def test_the_code_opens_in_any_spelling_and_a_wrong_one_does_not(alice: Actor) -> None:
    code, client = code_of(alice), alice.client(unlocked=False)
    unlock(client, "  " + ", ".join(word[:4].upper() for word in code.split()) + " ")
    assert shows(client)
    client.post("/lock/")
    wrong = unlock(client, " ".join(recovery_words(utils.random(20))))
    assert wrong.status_code == 400 and WRONG in wrong.content.decode() and not shows(client)


def test_a_shared_device_locks_after_five_idle_minutes(alice: Actor) -> None:
    client, start = alice.client(unlocked=False), timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        unlock(client, device="shared")
        for _ in range(4):
            clock.shift(timedelta(minutes=4))
            assert shows(client)
        clock.shift(timedelta(minutes=5))
        assert not shows(client) and not Unlock.objects.exists()


def test_an_own_device_stays_open_for_fourteen_days_after_the_last_visit(alice: Actor) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = alice.client()
        for _ in range(4):
            clock.shift(timedelta(days=13))
            assert shows(client)
            assert client.cookies["vk"]["max-age"] == client.cookies["s"]["max-age"] == 14 * 24 * 3600
        clock.shift(timedelta(days=14, minutes=1))
        assert not shows(client)


def test_a_clock_set_back_keeps_nothing_open(alice: Actor) -> None:
    client = alice.client()
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        assert not shows(client)


def test_what_was_left_open_elsewhere_is_swept_away(alice: Actor) -> None:
    unlock(alice.client(unlocked=False), device="shared")
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        actor("Bob").client()
    assert [row.person.username for row in Unlock.objects.all()] == ["bob"]


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))


def test_words_written_on_a_page_that_locked_itself_come_through(alice: Actor) -> None:
    client, once = alice.client(unlocked=False), str(uuid4())
    first = client.post("/note/", {"text": "a &amp; <b>\u202ebold</b> thought", "once": once, "passphrase": "never"})
    assert first.status_code == 403 and "never" not in first.content.decode()
    carried = {"next": "/note/", "resend": "1", "carry-text": "a &amp; <b>\u202ebold</b> thought", "carry-once": once}
    again = unlock(client, "wrong passphrase here", **carried)
    assert again.status_code == 400 and hidden(again.content.decode())["carry-once"] == once
    page = unlock(client, **carried).content.decode()
    assert "Your words are still here." in page and '<form method="post" action="/note/">' in page
    assert hidden(page)["once"] == once and "carry-" not in page
    assert "a &amp;amp; &lt;b&gt;\u202ebold&lt;/b&gt; thought" in page
    for _ in range(2):
        client.post("/note/", {"text": "kept", "once": once})
    assert len(list(alice.vault.newest("note"))) == 2


def test_a_press_without_words_is_sent_again_too(alice: Actor) -> None:
    client = alice.client(unlocked=False)
    assert hidden(client.post("/settings/devices/" + str(uuid4()) + "/end/").content.decode())["resend"] == "1"


def test_a_form_of_secrets_alone_is_asked_for_anew(alice: Actor) -> None:
    client = alice.client(unlocked=False)
    fields = {"passphrase_old": PASSPHRASE, "passphrase": NEW, "passphrase_again": NEW}
    page = client.post("/settings/passphrase/", fields).content.decode()
    assert NEW not in page and PASSPHRASE not in page and "resend" not in hidden(page)
    assert unlock(client, next="/settings/passphrase/")["Location"] == "/settings/passphrase/"


def test_tampering_from_outside_is_said_at_the_door_once(alice: Actor) -> None:
    client = alice.client(unlocked=False)
    assert CHANGED not in unlock(client).content.decode()
    Item.objects.filter(owner=alice.person).first().delete()
    client.post("/lock/")
    answer = Client().post("/sign-in/", {"username": "alice", "passphrase": PASSPHRASE})
    assert CHANGED in answer.content.decode()
    assert CHANGED not in unlock(client).content.decode()
    Item.objects.create(owner=alice.person, epoch=1, blob=b"put in", day=date(2026, 1, 1))
    client.post("/lock/")
    assert CHANGED in unlock(client).content.decode()


def test_ten_wrong_tries_and_then_a_wait(alice: Actor) -> None:
    client = alice.client(unlocked=False)
    for _ in range(TRIES):
        assert WRONG in unlock(client, "not this one at all").content.decode()
    assert WAIT in unlock(client).content.decode() and not shows(client)


@pytest.mark.parametrize("text", ["", "\x00", b"\xed\xa0\x80", "x" * 5000, "<script>alert(1)</script>", "\u202e" * 20])
def test_hostile_text_gets_one_sentence(alice: Actor, text: str | bytes) -> None:
    page = unlock(alice.client(unlocked=False), text)
    assert page.status_code == 400 and "<script>alert" not in page.content.decode()


def test_nobody_signed_in_is_sent_to_sign_in(alice: Actor) -> None:
    assert Client().get("/unlock/")["Location"] == "/sign-in/"
    assert Client().get("/note/")["Location"] == "/sign-in/?next=%2Fnote%2F"
    assert Client().post("/note/", {"text": "x"})["Location"] == "/sign-in/"
    assert Client().post("/lock/").status_code == 302 and Client().get("/lock/").status_code == 405
    assert alice.client().get("/unlock/?next=//evil.example")["Location"].startswith("/")
    assert "evil" not in alice.client().get("/unlock/?next=//evil.example")["Location"]
