"""What a person does with their account. Each verb is one transaction."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth import login, logout, update_session_auth_hash
from django.db import connection, transaction
from django.http import HttpRequest

from rekindle.accounts.backend import Proof, prove
from rekindle.accounts.models import Device, Person
from rekindle.vault import ring as rings
from rekindle.vault.envelope import SealBroken
from rekindle.vault.kdf import Cost
from rekindle.vault.models import Item, Keys
from rekindle.vault.unlocking import lock, lock_all, unlock

BACKEND = "rekindle.accounts.backend.PassphraseBackend"
BROWSERS = ("Firefox", "Edg", "OPR", "SamsungBrowser", "Chrome", "Safari")
SYSTEMS = ("iPhone", "iPad", "Android", "Windows", "Mac OS X", "Linux")
PLAIN = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet", "Mac OS X": "Mac"}


@transaction.atomic
def create(id: UUID, username: str, name: str, email: str | None, passphrase: str) -> tuple[Person, bytes]:
    """Make an account with its keys; return the person and their ring key. The rules were asked before."""
    proof = prove(passphrase)
    person = Person.objects.create(id=id, username=username, name=name, email=email, password=proof.stored)
    keys, ring = rings.make_keys(person.pk, proof.salt, proof.cost, proof.wrap_key)
    keys.save(force_insert=True)
    return person, ring


def device_label(agent: str) -> str:
    """“Firefox on Android”: enough to know one's own devices by, and nothing that identifies them."""
    browser = next((name for name in BROWSERS if name in agent), "A browser")
    system = next((name for name in SYSTEMS if name in agent), "")
    return f"{PLAIN.get(browser, browser)}" + (f" on {PLAIN.get(system, system)}" if system else "")


def sign_in(request: HttpRequest, person: Person, now: datetime, *, shared_device: bool) -> None:
    """Begin a session with a new key. Signed in is not unlocked: that is `open_vault`."""
    login(request, person, backend=BACKEND)
    request.session.set_expiry(0 if shared_device else None)
    request.session.save()
    label = device_label(request.headers.get("User-Agent", ""))
    Device.objects.create(person=person, session_key=request.session.session_key, label=label, since=now.date())


def open_vault(request: HttpRequest, person: Person, proof: Proof, passphrase: str, *, shared_device: bool) -> bool:
    """Unlock with what the passphrase gave. False after a reset, when the words still wait for the old passphrase or the code."""
    try:
        ring = rings.ring_by_wrap_key(person.keys, proof.wrap_key)
    except SealBroken:
        return False
    if not Cost(person.keys.ops, person.keys.mem) >= rings.cost_now():
        # This machine now asks for more than the stored wrap cost.
        set_passphrase(person, passphrase, ring)
        update_session_auth_hash(request, person)
    unlock(request, ring, shared_device)
    return True


@transaction.atomic
def set_passphrase(person: Person, passphrase: str, ring: bytes) -> None:
    """A new passphrase over the same ring: the words need not be sealed again."""
    proof = prove(passphrase)
    keys = Keys.objects.select_for_update().get(person=person)
    rings.wrap_by_passphrase(keys, ring, proof.salt, proof.cost, proof.wrap_key)
    keys.save(update_fields=["salt", "ops", "mem", "by_passphrase"])
    person.password = proof.stored
    person.save(update_fields=["password"])


@transaction.atomic
def reset(person: Person, passphrase: str) -> None:
    """After a mail link: a new way to sign in. The words stay sealed until the old passphrase or the recovery code opens them."""
    person.password = prove(passphrase).stored
    person.save(update_fields=["password"])
    end_everywhere(person)


@transaction.atomic
def start_empty(person: Person, passphrase: str) -> bytes:
    """Give up what cannot be opened any more and begin with new keys; return the new ring key."""
    proof = prove(passphrase)
    Item.objects.filter(owner_id=person.pk).delete()
    Keys.objects.filter(person=person).delete()
    keys, ring = rings.make_keys(person.pk, proof.salt, proof.cost, proof.wrap_key)
    keys.save(force_insert=True)
    person.password = proof.stored
    person.save(update_fields=["password"])
    return ring


def sign_out(request: HttpRequest) -> None:
    """End this session: locked first, so that nothing of it can be used again."""
    lock(request)
    Device.objects.filter(session_key=request.session.session_key or "").delete()
    logout(request)


def keep_only(request: HttpRequest, person: Person, ring: bytes) -> None:
    """After a change of passphrase: this device stays open, every other one is signed out and locked."""
    end_everywhere(person, but=str(request.session.session_key))
    unlock(request, ring, shared_device=request.session.get_expire_at_browser_close())


def set_email(person: Person, email: str) -> None:
    """Keep an address, not yet verified; an empty one removes it. One that another account holds is not said to be taken."""
    address = email.casefold() or None
    if address and Person.objects.filter(email=address).exclude(pk=person.pk).exists():
        address = None
    person.email, person.email_verified = address, False
    person.save(update_fields=["email", "email_verified"])


def end_everywhere(person: Person, but: str = "") -> None:
    """Sign out and lock every device but the one with the session key `but`."""
    if not but:
        lock_all(person.pk)
    for device in person.devices.exclude(session_key=but):
        device.end()


def erase(request: HttpRequest) -> None:
    """Delete the account and everything that is this person's alone, then the space it took on the disk."""
    person = Person.objects.get(pk=request.user.pk)
    with transaction.atomic():
        sign_out(request)
        end_everywhere(person)
        person.delete()
    erase_free_space()


def erase_free_space() -> None:
    """SQLite keeps old pages in its log until a checkpoint, and in the file until it is rewritten."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
