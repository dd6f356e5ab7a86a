"""What is left of a couple when one of them erases their account: the other one's copy, or nothing."""

from uuid import UUID

from django.utils import timezone

from rekindle.couples.models import Couple, Member


def erase_places(person: UUID) -> None:
    """Both places become free. A couple in which nobody is left goes, with everything that was sealed to it."""
    couples = list(Member.objects.filter(person_id=person).values_list("couple_id", flat=True))
    Member.objects.filter(couple__in=couples, left=None).update(left=timezone.localdate())
    Member.objects.filter(person_id=person).update(person=None)
    inhabited = Member.objects.filter(couple__in=couples, person__isnull=False).values("couple_id")
    Couple.objects.filter(pk__in=couples).exclude(pk__in=inhabited).delete()
