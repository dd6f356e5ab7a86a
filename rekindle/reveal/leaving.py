"""What is left of rounds when one of the two erases their account."""

from uuid import UUID

from rekindle.couples.models import Member
from rekindle.reveal.models import Answer, Round
from rekindle.reveal.rules import Held


def erase_pending(person: UUID) -> None:
    """Answers that only this person could open go, and rounds that are empty then.

    What was shared stays the other one's copy.
    """
    for couple, place in Member.objects.filter(person_id=person).values_list("couple_id", "place"):
        Answer.objects.filter(round__couple=couple, place=place, held=Held.PENDING.value).delete()
        Round.objects.filter(couple=couple, answers=None).delete()
