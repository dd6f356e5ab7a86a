"""Signed in is not unlocked: a new password, a forged session or the operator’s own command opens nobody’s words."""

from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from nacl import utils

from rekindle.accounts import mail
from rekindle.accounts.backend import check, prove
from rekindle.accounts.verbs import BACKEND
from rekindle.vault import middleware
from rekindle.vault.models import Keys, Unlock
from rekindle.vault.ring import wrap_by_recovery
from rekindle.vault.words import recovery_secret, recovery_words
from tests.cast import PASSPHRASE
from tests.proofs.leaks import words_shown
from tests.proofs.readers import view
from tests.proofs.world import World, own, shared

pytestmark = pytest.mark.django_db
NEW = "lantern quarry ribbon mango swift"


@pytest.fixture
def code(world: World) -> str:
    """Alice's recovery code."""
    words = " ".join(recovery_words(utils.random(20)))
    keys = Keys.objects.get(person=world.alice.person)
    wrap_by_recovery(keys, world.alice.ring, recovery_secret(words))
    keys.save()
    return words


def theirs(world: World) -> set[str]:
    return {own(world.alice), shared(world.alice), shared(world.bob)}


def by_link(world: World) -> Client:
    client, link = Client(), mail.link(world.alice.person, "reset-link", mail.reset_tokens)
    page = link.removeprefix(settings.ORIGIN)
    assert client.post(page, {"passphrase": NEW})["Location"] == "/unlock/"
    return client


def forged(world: World) -> Client:
    """A session row as the operator would write it: signed in as Alice."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(world.alice.person.pk), BACKEND
    session[HASH_SESSION_KEY] = world.alice.person.get_session_auth_hash()
    session.create()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def written(world: World) -> Client:
    """The stored half of a passphrase replaced by one that the operator knows."""
    world.alice.person.password = prove(NEW).stored
    world.alice.person.save()
    client = Client()
    assert client.post("/sign-in/", {"username": "alice", "passphrase": NEW}).status_code in (200, 302)
    return client


def test_the_owner_sees_all_of_it_so_that_the_rest_proves_something(world: World) -> None:
    assert words_shown(world, world.alice.client()) == theirs(world)


@pytest.mark.parametrize("way", [by_link, forged, written])
def test_signed_in_another_way_shows_nothing(world: World, way) -> None:  # type: ignore[no-untyped-def]
    client = way(world)
    assert client.get("/today/")["Location"].startswith("/unlock/")
    assert words_shown(world, client) == set()


def test_a_forged_unlocking_shows_nothing(world: World) -> None:
    """A row of the operator's own making, sealed under a cookie of their own, holds a ring that is not hers."""
    client = world.bob.client()
    client.post("/sign-out/")
    client.post("/sign-in/", {"username": "bob", "passphrase": PASSPHRASE})
    Unlock.objects.filter(person=world.bob.person).update(person=world.alice.person)
    session = client.session
    session[SESSION_KEY] = str(world.alice.person.pk)
    session[HASH_SESSION_KEY] = world.alice.person.get_session_auth_hash()
    session.save()
    assert words_shown(world, client) == set()


def test_the_command_of_the_framework_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    before = world.alice.person.password
    monkeypatch.setattr("getpass.getpass", lambda *args, **kwargs: NEW)
    with pytest.raises((NotImplementedError, CommandError)):
        call_command("changepassword", "alice", verbosity=0)
    world.alice.person.refresh_from_db()
    assert world.alice.person.password == before and check(world.alice.person, PASSPHRASE)


def test_the_recovery_code_brings_everything_back(world: World, code: str) -> None:
    today = timezone.now().date()
    before = view(world.alice, today)
    client = by_link(world)
    assert client.post("/unlock/", {"passphrase": code}).status_code in (200, 302)
    assert words_shown(world, client) == theirs(world)
    assert view(world.alice, today) == before


def test_the_recovery_code_alone_is_enough(world: World, code: str) -> None:
    client = Client()
    fields = {"username": "alice", "code": code, "passphrase": NEW}
    assert client.post("/reset/code/", fields)["Location"] == "/today/"
    assert words_shown(world, client) == theirs(world)
    other = Client()
    other.post("/sign-in/", {"username": "alice", "passphrase": NEW})
    assert words_shown(world, other) == theirs(world)


# The reverse: a door that unlocks whoever is signed in.


def test_unlocking_by_signing_in_would_be_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        middleware, "vault_of", lambda request, now: world.alice.vault if request.user.is_authenticated else None
    )
    assert words_shown(world, forged(world)) == theirs(world)
