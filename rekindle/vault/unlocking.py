"""Signed in and unlocked are two states. This is the second: from a cookie to an open vault, and back to locked."""

import hashlib
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from nacl import utils

from rekindle.vault.envelope import Place, Scope, SealBroken, open_envelope, seal
from rekindle.vault.models import Unlock
from rekindle.vault.store import Vault

OWN_DEVICE, SHARED_DEVICE = timedelta(days=14), timedelta(minutes=5)
WRITE_EVERY, AHEAD = timedelta(seconds=30), timedelta(minutes=1)


def _session_hash(session_key: str) -> str:
    # The row must not be a session key in itself.
    return hashlib.sha256(session_key.encode()).hexdigest()


def _place(session_hash: str, person: UUID, shared_device: bool) -> Place:
    # Whose device it is, is sealed in: a flag turned over in the row opens nothing.
    return Place(UUID(session_hash[:32]), person, Scope.RING, 4 if shared_device else 3)


def owner(request: HttpRequest) -> UUID:
    """The id of who is signed in. Raises AssertionError when nobody is."""
    person = request.user.pk
    assert isinstance(person, UUID)
    return person


def unlock(request: HttpRequest, ring: bytes, shared_device: bool) -> None:
    """Open this session's vault. The cookie is set by the middleware when the response leaves."""
    key, person, now = utils.random(32), owner(request), timezone.now()
    _sweep(now)
    request.session.set_expiry(0 if shared_device else None)
    if not request.session.session_key:
        request.session.save()
    session = _session_hash(str(request.session.session_key))
    sealed = seal(key, ring, _place(session, person, shared_device))
    Unlock.objects.update_or_create(
        session=session,
        defaults={"person_id": person, "ring": sealed, "shared_device": shared_device, "used_at": now},
    )
    request.vault, request.vault_cookie = Vault(person, ring), (key.hex(), shared_device)  # type: ignore[attr-defined]


def lock(request: HttpRequest) -> None:
    """Close this session's vault at once."""
    if request.session.session_key:
        lock_session(request.session.session_key)
    request.vault, request.vault_cookie = None, ("", False)  # type: ignore[attr-defined]


def lock_all(person: UUID) -> None:
    """Close every vault session of a person: passphrase change, parting from a device, deletion."""
    Unlock.objects.filter(person_id=person).delete()


def lock_session(session_key: str) -> None:
    Unlock.objects.filter(session=_session_hash(session_key)).delete()


def vault_of(request: HttpRequest, now: datetime) -> Vault | None:
    """The open vault of this session, or None when it is locked, expired, or the cookie does not fit."""
    cookie, session_key = request.COOKIES.get(settings.VAULT_COOKIE_NAME, ""), request.session.session_key
    if not (cookie and session_key and request.user.is_authenticated):
        return None
    person = owner(request)
    row = Unlock.objects.filter(session=_session_hash(session_key), person_id=person).first()
    if row is None:
        return None
    if not _fresh(row, now):
        # A key that is not wanted any more is not kept either.
        row.delete()
        return None
    try:
        ring = open_envelope(bytes.fromhex(cookie), bytes(row.ring), _place(row.session, person, row.shared_device))
    except (ValueError, SealBroken):
        return None
    _touch(request, row, cookie, now)
    return Vault(person, ring)


def still_open(session_keys: Collection[str], now: datetime) -> set[str]:
    """Those of the sessions that are there and unlocked. To be asked about is no activity: no time slides."""
    by_hash = {_session_hash(key): key for key in session_keys}
    ahead = Q(used_at__gte=now + AHEAD)
    rows = Unlock.objects.filter(session__in=by_hash).exclude(_over(now) | ahead).values_list("session", flat=True)
    unlocked = [by_hash[session] for session in rows]
    there = Session.objects.filter(session_key__in=unlocked, expire_date__gt=now)
    return set(there.values_list("session_key", flat=True))


def _fresh(row: Unlock, now: datetime) -> bool:
    lasts = SHARED_DEVICE if row.shared_device else OWN_DEVICE
    # A clock that was set back must not keep a vault open for longer.
    return -AHEAD < now - row.used_at < lasts


def _sweep(now: datetime) -> None:
    """Drop what others left open and never came back to."""
    Unlock.objects.filter(_over(now)).delete()


def _over(now: datetime) -> Q:
    """The rows whose time is up, as `_fresh` says it of one."""
    idle = Q(shared_device=True, used_at__lte=now - SHARED_DEVICE)
    return idle | Q(used_at__lte=now - OWN_DEVICE)


def by_itself(request: HttpRequest) -> bool:
    """Whether a page asks for the newest state of its own accord. Nobody needs to be there for that."""
    return request.method == "GET" and "X-Part" in request.headers


def _touch(request: HttpRequest, row: Unlock, cookie: str, now: datetime) -> None:
    if by_itself(request):
        return
    if now - row.used_at <= (WRITE_EVERY if row.shared_device else timedelta(days=1)):
        return
    Unlock.objects.filter(pk=row.pk).update(used_at=now)
    # The session and both cookies slide along, or the time would end with the first of them.
    request.vault_cookie = (cookie, row.shared_device)  # type: ignore[attr-defined]
    if not row.shared_device:
        request.session.modified = True


def set_cookie(response: HttpResponse, value: str, shared_device: bool) -> None:
    """Give the browser its half of the key (or take it away when `value` is empty).

    It lasts as long as the vault stays open: a browser that has dropped it locks whatever the row and the clock say.
    """
    if not value:
        response.delete_cookie(settings.VAULT_COOKIE_NAME, samesite="Strict")
        return
    response.set_cookie(
        settings.VAULT_COOKIE_NAME,
        value,
        max_age=int((SHARED_DEVICE if shared_device else OWN_DEVICE).total_seconds()),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Strict",
    )
