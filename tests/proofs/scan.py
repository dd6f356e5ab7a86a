"""Looks for words in bytes, however they were written down."""

import base64
import html
import json
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import quote

Canaries = dict[str, list[str]]
STREAMS = (b"\x1f\x8b\x08", b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
LONGEST_STREAM = 5_000_000
BYTES = "bytes:"


def encodings(text: str) -> dict[str, tuple[bytes, ...]]:
    """A text (or bytes, written as “bytes:” and hex) as it might lie about: by name, every form it can take there."""
    raw = text.encode()
    if text.startswith(BYTES):
        raw = bytes.fromhex(text.removeprefix(BYTES))
        text = raw.decode("latin-1")
    return {
        "utf-8": (raw,),
        "utf-16-le": (text.encode("utf-16-le"),),
        "utf-16-be": (text.encode("utf-16-be"),),
        "base64": tuple(_base64(raw)),
        "hex": (raw.hex().encode(), raw.hex().upper().encode()),
        "url": (quote(text, safe="").encode(), quote(text).encode()),
        "json": (json.dumps(text)[1:-1].encode(), json.dumps(text, ensure_ascii=False)[1:-1].encode()),
        "html": (html.escape(text).encode(),),
    }


def _base64(raw: bytes) -> Iterator[bytes]:
    """The part of it that stays the same whatever stands before and after: three ways to lie across six-bit letters."""
    for before in range(3):
        coded = base64.b64encode(bytes(before) + raw).rstrip(b"=")
        inner = coded[(0, 2, 3)[before] : len(coded) - ((before + len(raw)) % 3 != 0)]
        yield inner
        yield inner.translate(bytes.maketrans(b"+/", b"-_"))


def inside(blob: bytes) -> Iterator[bytes]:
    """The bytes, and whatever was compressed among them."""
    yield blob
    view = memoryview(blob)
    for begins in STREAMS:
        at = blob.find(begins)
        while at >= 0:
            with suppress(zlib.error):
                yield zlib.decompressobj(47).decompress(view[at:], LONGEST_STREAM)
            at = blob.find(begins, at + 1)


def _found(parts: list[bytes], canaries: list[str]) -> set[str]:
    """Which of the canaries are in there. All of them begin alike, so most places are done with quickly."""
    seen: set[str] = set()
    for name, forms in encodings(mark_of(canaries)).items():
        for part in parts:
            if any(form in part for form in forms):
                seen |= {one for one in canaries if any(form in part for form in encodings(one)[name])}
    return seen


def mark_of(canaries: list[str]) -> str:
    """What all of them begin with."""
    first, last = min(canaries), max(canaries)
    same = next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))
    # Whole bytes only, where it is bytes.
    return first[: same - same % 2] if first.startswith(BYTES) else first[:same]


def counts(blob: bytes, canaries: Canaries) -> dict[str, int]:
    """How many of each class are in there."""
    parts, known = list(inside(blob)), {one: name for name, several in canaries.items() for one in several}
    groups: dict[str, list[str]] = {}
    for one in known:
        groups.setdefault(one[:5], []).append(one)
    seen = Counter(known[one] for several in groups.values() for one in _found(parts, several))
    return {name: seen[name] for name in canaries}
