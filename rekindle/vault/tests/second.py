"""A second reading of the envelope's format, from its description alone: HChaCha20 in Python, the rest by OpenSSL."""

import hashlib
import struct
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

MASK = 0xFFFFFFFF
CONSTANTS = (0x61707865, 0x3320646E, 0x79622D32, 0x6B206574)
COLUMNS = ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15))
DIAGONALS = ((0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14))


def hchacha20(key: bytes, nonce: bytes) -> bytes:
    """32 bytes from a 32-byte key and 16 bytes of nonce (draft-irtf-cfrg-xchacha-03, section 2.2)."""
    state = [*CONSTANTS, *struct.unpack("<8L", key), *struct.unpack("<4L", nonce)]
    for _ in range(10):
        for where in COLUMNS + DIAGONALS:
            _quarter(state, *where)
    return struct.pack("<8L", *state[:4], *state[12:])


def _quarter(state: list[int], a: int, b: int, c: int, d: int) -> None:
    for into, other, mixed, by in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        state[into] = (state[into] + state[other]) & MASK
        word = state[mixed] ^ state[into]
        state[mixed] = (word << by | word >> (32 - by)) & MASK


def associated(item: UUID, owner: UUID, scope: int, epoch: int) -> bytes:
    return struct.pack(">B16s16sBL", 1, item.bytes, owner.bytes, scope, epoch)


def commitment(key: bytes, nonce: bytes) -> bytes:
    return hashlib.blake2b(nonce, key=key, digest_size=16, person=b"rekindle-commit").digest()


def padded(content: bytes) -> bytes:
    """A byte 0x80, then zeros up to 1 KiB, or twice that, and so on."""
    size = 1024
    while size <= len(content):
        size += size
    return content + b"\x80" + bytes(size - len(content) - 1)


def sealed(key: bytes, nonce: bytes, content: bytes, bound: bytes) -> bytes:
    """version | nonce | key commitment | ciphertext and tag."""
    inner = ChaCha20Poly1305(hchacha20(key, nonce[:16]))
    box = inner.encrypt(bytes(4) + nonce[16:], padded(content), bound)
    return b"\x01" + nonce + commitment(key, nonce) + box


def opened(key: bytes, envelope: bytes, bound: bytes) -> bytes:
    """The content, checked by nothing but the tag. Raises cryptography's InvalidTag."""
    nonce = envelope[1:25]
    inner = ChaCha20Poly1305(hchacha20(key, nonce[:16]))
    return inner.decrypt(bytes(4) + nonce[16:], envelope[41:], bound).rstrip(b"\0")[:-1]
