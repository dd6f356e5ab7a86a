"""Inviting, and accepting an invitation."""

import hashlib
import secrets
from datetime import datetime

from django.db import IntegrityError, transaction

from rekindle.accounts.models import Person
from rekindle.couples import rules
from rekindle.couples.models import Couple, Invitation, Member

UNKNOWN = "This invitation does not work any more. Ask for a new one; they last two days and work once."


def _hash(token: str) -> str:
    return hashlib.sha256(token.strip().encode("utf-8", "replace")).hexdigest()


def invite(person: Person, now: datetime) -> str:
    """Return a new token of 256 bits. An earlier one that was not used stops working."""
    if Member.objects.filter(person=person, left=None).exists():
        raise rules.NotNow("You are two already.")
    Invitation.objects.filter(person=person, used=False).delete()
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(person=person, token_hash=_hash(token), expires=now + rules.INVITATION_LASTS)
    return token


def withdraw(person: Person) -> None:
    Invitation.objects.filter(person=person, used=False).delete()


def find(token: str, now: datetime, by: Person | None = None) -> Invitation:
    """Return the invitation a token is for. Raises NotNow for one that cannot be accepted."""
    invitation = Invitation.objects.select_related("person").filter(token_hash=_hash(token)).first()
    if invitation is None:
        raise rules.NotNow(UNKNOWN)
    own = by is not None and by.pk == invitation.person_id
    rules.may_use(expires=invitation.expires, used=invitation.used, own=own, now=now)
    return invitation


def accept(token: str, by: Person, now: datetime) -> Couple:
    """Make two people a couple; the four-word check comes next. Raises NotNow."""
    try:
        with transaction.atomic():
            invitation = find(token, now, by)
            # Two presses at once: only one of them changes the row.
            if not Invitation.objects.filter(pk=invitation.pk, used=False).update(used=True):
                raise rules.NotNow(UNKNOWN)
            couple = Couple.objects.create(since=now.date())
            for place, person in (("a", invitation.person), ("b", by)):
                Member.objects.create(couple=couple, person=person, place=place, name=person.name)
            return couple
    except IntegrityError as error:
        raise rules.NotNow("One of you is already here with somebody. Leave there first, then ask for a new invitation.") from error
