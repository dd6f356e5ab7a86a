"""What is inside a question, an answer and a reply, and the commitment to an answer."""

import hashlib
from typing import Any, NamedTuple, TypeVar

import msgspec

from rekindle.vault.envelope import SealBroken

Body = dict[str, Any]
T = TypeVar("T")


class Prompt(msgspec.Struct):
    """What is asked: a step of a practice with its title, or to compare check-ups."""

    kind: str
    slug: str = ""
    step: str = ""
    title: str = ""


class Said(msgspec.Struct):
    """The inside of an answer. `salt` makes the commitment unguessable; `against` is the commitment it answers."""

    body: Body
    salt: bytes
    against: bytes = b""
    taken_back: bool = False


class Reply(msgspec.Struct):
    """The inside of a reply; `at` is an ISO time, for the order alone."""

    text: str
    at: str


class Replied(NamedTuple):
    at: str
    place: str
    text: str


def read(content: bytes, shape: type[T]) -> T:
    """Sealed JSON as `shape`. Raises SealBroken: the other one's side may have sealed anything."""
    try:
        return msgspec.json.decode(content, type=shape)
    except (msgspec.DecodeError, RecursionError):
        raise SealBroken from None


def committed(said: Said) -> bytes:
    """The 32-byte commitment to an answer: its words and its salt."""
    content = msgspec.json.encode(said.body) + said.salt
    return hashlib.blake2b(content, digest_size=32, person=b"rekindle-commit").digest()
