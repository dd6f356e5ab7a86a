"""Where the time of a page goes: how often each part is entered, and for how long."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from time import thread_time
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.middleware import gzip
from django.template.backends.django import Template
from nacl import bindings, public, signing

from bench.pages import Page
from rekindle.plan import rules

TIMES = 60


class Clock:
    """Entries and seconds by part. A part inside another is counted in both."""

    def __init__(self) -> None:
        self.entries: dict[str, int] = {}
        self.seconds: dict[str, float] = {}

    def ended(self, part: str, began: float) -> None:
        self.entries[part] = self.entries.get(part, 0) + 1
        self.seconds[part] = self.seconds.get(part, 0) + thread_time() - began

    def around(self, part: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **kwargs: Any) -> Any:
            began = thread_time()
            try:
                return call(*args, **kwargs)
            finally:
                self.ended(part, began)

        return timed

    def query(self, execute: Callable[..., Any], *rest: Any) -> Any:
        return self.around("database queries", execute)(*rest)


OPEN = "crypto_aead_xchacha20poly1305_ietf_decrypt"
WATCHED = (
    ("sealed things opened", bindings, OPEN),
    ("signatures checked", signing.VerifyKey, "verify"),
    ("signing keys made", signing.SigningKey, "__init__"),
    ("box keys made", public.PrivateKey, "__init__"),
    ("choosing the step", rules, "first"),
    ("rendering", Template, "render"),
    ("compressing", gzip, "compress_string"),
)


@contextmanager
def watching(clock: Clock) -> Iterator[None]:
    with ExitStack() as stack:
        for part, owner, name in WATCHED:
            stack.enter_context(patch.object(owner, name, clock.around(part, getattr(owner, name))))
        stack.enter_context(connection.execute_wrapper(clock.query))
        yield


def parts(page: Page) -> list[tuple[str, float, float]]:
    """(part, entries, milliseconds) of one page on average; the last is the whole request, watched."""
    clock = Clock()
    with watching(clock):
        for _ in range(TIMES):
            clock.around("the whole request", page.get)()
    return [(part, clock.entries[part] / TIMES, 1000 * clock.seconds[part] / TIMES) for part in clock.entries]
