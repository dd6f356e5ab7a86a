"""The people of the tests. Alice and Bob are a couple, Charlie is a stranger, Dana has left hers."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from django.test import Client

from rekindle.accounts import verbs
from rekindle.accounts.models import Person
from rekindle.couples import invitations
from rekindle.couples.pair import Pair, pair_of
from rekindle.safety import gate
from rekindle.vault.store import Vault

NOW = datetime(2026, 3, 4, 19, 30, tzinfo=UTC)
PASSPHRASE = "anchor violet tunnel maple drift"


@dataclass
class Actor:
    person: Person
    ring: bytes

    @property
    def vault(self) -> Vault:
        """Opened anew, as in a new request."""
        return Vault(self.person.pk, self.ring)

    @property
    def pair(self) -> Pair:
        pair = pair_of(self.vault)
        assert pair
        return pair

    def client(self, *, unlocked: bool = True) -> Client:
        client = Client()
        client.post("/sign-in/", {"username": self.person.username, "passphrase": PASSPHRASE, "device": "own"})
        if not unlocked:
            client.post("/lock/")
        return client


def actor(name: str) -> Actor:
    person, ring = verbs.create(uuid4(), name.casefold(), name, None, PASSPHRASE)
    return Actor(person, ring)


def couple(a: str = "Alice", b: str = "Bob", *, confirmed: bool = True) -> tuple[Actor, Actor]:
    first, second = actor(a), actor(b)
    invitations.accept(invitations.invite(first.person, NOW), second.person, NOW)
    if confirmed:
        first.pair.confirm()
        second.pair.confirm()
    return first, second


def clear_and_willing(*people: Actor, now: datetime = NOW) -> None:
    for one in people:
        gate.clear(one.vault, one.pair, now)
        gate.wish(one.vault, one.pair, now, together=True)
