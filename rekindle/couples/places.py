"""A place in a couple, once the other person's account is gone."""

from datetime import date
from uuid import UUID

from rekindle.couples.models import Member


def leave_empty(person: UUID, today: date) -> None:
    """A partner who deleted their account leaves nobody to be two with: the place is free for another couple."""
    Member.objects.filter(person_id=person, left=None, couple__members__person__isnull=True).update(left=today)
