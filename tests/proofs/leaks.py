"""What a visitor is shown on every page there is."""

from collections.abc import Iterator

from django.db import transaction
from django.test import Client

from tests.proofs.doors import TABLE, address
from tests.proofs.world import World, own, shared

# These end a session or leave the house.
LEAVING = ("exit",)


def pages(world: World) -> Iterator[str]:
    """Every address with a page, those of things being Alice's, and every round of hers."""
    for name, (get, _) in TABLE.items():
        if "405" not in get and name not in LEAVING:
            yield address(world, name)
    yield from (f"/rounds/{round}/" for round in world.rounds.values())
    yield from (f"/us/concerns/{concern}/" for concern in world.concerns.values())
    yield from (f"/us/concerns/{concern}/side/1/" for concern in world.concerns.values())
    yield "/mine/?all=1"


def words_shown(world: World, client: Client) -> set[str]:
    """Which private words a visitor finds on all pages together. The house stays as it was."""
    client.raise_request_exception = False
    words = {word for one in world.people.values() for word in (own(one), shared(one))}
    found: set[str] = set()
    for page in pages(world):
        with transaction.atomic():
            answer = client.get(page)
            transaction.set_rollback(True)
        assert answer.status_code < 500, page
        found |= {word for word in words if word.encode() in answer.content}
    return found
