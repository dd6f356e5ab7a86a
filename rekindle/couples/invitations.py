"""Inviting, and accepting an invitation."""

import hashlib
import secrets
from datetime import datetime

from django.db import IntegrityError, transaction

from rekindle.accounts.models import Person
from rekindle.couples import places, rules
from rekindle.couples.models import Couple, Invitation, Member

TAKEN = "One of you is already here with somebody. Leave there first, then ask for a new invitation."


def _hash(token: str) -> str:
    return hashlib.sha256(token.strip().encode("utf-8", "replace")).hexdigest()


@transaction.atomic
def invite(person: Person, now: datetime) -> str:
    """Return a new token of 256 bits. An earlier one stops working. Raises NotNow for one of two."""
    places.leave_empty(person.pk, now.date())
    if Member.objects.filter(person=person, left=None).exists():
        raise rules.NotNow("You are two already.")
    withdraw(person)
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(person=person, token_hash=_hash(token), expires=now + rules.INVITATION_LASTS)
    return token


def waiting(person: Person, now: datetime) -> datetime | None:
    """Until when this person's invitation can still be accepted. None when there is none."""
    found = Invitation.objects.filter(person=person, used=False, expires__gt=now).first()
    return found.expires if found else None


def withdraw(person: Person) -> None:
    Invitation.objects.filter(person=person, used=False).delete()


def find(token: str, now: datetime, by: Person | None = None) -> Invitation:
    """Return the invitation a token is for. Raises NotNow for one that cannot be accepted."""
    invitation = Invitation.objects.select_related("person").filter(token_hash=_hash(token)).first()
    if invitation is None:
        raise rules.NotNow(rules.GONE)
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
                raise rules.NotNow(rules.GONE)
            return _couple(invitation.person, by, now)
    except IntegrityError as error:
        raise rules.NotNow(
            "One of you is already here with somebody. Leave there first, then ask for a new invitation."
        ) from error


def _couple(inviting: Person, joining: Person, now: datetime) -> Couple:
    couple = Couple.objects.create(since=now.date())
    for place, person in (("a", inviting), ("b", joining)):
        places.leave_empty(person.pk, now.date())
        Member.objects.create(couple=couple, person=person, place=place, name=person.name)
        # A second link, sent to somebody else, has had its day.
        withdraw(person)
    return couple
