"""What is open between two people, by kind, without opening any of it."""

from uuid import UUID

from rekindle.couples.pair import Pair
from rekindle.ledger.models import Thread


def open_things(pair: Pair) -> dict[str, UUID]:
    """The id of the newest open thread of each kind."""
    # “In”, because SQLite takes “not closed” for no value to look up in an index.
    rows = Thread.objects.filter(couple=pair.couple.pk, closed__in=[False]).order_by("day").values_list("kind", "pk")
    return dict(rows)
