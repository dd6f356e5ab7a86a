"""A socket from its handshake to its end. The ordinary page decides who gets one; then a number goes out, no more."""

import asyncio
import json
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import parse_cookie
from django.urls import Resolver404, resolve

from rekindle.live.hub import SURE, Hub, Socket

HEARTBEAT = 10.0
# Handshakes that are decided at once: after a restart everybody comes back together, and pages have to go on.
AT_ONCE = 2
NOT_READ = 1008
# All that the page needs to know of a handshake.
KEPT = (b"host", b"cookie", b"x-forwarded-proto")
BY_ITSELF = (b"x-part", b"1")
PORTS = {"http": 80, "https": 443}


class Sockets:
    """An ASGI application for websockets. `pages` is the one for everything else, with all its guards."""

    def __init__(self, pages: Any, hub: Hub) -> None:
        self._pages, self._hub, self._turn = pages, hub, asyncio.Semaphore(AT_ONCE)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await receive()
        self._hub.begin()
        if socket := self._wished_for(scope):
            # Watched from before the page is asked, so that nothing said meanwhile is missed.
            with self._hub.here(socket):
                if await self._admitted(socket, scope):
                    await send({"type": "websocket.accept"})
                    await _open(socket, receive, send)
                    return
        await send({"type": "websocket.close"})

    def _wished_for(self, scope: Any) -> Socket | None:
        """A socket that the page may be asked about; None where it need not be."""
        thread, session = thread_of(scope), session_of(scope)
        fits = thread and session and own_origin(scope) and self._hub.has_room(session)
        return Socket(thread, session) if fits and thread else None

    async def _admitted(self, socket: Socket, scope: Any) -> bool:
        """Whether the page at this address is there for this browser; then the socket knows where the thread stands."""
        async with self._turn:
            socket.sure = asyncio.get_running_loop().time()
            status, body = await _asked(self._pages, scope)
        if status == 200:
            socket.news(int(body))
        return status == 200


async def _open(socket: Socket, receive: Any, send: Any) -> None:
    writing = asyncio.create_task(_write(socket, send))
    try:
        heard = await receive()
    finally:
        writing.cancel()
        with suppress(asyncio.CancelledError, OSError):
            await writing
    if heard["type"] == "websocket.receive":
        # Whoever speaks on a line that only listens is no page of ours.
        await send({"type": "websocket.close", "code": NOT_READ})


async def _write(socket: Socket, send: Any) -> None:
    """Say the number when it grows, and now and then anyway, so that the browser can tell a dead line.

    The session was open no more than SURE seconds ago, or nothing is said: the watch stirs this again when it has
    looked. That is enough for a number that says nothing; the words behind it come through a page, which asks anew.
    """
    while not socket.end:
        with suppress(TimeoutError):
            async with asyncio.timeout(HEARTBEAT):
                await socket.stirred.wait()
        socket.stirred.clear()
        if not socket.end and asyncio.get_running_loop().time() - socket.sure < SURE:
            socket.told = socket.n
            await send({"type": "websocket.send", "text": json.dumps({"n": socket.n})})
    await send({"type": "websocket.close", "code": socket.end})


async def _asked(pages: Any, scope: Any) -> tuple[int, bytes]:
    """Status and body that the page at the socket's own address has for this browser."""
    headers = [*(pair for pair in scope["headers"] if pair[0] in KEPT), BY_ITSELF]
    plain = {"ws": "http", "wss": "https"}[scope["scheme"]]
    request = {**scope, "type": "http", "method": "GET", "scheme": plain, "query_string": b"", "headers": headers}
    said: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    await pages(request, receive, send)
    return said[0]["status"], b"".join(one.get("body", b"") for one in said)


def thread_of(scope: Any) -> UUID | None:
    """The thread whose address this is; None for any other address."""
    try:
        found = resolve(scope["path"])
    except Resolver404:
        return None
    return found.kwargs["id"] if found.url_name == "live" else None


def session_of(scope: Any) -> str:
    """The session's key as pages read it, or "". More than one header of cookies is none."""
    headers = [text for name, text in scope["headers"] if name == b"cookie"]
    return parse_cookie(headers[0].decode("latin-1")).get(settings.SESSION_COOKIE_NAME, "") if len(headers) == 1 else ""


def own_origin(scope: Any) -> bool:
    """Whether the handshake comes from a page of this very site: scheme, name and port.

    Every site may open a socket to every other, cookies come along, and no browser asks first.
    """
    origins = [text.decode("latin-1") for name, text in scope["headers"] if name == b"origin"]
    return origins == [_as_browsers_say_it(settings.ORIGIN)]


def _as_browsers_say_it(origin: str) -> str:
    """In small letters, without the port that goes without saying."""
    parts = urlsplit(origin)
    port = "" if parts.port in (None, PORTS.get(parts.scheme)) else f":{parts.port}"
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}{port}"
