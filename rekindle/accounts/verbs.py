"""What a person does with their account. Each verb is one transaction."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import OperationalError, connection, transaction
from django.db.models import Case, Q, When
from django.http import HttpRequest

from rekindle.accounts import mail
from rekindle.accounts.backend import Proof, prove
from rekindle.accounts.farewell import say_farewell
from rekindle.accounts.models import Device, Person
from rekindle.accounts.rules import canonical
from rekindle.vault import ring as rings
from rekindle.vault.envelope import SealBroken
from rekindle.vault.kdf import Cost
from rekindle.vault.models import Item, Keys
from rekindle.vault.store import Vault
from rekindle.vault.unlocking import lock, lock_all, unlock

BACKEND = "rekindle.accounts.backend.PassphraseBackend"
BROWSERS = ("Firefox", "Edg", "OPR", "SamsungBrowser", "Chrome", "Safari")
SYSTEMS = ("iPhone", "iPad", "Android", "Windows", "Mac OS X", "Linux")
PLAIN = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet", "Mac OS X": "Mac"}


def create(id: UUID, username: str, name: str, email: str | None, passphrase: str) -> tuple[Person, bytes]:
    """Make an account with its keys; return the person and their ring key. The rules were asked before.

    A user name that is an e-mail address is kept as their address too, not yet verified.
    """
    proof = prove(passphrase)
    address = email or address_in(username)
    with transaction.atomic():
        person = Person.objects.create(id=id, username=username, name=name, email=address, password=proof.stored)
        keys, ring = rings.make_keys(person.pk, proof.salt, proof.cost, proof.wrap_key)
        keys.save(force_insert=True)
    return person, ring


def address_in(username: str) -> str | None:
    """The user name, when it is an e-mail address."""
    try:
        validate_email(username)
    except ValidationError:
        return None
    return username if len(username) <= 254 else None


def welcome_mail(person: Person) -> None:
    """Ask whether the address they gave is theirs, if they gave one and mail is set up. Nobody waits for it."""
    if person.email and not person.email_verified and mail.can_mail():
        mail.send_later(person, "verify", mail.verify_tokens)


def find(name: str) -> Person | None:
    """By user name, else by a verified e-mail address."""
    name = canonical(name)
    found = Person.objects.filter(Q(username=name) | Q(email=name, email_verified=True)).select_related("keys")
    return found.order_by(Case(When(username=name, then=0), default=1)).first()


def device_label(agent: str) -> str:
    """“Firefox on Android”: enough to know one's own devices by, and nothing that identifies them."""
    browser = next((name for name in BROWSERS if name in agent), "A browser")
    system = next((name for name in SYSTEMS if name in agent), "")
    return f"{PLAIN.get(browser, browser)}" + (f" on {PLAIN.get(system, system)}" if system else "")


@transaction.atomic
def sign_in(request: HttpRequest, person: Person, now: datetime, *, shared_device: bool) -> None:
    """Begin a session with a new key, after ending the one before. Signed in is not unlocked: that is `open_vault`."""
    sign_out(request)
    login(request, person, backend=BACKEND)
    request.session.set_expiry(0 if shared_device else None)
    request.session.save()
    _sweep(now)
    label = device_label(request.headers.get("User-Agent", ""))
    Device.objects.create(person=person, session_key=request.session.session_key or "", label=label, since=now.date())


def _sweep(now: datetime) -> None:
    """Forget sessions that have run out, and devices without one."""
    Session.objects.filter(expire_date__lt=now).delete()
    Device.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def open_vault(request: HttpRequest, person: Person, proof: Proof, passphrase: str, *, shared_device: bool) -> bool:
    """Unlock with what the passphrase gave. False after a reset: the words wait for an older passphrase or the code."""
    try:
        ring = rings.ring_by_wrap_key(person.keys, proof.wrap_key)
    except SealBroken:
        return False
    if not Cost(person.keys.ops, person.keys.mem) >= rings.cost_now():
        # This machine now asks for more than the stored wrap cost.
        _wrap_again(person, passphrase, ring)
        renew(request, person)
    unlock(request, ring, shared_device)
    return True


@transaction.atomic
def renew(request: HttpRequest, person: Person) -> None:
    """After the stored passphrase changed: a new key for this session, which stays this device."""
    before = request.session.session_key
    update_session_auth_hash(request, person)
    Device.objects.filter(session_key=before or "").update(session_key=request.session.session_key)


def set_passphrase(person: Person, passphrase: str, ring: bytes, recovery: bytes | None = None) -> bytes:
    """A new passphrase, and a new ring under it, which is returned: the old one opens nothing that comes after.

    The recovery code goes with the old ring, unless its secret is given here.
    """
    # Before the transaction: half a second of work that no other writer has to wait for.
    proof = prove(passphrase)
    with transaction.atomic():
        renewed = Vault(person.pk, ring).renew()
        keys = Keys.objects.get(person=person)
        keys.by_recovery = None
        if recovery:
            rings.wrap_by_recovery(keys, renewed, recovery)
        keys.save(update_fields=["by_recovery"])
        _store(person, keys, renewed, proof)
    return renewed


def _wrap_again(person: Person, passphrase: str, ring: bytes) -> None:
    """The same passphrase over the same ring, at today's cost."""
    proof = prove(passphrase)
    with transaction.atomic():
        _store(person, Keys.objects.select_for_update().get(person=person), ring, proof)


def _store(person: Person, keys: Keys, ring: bytes, proof: Proof) -> None:
    rings.wrap_by_passphrase(keys, ring, proof.salt, proof.cost, proof.wrap_key)
    keys.save(update_fields=["salt", "ops", "mem", "by_passphrase"])
    person.password = proof.stored
    person.save(update_fields=["password"])


def reset(person: Person, passphrase: str) -> None:
    """After a mail link: a new way to sign in. The words stay sealed until an older one or the code opens them."""
    proof = prove(passphrase)
    with transaction.atomic():
        person.password = proof.stored
        person.save(update_fields=["password"])
        end_everywhere(person)


def start_empty(person: Person, passphrase: str) -> bytes:
    """Give up what cannot be opened any more and begin with new keys; return the new ring key."""
    proof = prove(passphrase)
    with transaction.atomic():
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
    shared_device = request.session.get_expire_at_browser_close()
    lock_all(person.pk)
    renew(request, person)
    end_everywhere(person, but=str(request.session.session_key))
    unlock(request, ring, shared_device)


def set_email(person: Person, email: str) -> None:
    """Keep an address, not yet verified; an empty one removes it."""
    person.email, person.email_verified = email.casefold() or None, False
    person.save(update_fields=["email", "email_verified"])


def verify_email(person: Person) -> bool:
    """The link in the mail was used. False when the address already belongs to another account."""
    if Person.taken(str(person.email), but=person.pk):
        return False
    person.email_verified = True
    person.save(update_fields=["email_verified"])
    return True


def end_everywhere(person: Person, but: str = "") -> None:
    """Sign out and lock every device but the one with the session key `but`."""
    if not but:
        lock_all(person.pk)
    for device in person.devices.exclude(session_key=but):
        device.end()


def erase(request: HttpRequest, person: Person) -> None:
    """Delete the account and everything that is this person's alone, then the space it took on the disk."""
    with transaction.atomic():
        sign_out(request)
        end_everywhere(person)
        say_farewell(person.pk)
        Person.objects.filter(pk=person.pk).delete()
    erase_free_space()


def erase_free_space() -> None:
    """SQLite keeps old pages in its log until a checkpoint, and in the file until it is rewritten."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    try:
        with connection.cursor() as cursor:
            for step in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                cursor.execute(step)
    except OperationalError:
        # Somebody else is reading. The rows are gone and overwritten (secure_delete); only the file is not smaller.
        pass
