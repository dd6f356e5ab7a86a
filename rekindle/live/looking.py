"""What the database knows of everybody who has a socket open, with three queries however many they are."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import close_old_connections, connection
from django.db.models import Exists, OuterRef
from django.utils import timezone

from rekindle.couples import places
from rekindle.ledger.models import Thread
from rekindle.vault.unlocking import still_open


class Sight(NamedTuple):
    """The sessions that are still unlocked, and the newest entry's number of every thread whose couple is together."""

    sessions: set[str]
    numbers: dict[UUID, int]


Look = Callable[[Collection[str], Collection[UUID]], Sight]


def look(sessions: Collection[str], threads: Collection[UUID]) -> Sight:
    """For a thread of its own: keeps its connection as requests do, and drops one that has failed."""
    close_old_connections()
    try:
        return seen(sessions, threads, timezone.now())
    except Exception:
        connection.close()
        raise


def seen(sessions: Collection[str], threads: Collection[UUID], now: datetime) -> Sight:
    over = Exists(places.empty().filter(couple=OuterRef("couple")))
    numbers = Thread.objects.filter(pk__in=threads).exclude(over).values_list("pk", "n")
    return Sight(still_open(sessions, now), dict(numbers))
