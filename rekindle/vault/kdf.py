"""From a passphrase to keys: Argon2id once, then keyed BLAKE2b, both as libsodium has them."""

import hashlib
import threading
import unicodedata
from dataclasses import dataclass

from nacl import pwhash

MIB = 1024 * 1024
SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Cost:
    """What one Argon2id run costs: `ops` passes over `mem` bytes, one lane."""

    ops: int
    mem: int

    def __ge__(self, other: "Cost") -> bool:
        return self.ops >= other.ops and self.mem >= other.mem


PROFILES = {"standard": Cost(3, 128 * MIB), "small": Cost(3, 64 * MIB)}
FLOOR = PROFILES["small"]
# Far above what any profile asks for: a stored cost beyond it would only keep the machine busy.
CEILING = Cost(16, 1024 * MIB)

# Two runs at once hold 256 MiB; a third waits. Memory is the limit here, not the two cores.
_turns = threading.BoundedSemaphore(2)


class TooDear(ValueError):
    """Stored parameters are above the ceiling: someone has changed them."""


class TooCheap(ValueError):
    """Stored parameters are below the floor: someone has weakened them, or they are from before this version."""


def root_key(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """Return the 32-byte root key of a passphrase (any Unicode, NFC) and a 16-byte salt.

    Raises TooCheap and TooDear.
    """
    if not cost >= FLOOR:
        raise TooCheap
    if not cost <= CEILING:
        raise TooDear
    return _argon2id(unicodedata.normalize("NFC", passphrase).encode(), salt, cost)


def slowly(digest: bytes, salt: bytes) -> bytes:
    """32 bytes, each as costly to try as a passphrase at the floor: for a short code that must not be searched for."""
    return _argon2id(digest, salt, FLOOR)


def _argon2id(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    with _turns:
        return pwhash.argon2id.kdf(32, secret, salt, opslimit=cost.ops, memlimit=cost.mem)


def subkey(key: bytes, number: int, context: str) -> bytes:
    """Return a 32-byte subkey, equal to libsodium's crypto_kdf_derive_from_key(32, number, context, key).

    `context` is at most 8 ASCII characters.
    """
    return hashlib.blake2b(
        key=key,
        digest_size=32,
        salt=number.to_bytes(8, "little") + bytes(8),
        person=context.encode("ascii").ljust(16, b"\0"),
    ).digest()


def auth_key(root: bytes) -> bytes:
    """The half that proves who is signing in; its SHA-256 is what the account row holds."""
    return subkey(root, 1, "auth")


def wrap_key(root: bytes) -> bytes:
    """The half that wraps the ring key; never stored."""
    return subkey(root, 2, "wrap")
