"""Signed in and unlocked are two states. This is the second: from a cookie to an open vault, and back to locked."""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from nacl import utils

from rekindle.vault.envelope import Place, Scope, SealBroken, open_envelope, seal
from rekindle.vault.models import Unlock
from rekindle.vault.store import Vault

OWN_DEVICE, SHARED_DEVICE = timedelta(days=14), timedelta(minutes=5)
WRITE_EVERY = timedelta(seconds=30)


def _session_hash(session_key: str) -> str:
    # The row must not be a session key in itself.
    return hashlib.sha256(session_key.encode()).hexdigest()


def _place(session_hash: str, person: UUID) -> Place:
    return Place(UUID(session_hash[:32]), person, Scope.RING, 3)


def unlock(request: HttpRequest, ring: bytes, shared_device: bool) -> None:
    """Open this session's vault. The cookie is set by the middleware when the response leaves."""
    key, person = utils.random(32), request.user.pk
    if not request.session.session_key:
        request.session.save()
    session = _session_hash(str(request.session.session_key))
    sealed = seal(key, ring, _place(session, person))
    Unlock.objects.update_or_create(
        session=session,
        defaults={"person_id": person, "ring": sealed, "shared_device": shared_device, "used_at": timezone.now()},
    )
    request.vault, request.vault_cookie = Vault(person, ring), (key.hex(), shared_device)  # type: ignore[attr-defined]


def lock(request: HttpRequest) -> None:
    """Close this session's vault at once."""
    if request.session.session_key:
        Unlock.objects.filter(session=_session_hash(request.session.session_key)).delete()
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
    row = Unlock.objects.filter(session=_session_hash(session_key), person_id=request.user.pk).first()
    if row is None or not _fresh(row, now):
        return None
    try:
        ring = open_envelope(bytes.fromhex(cookie), row.ring, _place(row.session, request.user.pk))
    except (ValueError, SealBroken):
        return None
    _touch(row, now)
    return Vault(request.user.pk, ring)


def _fresh(row: Unlock, now: datetime) -> bool:
    lasts = SHARED_DEVICE if row.shared_device else OWN_DEVICE
    # A clock that was set back must not keep a vault open for longer.
    return timedelta(minutes=-1) < now - row.used_at < lasts


def _touch(row: Unlock, now: datetime) -> None:
    every = WRITE_EVERY if row.shared_device else timedelta(days=1)
    if now - row.used_at > every:
        Unlock.objects.filter(pk=row.pk).update(used_at=now)


def set_cookie(response: HttpResponse, value: str, shared_device: bool) -> None:
    """Give the browser its half of the key (or take it away when `value` is empty)."""
    if not value:
        response.delete_cookie(settings.VAULT_COOKIE_NAME, samesite="Strict")
        return
    response.set_cookie(
        settings.VAULT_COOKIE_NAME,
        value,
        max_age=None if shared_device else int(OWN_DEVICE.total_seconds()),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Strict",
    )
