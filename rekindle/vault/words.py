"""Secrets that people can read, say and write down: passphrases, recovery codes, the four-word check.

The list is the 2,048 English words of BIP 39, chosen so that four letters tell any two of them apart.
"""

import hashlib
import secrets
from functools import cache
from pathlib import Path

from rekindle.vault import kdf

RECOVERY_BITS, RECOVERY_WORDS = 160, 15


class NotACode(ValueError):
    """These words are not a recovery code: one is not in the list, or the check part does not fit."""


@cache
def word_list() -> tuple[str, ...]:
    return tuple((Path(__file__).parent / "english.txt").read_text(encoding="ascii").split())


def new_passphrase() -> str:
    """Five words, 55 bits; behind Argon2id at 64 MiB or more that is beyond guessing."""
    return " ".join(secrets.choice(word_list()) for _ in range(5))


def _spell(number: int, count: int) -> list[str]:
    return [word_list()[(number >> (11 * place)) & 2047] for place in reversed(range(count))]


def recovery_words(secret: bytes) -> list[str]:
    """Fifteen words for 20 random bytes: 160 bits and a 5-bit check."""
    check = hashlib.sha256(secret).digest()[0] >> 3
    return _spell((int.from_bytes(secret, "big") << 5) | check, RECOVERY_WORDS)


def recovery_secret(text: str) -> bytes:
    """Return the 20 bytes of fifteen words in any case and spacing; the first four letters of each are enough.

    Raises NotACode.
    """
    by_start = {word[:4]: index for index, word in enumerate(word_list())}
    words = text.lower().replace(",", " ").split()
    if len(words) != RECOVERY_WORDS or any(word[:4] not in by_start for word in words):
        raise NotACode
    number = 0
    for word in words:
        number = (number << 11) | by_start[word[:4]]
    secret = (number >> 5).to_bytes(RECOVERY_BITS // 8, "big")
    if number & 31 != hashlib.sha256(secret).digest()[0] >> 3:
        raise NotACode
    return secret


def check_words(couple: bytes, *keys: bytes) -> list[str]:
    """The four words two people compare by voice: 44 bits over both people's public keys, the same in either order.

    Somebody in the middle would look for one key for each side such that both see the same words, which takes about
    2**22 tries a side. That is why each try costs a run of Argon2id. `couple` is 16 bytes.
    """
    digest = hashlib.blake2b(b"".join(sorted(keys)), digest_size=32, person=b"rekindle-words").digest()
    return _spell(int.from_bytes(kdf.slowly(digest, couple)[:8], "big") >> 20, 4)
