"""The two places of a couple: found with one query, and freed once the other person's account is gone."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from rekindle.couples.models import Couple, Member
from rekindle.vault.keyring import Pin

# Both places with the keys that belong to them; of the keyrings one's own opens. Written out, because it is asked on
# every page, and putting such a query together takes Django several times as long as answering it takes the database.
TWO = """
    SELECT two.*, keys.box, keys.sign, keys.keyring
    FROM couples_member AS two LEFT JOIN vault_keys AS keys ON keys.person_id = two.person_id
    WHERE two.couple_id = (SELECT couple_id FROM couples_member WHERE person_id = %s AND {which})
"""
NOW, THAT = TWO.format(which='"left" IS NULL'), TWO.format(which="couple_id = %s")
LAST = TWO.format(which='"left" IS NOT NULL ORDER BY "left" DESC, id DESC LIMIT 1')


class Two(NamedTuple):
    """A couple as one of the two sees it.

    `theirs` are the other one's public keys as they stand in the row, `keyring` is one's own, sealed.
    """

    couple: Couple
    me: Member
    other: Member
    theirs: Pin | None
    keyring: bytes


def now(person: UUID) -> Two | None:
    """The couple this person has not left."""
    return _seen_by(person, NOW, person.hex)


def that(person: UUID, couple: UUID) -> Two | None:
    """One couple, if this person is or was in it."""
    return _seen_by(person, THAT, person.hex, couple.hex)


def last(person: UUID) -> Two | None:
    """The couple this person left last."""
    return _seen_by(person, LAST, person.hex)


def _seen_by(person: UUID, query: str, *values: str) -> Two | None:
    both = list(Member.objects.raw(query, values))
    me = next((one for one in both if one.person_id == person), None)
    other = next((one for one in both if one is not me), None)
    if me is None or other is None:
        return None
    # Nobody without keys has a couple; a row that is gone opens nothing.
    keyring: bytes = me.keyring or b""  # type: ignore[attr-defined]
    return Two(_couple_of(me), me, other, _keys_of(other), keyring)


def _couple_of(member: Member) -> Couple:
    """Known by its id; the rest of it is read if somebody asks."""
    return Couple.from_db("default", ["id"], [member.couple_id])


def _keys_of(member: Member) -> Pin | None:
    box, sign = member.box, member.sign  # type: ignore[attr-defined]
    return Pin(box, sign) if box else None


def leave_empty(person: UUID, today: date) -> None:
    """A partner who deleted their account leaves nobody to be two with: the place is free for another couple."""
    Member.objects.filter(person_id=person, left=None, couple__members__person__isnull=True).update(left=today)


def empty() -> QuerySet[Member]:
    """The places that nobody has any more. A couple with one of them is over."""
    return Member.objects.filter(Q(left__isnull=False) | Q(person=None))
