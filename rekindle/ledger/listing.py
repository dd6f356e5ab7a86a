"""What is open between two people, by kind, without opening any of it."""

from uuid import UUID

from rekindle.couples.pair import Pair
from rekindle.ledger.models import Thread


def open_things(pair: Pair) -> dict[str, UUID]:
    """The id of an open thread of each kind; of a kind, hardly ever are two open."""
    # “In”, because SQLite takes “not closed” for no value to look up in an index.
    rows = Thread.objects.filter(couple=pair.couple.pk, closed__in=[False]).values_list("kind", "pk")
    return dict(rows)
