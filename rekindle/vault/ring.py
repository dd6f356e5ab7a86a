"""The ring key and its wraps: made at sign-up, re-wrapped when a passphrase or a recovery code changes."""

from uuid import UUID

from django.conf import settings
from nacl import utils

from rekindle.vault import kdf
from rekindle.vault.envelope import Place, Scope, open_envelope, seal
from rekindle.vault.keyring import new_keyring, seal_keyring
from rekindle.vault.models import Keys

# The wraps are told apart by epoch, so that one can never stand in for the other.
PASSPHRASE, RECOVERY = 1, 2


def _place(person: UUID, wrap: int) -> Place:
    return Place(person, person, Scope.RING, wrap)


def cost_now() -> kdf.Cost:
    """What a new wrap costs on this machine, by the KDF_PROFILE setting."""
    return kdf.PROFILES[settings.KDF_PROFILE]


def make_keys(person: UUID, salt: bytes, cost: kdf.Cost, wrap_key: bytes) -> tuple[Keys, bytes]:
    """Return unsaved `Keys` for a new person or a new start, and their ring key (32 bytes)."""
    ring, keyring = utils.random(32), new_keyring()
    public = keyring.public()
    keys = Keys(person_id=person, keyring=seal_keyring(ring, keyring, person), box=public.box, sign=public.sign)
    wrap_by_passphrase(keys, ring, salt, cost, wrap_key)
    return keys, ring


def wrap_by_passphrase(keys: Keys, ring: bytes, salt: bytes, cost: kdf.Cost, wrap_key: bytes) -> None:
    keys.salt, keys.ops, keys.mem = salt, cost.ops, cost.mem
    keys.by_passphrase = seal(wrap_key, ring, _place(keys.person_id, PASSPHRASE))


def wrap_by_recovery(keys: Keys, ring: bytes, secret: bytes) -> None:
    keys.by_recovery = seal(_recovery_key(secret), ring, _place(keys.person_id, RECOVERY))


def ring_by_wrap_key(keys: Keys, wrap_key: bytes) -> bytes:
    """Raises SealBroken."""
    return open_envelope(wrap_key, keys.by_passphrase, _place(keys.person_id, PASSPHRASE))


def ring_by_passphrase(keys: Keys, passphrase: str) -> bytes:
    """One Argon2id run. Raises SealBroken, and TooCheap when the stored cost was weakened."""
    root = kdf.root_key(passphrase, bytes(keys.salt), kdf.Cost(keys.ops, keys.mem))
    return ring_by_wrap_key(keys, kdf.wrap_key(root))


def ring_by_recovery(keys: Keys, secret: bytes) -> bytes:
    """`secret` is 20 random bytes, so it needs no slow hash. Raises SealBroken, also when there is no such wrap."""
    return open_envelope(_recovery_key(secret), keys.by_recovery or b"", _place(keys.person_id, RECOVERY))


def _recovery_key(secret: bytes) -> bytes:
    return kdf.subkey(secret.ljust(32, b"\0"), 3, "recovery")
