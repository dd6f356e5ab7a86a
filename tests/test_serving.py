"""The server's door: slow lines and costly keys hold nobody up."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from rekindle import asgi
from rekindle.asgi import KEYS, Door

Sent = list[dict[str, Any]]


class Pages:
    """A WSGI application that waits before it answers under KEYS, and otherwise says what it was sent."""

    def __init__(self) -> None:
        self.free, self.waiting = threading.Event(), threading.Semaphore(0)

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterator[bytes]:
        if environ["PATH_INFO"].startswith(KEYS):
            self.waiting.release()
            self.free.wait(10)
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        start("200 OK", [("Content-Type", "text/plain")])
        return iter([body or b"empty"])


@pytest.fixture
def pages() -> Iterator[Pages]:
    pages = Pages()
    yield pages
    pages.free.set()


class Line:
    """One request, sent in pieces; `None` as a piece is a line that stays silent until `over`."""

    def __init__(self, door: Any, path: str, *pieces: bytes | None, length: int | None = None) -> None:
        self.sent: Sent = []
        self.over = asyncio.Event()
        self.pieces = list(pieces)
        size = sum(map(len, filter(None, pieces))) if length is None else length
        headers = [(b"content-length", str(size).encode())] if pieces else []
        scope = {"type": "http", "method": "POST" if pieces else "GET", "path": path, "headers": headers}
        self.scope = {**scope, "query_string": b"", "http_version": "1.1", "root_path": "", "scheme": "http"}
        self.task = asyncio.create_task(door(self.scope, self._receive, self._send))

    async def _receive(self) -> dict[str, Any]:
        piece = self.pieces.pop(0) if self.pieces else b""
        if piece is None:
            await self.over.wait()
            return {"type": "http.disconnect"}
        if piece == b"gone":
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": piece, "more_body": bool(self.pieces)}

    async def _send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)

    async def said(self) -> bytes:
        await asyncio.wait_for(self.task, 5)
        return b"".join(message.get("body", b"") for message in self.sent)


async def behind_slow_lines(door: Door, patience: float) -> bool:
    """Whether a page is there in time while ten forms never arrive."""
    slow = [Line(door, "/mine/new/", b"half", None, length=1000) for _ in range(10)]
    await asyncio.sleep(0.05)
    page = Line(door, "/today/")
    done, _ = await asyncio.wait([page.task], timeout=patience)
    for one in slow:
        one.over.set()
    await asyncio.gather(page.task, *(one.task for one in slow))
    return bool(done)


def test_half_sent_forms_hold_no_thread(pages: Pages) -> None:
    assert asyncio.run(behind_slow_lines(Door(pages), 5))


def test_read_in_the_threads_they_would(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    async def straight(scope: Any, receive: Any) -> Any:
        return receive

    monkeypatch.setattr(asgi, "_gathered", straight)
    assert not asyncio.run(behind_slow_lines(Door(pages), 0.2))


def test_deriving_keys_holds_up_no_page(pages: Pages) -> None:
    async def steps() -> None:
        door = Door(pages)
        signing = [Line(door, path, b"name=a") for path in KEYS * 3]
        while not pages.waiting.acquire(blocking=False):
            await asyncio.sleep(0.01)
        assert await Line(door, "/today/").said() == b"empty"
        assert not any(one.task.done() for one in signing)
        pages.free.set()
        assert {await one.said() for one in signing} == {b"name=a"}

    asyncio.run(steps())


def test_in_one_lane_keys_would_hold_up_pages(pages: Pages) -> None:
    async def steps() -> None:
        door = Door(pages)
        door._keys = door._pages
        signing = [Line(door, "/sign-in/", b"name=a") for _ in range(4)]
        page = Line(door, "/today/")
        await asyncio.sleep(0.2)
        assert not page.task.done()
        pages.free.set()
        for one in (*signing, page):
            await one.said()

    asyncio.run(steps())


def test_a_form_in_pieces_arrives_whole(pages: Pages) -> None:
    async def steps() -> None:
        assert await Line(Door(pages), "/mine/new/", b"text=", b"a", b"b").said() == b"text=ab"

    asyncio.run(steps())


def test_a_form_that_breaks_off_reaches_no_page(pages: Pages) -> None:
    async def steps() -> None:
        line = Line(Door(pages), "/mine/new/", b"text=", b"gone", length=1000)
        assert await line.said() == b""
        assert line.sent == []

    asyncio.run(steps())


def test_a_form_that_is_too_large_is_not_read(pages: Pages) -> None:
    async def steps() -> None:
        line = Line(Door(pages), "/mine/new/", b"x" * 10, b"y" * 10, length=2_000_000)
        await line.said()
        assert line.pieces == [b"x" * 10, b"y" * 10]

    asyncio.run(steps())


def test_everything_is_read_before_the_first_page() -> None:
    """Read by the first pages, each thread would do it again, and two at once could end the process."""
    asked = """
import rekindle.asgi, sys, threading
from rekindle import catalogue
print(catalogue.current.cache_info().currsize, "rekindle.mine.views" in sys.modules, threading.active_count())
"""
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "True", "1"]
