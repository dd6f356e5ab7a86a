"""The keyring: every key a person holds, in one sealed blob."""

import hashlib
from uuid import UUID

import msgspec
from nacl import public, signing, utils

from rekindle.vault.envelope import Place, Raw, Scope, open_envelope, seal

SCHEMA = 1


class Pin(msgspec.Struct, frozen=True):
    """The public keys of someone whose four words were compared."""

    box: bytes
    sign: bytes


class Keyring(msgspec.Struct):
    """Keys by epoch, own secrets, pinned keys of others, and what ties the own items together.

    `parted` are the couples this person has left, `said` is a digest of their last word on steps for two, by couple:
    neither a place nor a word that is put back in a row counts against them.
    `heads` and `named` say where the lists and the single documents begin; `count` and `digest` are over all own
    items, so that
    one that was removed or put back from an older copy is noticed.
    """

    data: dict[int, bytes]
    epoch: int
    box: bytes
    sign: bytes
    couples: dict[str, dict[int, bytes]] = {}
    pins: dict[str, Pin] = {}
    parted: list[str] = []
    said: dict[str, bytes] = {}
    heads: dict[str, str] = {}
    named: dict[str, str] = {}
    breaks: int = 0
    count: int = 0
    digest: bytes = bytes(32)
    schema: int = SCHEMA

    @property
    def data_key(self) -> bytes:
        return self.data[self.epoch]

    def public(self) -> Pin:
        """The two public keys, 32 bytes each."""
        return Pin(
            box=bytes(public.PrivateKey(self.box).public_key), sign=bytes(signing.SigningKey(self.sign).verify_key)
        )

    def break_off(self) -> None:
        """After a parting or a change from outside: a new data key, and what waited before waits no more."""
        self.next_epoch()
        self.breaks += 1

    def next_epoch(self) -> None:
        """Begin a new data key; what the old ones sealed still opens."""
        self.epoch += 1
        self.data[self.epoch] = utils.random(32)


def new_keyring() -> Keyring:
    return Keyring(data={1: utils.random(32)}, epoch=1, box=bytes(public.PrivateKey.generate()), sign=utils.random(32))


def seal_keyring(ring: bytes, keyring: Keyring, person: UUID) -> bytes:
    return seal(ring, msgspec.json.encode(keyring), Place(person, person, Scope.RING))


def open_keyring(ring: bytes, envelope: Raw, person: UUID) -> Keyring:
    """Raises SealBroken."""
    return msgspec.json.decode(open_envelope(ring, envelope, Place(person, person, Scope.RING)), type=Keyring)


def item_mark(ring: bytes, item: UUID, epoch: int, blob: bytes) -> int:
    """One item's share of the digest. Marks are added by XOR, so order does not matter and a change costs one item."""
    row = item.bytes + epoch.to_bytes(4, "big") + blob
    mark = hashlib.blake2b(row, key=ring, digest_size=32, person=b"rekindle-digest").digest()
    return int.from_bytes(mark, "big")
