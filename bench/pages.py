"""How long the server works on a page: whole requests through every middleware, two pages taken in turn."""

import gc
import io
from collections.abc import Callable, Sequence
from time import thread_time
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.test import Client

WARM = 30


class Page:
    """One page as one browser asks for it, from the request's bytes to the last byte of the answer."""

    def __init__(self, browser: Client, path: str) -> None:
        self.application, self.path, self.environ = WSGIHandler(), path, self._environ(browser, path)

    def _environ(self, browser: Client, path: str) -> dict[str, Any]:
        cookies = "; ".join(f"{name}={one.value}" for name, one in browser.cookies.items())
        return {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "SCRIPT_NAME": "",
            "QUERY_STRING": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost:8000",
            "HTTP_ACCEPT_ENCODING": "gzip, deflate, br",
            "HTTP_COOKIE": cookies,
            "wsgi.url_scheme": "http",
        }

    def get(self) -> bytes:
        """The body. Raises AssertionError unless the page is there."""
        said: list[str] = []

        def start(status: str, headers: Sequence[tuple[str, str]], exc: object = None) -> Callable[[bytes], object]:
            said.append(status)
            return io.BytesIO().write

        answer = self.application({**self.environ, "wsgi.input": io.BytesIO()}, start)
        body = b"".join(answer)
        answer.close()
        assert said == ["200 OK"], (self.path, said)
        return body

    def timed(self) -> float:
        """Seconds."""
        began = thread_time()
        self.get()
        return thread_time() - began


def in_turn(pages: Sequence[Page], times: int) -> list[list[float]]:
    """Seconds of each page, asked in turn, so that whatever else the machine does falls on all of them alike."""
    found: list[list[float]] = [[] for _ in pages]
    for page in pages:
        for _ in range(WARM):
            page.get()
    gc.collect()
    for n in range(times):
        # First one way, then the other: none of them always follows the same neighbour.
        for index in range(len(pages))[:: 1 if n % 2 else -1]:
            found[index].append(pages[index].timed())
    return found
