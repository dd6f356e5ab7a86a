"""What the rooms above say when they have written something down."""

from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import transaction

from rekindle.live.hub import Hub

# One a process. It hears nothing until a server begins it.
hub = Hub(redis=settings.REDIS_URL)


def tell(thread: UUID, n: int) -> None:
    """Say to both that the thread has got to `n`, once the transaction around this is through.

    Waits for nothing and raises nothing. Where no server runs, nobody is there to be told, and nothing happens.
    """
    transaction.on_commit(partial(hub.tell, thread, n))
