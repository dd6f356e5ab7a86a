"""Somebody kept an old copy of the wrapped keys, and knows the old passphrase or has the old code."""

from collections.abc import Callable
from uuid import UUID

import pytest

from rekindle.accounts import verbs
from rekindle.vault.envelope import SealBroken
from rekindle.vault.models import Keys
from rekindle.vault.ring import ring_by_passphrase, ring_by_recovery, wrap_by_recovery
from rekindle.vault.store import Kept, Vault
from tests.cast import NOW, PASSPHRASE, Actor, actor

pytestmark = pytest.mark.django_db
NEW = "pebble orbit walnut copper island"
SECRET = bytes(range(20))


@pytest.fixture
def alice() -> Actor:
    one = actor("Alice")
    keys = Keys.objects.get(person=one.person)
    wrap_by_recovery(keys, one.ring, SECRET)
    keys.save()
    return one


def reader(old: Keys, ring: bytes) -> Callable[[UUID], Kept | None]:
    """What the thief reads of today's rows with the keyring of then."""

    def read(id: UUID) -> Kept | None:
        thief = Vault(old.person_id, ring)
        now = Keys.objects.get(pk=old.pk)
        Keys.objects.filter(pk=old.pk).update(keyring=old.keyring)
        try:
            return thief.get(id, "note")
        except SealBroken:
            return None
        finally:
            Keys.objects.filter(pk=old.pk).update(keyring=now.keyring)

    return read


@pytest.mark.parametrize("secret", ["passphrase", "code"])
def test_the_old_secret_opens_nothing_that_was_written_after_it(alice: Actor, secret: str) -> None:
    old = Keys.objects.get(person=alice.person)
    kept = ring_by_passphrase(old, PASSPHRASE) if secret == "passphrase" else ring_by_recovery(old, SECRET)
    before = alice.vault.add("note", {"text": "before"}, NOW)
    read = reader(old, kept)
    assert read(before), "the thief's tools work"
    ring = verbs.set_passphrase(alice.person, NEW, alice.ring)
    vault = Vault(alice.person.pk, ring)
    after = vault.add("note", {"text": "after"}, NOW)
    vault.replace(before, "note", {"text": "changed"})
    assert read(after) is None and read(before) is None
    assert vault.whole() and vault.get(before, "note")


def test_the_old_wraps_do_not_open_the_new_ring(alice: Actor) -> None:
    old = Keys.objects.get(person=alice.person)
    ring = verbs.set_passphrase(alice.person, NEW, alice.ring)
    assert ring_by_passphrase(old, PASSPHRASE) != ring
    assert ring_by_passphrase(Keys.objects.get(person=alice.person), NEW) == ring
    with pytest.raises(SealBroken):
        ring_by_recovery(Keys.objects.get(person=alice.person), SECRET)


def test_a_code_that_reset_the_passphrase_goes_on_working(alice: Actor) -> None:
    ring = verbs.set_passphrase(alice.person, NEW, alice.ring, SECRET)
    assert ring_by_recovery(Keys.objects.get(person=alice.person), SECRET) == ring


def test_the_page_says_that_the_code_is_gone(alice: Actor) -> None:
    client = alice.client()
    fields = {"passphrase_old": PASSPHRASE, "passphrase": NEW, "passphrase_again": NEW}
    assert b"Make a new recovery code" in client.post("/settings/passphrase/", fields).content
    assert client.get("/mine/").status_code == 200
