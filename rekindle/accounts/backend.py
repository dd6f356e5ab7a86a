"""One Argon2id run for two ends: the half that proves who is signing in, and the half that opens the ring."""

import hashlib
import hmac
from typing import Any, NamedTuple

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import BasePasswordHasher
from nacl import utils

from rekindle.accounts.models import Person
from rekindle.vault import kdf
from rekindle.vault.ring import cost_now


class Proof(NamedTuple):
    """What a passphrase gave: where it was salted, what it cost, and the key that opens the ring."""

    salt: bytes
    cost: kdf.Cost
    wrap_key: bytes
    stored: str


def prove(passphrase: str, salt: bytes | None = None, cost: kdf.Cost | None = None) -> Proof:
    """Run Argon2id once. `stored` is what belongs in `Person.password`."""
    salt, cost = salt or utils.random(kdf.SALT_BYTES), cost or cost_now()
    root = kdf.root_key(passphrase, salt, cost)
    verifier = hashlib.sha256(kdf.auth_key(root)).hexdigest()
    return Proof(salt, cost, kdf.wrap_key(root), f"rekindle${cost.ops}${cost.mem}${salt.hex()}${verifier}")


def check(person: Person | None, passphrase: str) -> Proof | None:
    """Return the proof when the passphrase is this person's. An unknown person costs the same time."""
    try:
        _, ops, mem, salt, _ = person.password.split("$") if person else ("", "", "", "", "")
        proof = prove(passphrase, bytes.fromhex(salt), kdf.Cost(int(ops), int(mem)))
    except ValueError:
        # Nobody, a stored cost below the floor, or a text that no passphrase can be.
        prove("")
        return None
    return proof if person and hmac.compare_digest(proof.stored.encode(), person.password.encode()) else None


class PassphraseBackend(BaseBackend):
    """Names the person of a session. Checking a passphrase is `check`, because it gives a key as well."""

    def get_user(self, user_id: Any) -> Person | None:
        return Person.objects.filter(pk=user_id).first()


class NoHasher(BasePasswordHasher):
    """Django's own ways of setting a password would make an account that opens nothing, so they are refused."""

    algorithm = "rekindle"

    def encode(self, password: str, salt: str) -> str:
        raise NotImplementedError("A passphrase is set by its owner, on the page.")

    def verify(self, password: str, encoded: str) -> bool:
        return False

    def safe_summary(self, encoded: str) -> dict[Any, Any]:
        return {"algorithm": self.algorithm}
