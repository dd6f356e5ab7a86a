"""The sealed envelope: XChaCha20-Poly1305 over padded content, bound to where it belongs, committed to its key.

    version(1) | nonce(24) | key commitment(16) | ciphertext and tag
    associated data: version | item uuid(16) | owner uuid(16) | scope(1) | epoch(4, big-endian)

Each piece is libsodium's own, so that another programme can open an envelope given the key.
"""

import hashlib
import hmac
from enum import IntEnum
from typing import NamedTuple
from uuid import UUID

from nacl import bindings, exceptions, signing, utils

VERSION = 1
NONCE, COMMITMENT, SIGNATURE = 24, 16, 64
FIRST_PAD = 1024
# What a database column gives back.
Raw = bytes | memoryview


class SealBroken(Exception):
    """The envelope does not open: wrong key, wrong place, or it was changed."""


class Scope(IntEnum):
    """Who an envelope is for. Part of the associated data: a flag flipped in a row opens nothing."""

    RING = 0
    PRIVATE = 1
    PENDING = 2
    COUPLE = 3
    REPORT = 4


class Place(NamedTuple):
    """Where an envelope belongs."""

    item: UUID
    owner: UUID
    scope: Scope
    epoch: int = 0

    def bound(self) -> bytes:
        return b"".join(
            (bytes([VERSION]), self.item.bytes, self.owner.bytes, bytes([self.scope]), self.epoch.to_bytes(4, "big"))
        )


def pad(content: bytes) -> bytes:
    """Pad to 1 KiB, 2 KiB, 4 KiB and so on (ISO 7816-4), so that a size says little about a text."""
    size = FIRST_PAD
    while size < len(content) + 1:
        size *= 2
    return (content + b"\x80").ljust(size, b"\0")


def unpad(padded: bytes) -> bytes:
    content, mark, zeros = padded.rpartition(b"\x80")
    if not mark or zeros.strip(b"\0"):
        raise SealBroken
    return content


def _commitment(key: bytes, nonce: bytes) -> bytes:
    # An AEAD alone lets one ciphertext open under two keys; this ties it to one.
    return hashlib.blake2b(nonce, key=key, digest_size=COMMITMENT, person=b"rekindle-commit").digest()


def seal(key: bytes, content: bytes, place: Place, nonce: bytes | None = None) -> bytes:
    """Return the envelope of `content` under a 32-byte `key`. `nonce` is for test vectors only."""
    nonce = nonce or utils.random(NONCE)
    box = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(pad(content), place.bound(), nonce, key)
    return bytes([VERSION]) + nonce + _commitment(key, nonce) + box


def open_envelope(key: bytes, envelope: Raw, place: Place) -> bytes:
    """Return the content. Raises SealBroken for a wrong key, another place, or any changed byte."""
    envelope = bytes(envelope)
    head = 1 + NONCE + COMMITMENT
    if len(envelope) < head + 16 or envelope[0] != VERSION:
        raise SealBroken
    nonce, commitment = envelope[1 : 1 + NONCE], envelope[1 + NONCE : head]
    if not hmac.compare_digest(commitment, _commitment(key, nonce)):
        raise SealBroken
    try:
        padded = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(envelope[head:], place.bound(), nonce, key)
    except exceptions.CryptoError as error:
        raise SealBroken from error
    return unpad(padded)


def seal_signed(key: bytes, seed: bytes, content: bytes, place: Place) -> bytes:
    """As `seal`, with the author's Ed25519 signature over associated data and ciphertext in front."""
    envelope = seal(key, content, place)
    return signing.SigningKey(seed).sign(place.bound() + envelope).signature + envelope


def open_signed(key: bytes, author: bytes, signed: Raw, place: Place) -> bytes:
    """Check the author's signature with their 32-byte public key, then open. Raises SealBroken."""
    signed = bytes(signed)
    signature, envelope = signed[:SIGNATURE], signed[SIGNATURE:]
    verify(author, place.bound() + envelope, signature)
    return open_envelope(key, envelope, place)


def sign(seed: bytes, message: bytes) -> bytes:
    """Return the 64-byte Ed25519 signature of `message`."""
    return signing.SigningKey(seed).sign(message).signature


def verify(author: bytes, message: bytes, signature: bytes) -> None:
    """Raise SealBroken unless `signature` is the author's own over `message`."""
    try:
        signing.VerifyKey(author).verify(message, signature)
    except (exceptions.CryptoError, ValueError) as error:
        raise SealBroken from error
