"""Finds a round through the person who asks for it."""

from uuid import UUID

from rekindle.couples.models import Member
from rekindle.couples.pair import Pair, pair_of
from rekindle.reveal.models import Round
from rekindle.reveal.rounds import seat
from rekindle.reveal.seat import Seat
from rekindle.vault.store import Vault


def find(vault: Vault, id: UUID, pair: Pair | None = None) -> Seat:
    """A round of this person's couple, now or earlier. `pair` is the one they are in now.

    Raises Round.DoesNotExist for a round of other people, and for one that is gone.
    """
    couples = Member.objects.filter(person_id=vault.person).values("couple")
    round = Round.objects.only("couple_id").get(pk=id, couple__in=couples)
    if pair is None or pair.couple.pk != round.couple_id:
        pair = pair_of(vault, round.couple_id)
    if pair is None:
        raise Round.DoesNotExist
    return seat(pair, id)
