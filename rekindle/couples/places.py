"""Places in a couple that nobody has any more."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from rekindle.couples.models import Member


def leave_empty(person: UUID, today: date) -> None:
    """A partner who deleted their account leaves nobody to be two with: the place is free for another couple."""
    Member.objects.filter(person_id=person, left=None, couple__members__person__isnull=True).update(left=today)


def empty() -> QuerySet[Member]:
    """The places that nobody has any more. A couple with one of them is over."""
    return Member.objects.filter(Q(left__isnull=False) | Q(person=None))
