"""The server's one door: plain WSGI pages in a few threads beside the event loop, and sockets on it.

docs/decisions/0004-serving.md and 0006-live.md have the reasons and the figures.
"""

import os
from typing import Any

import msgspec
from a2wsgi import WSGIMiddleware

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rekindle.settings")

from django.conf import settings  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402

PAGES: Any = get_wsgi_application()

from django.urls import get_resolver  # noqa: E402

from rekindle import catalogue  # noqa: E402
from rekindle.live.sockets import Sockets  # noqa: E402
from rekindle.live.telling import hub  # noqa: E402

# Behind these a passphrase becomes a key, which takes half a second of a core and 128 MiB.
KEYS = ("/sign-in/", "/sign-up/", "/unlock/", "/join/", "/reset/", "/settings/")


class Door:
    """An ASGI application over a WSGI one. Keys are derived in a lane of their own: pages never queue behind them."""

    def __init__(self, pages: Any, threads: int = 4, for_keys: int = 2) -> None:
        self._pages = WSGIMiddleware(pages, workers=threads)
        self._keys = WSGIMiddleware(pages, workers=for_keys)
        self._sockets = Sockets(self._pages, hub)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        other: dict[str, Any] = {"websocket": self._sockets, "lifespan": _lifespan}
        lane = other.get(scope["type"], self._pages)
        if scope["type"] == "http" and scope["method"] == "POST":
            lane = self._keys if scope["path"].startswith(KEYS) else self._pages
            receive = await _gathered(scope, receive)
        if receive:
            await lane(scope, receive, send)


async def _lifespan(_: Any, receive: Any, send: Any) -> None:
    """Hear what other threads and processes tell from the first request on, until the last one is answered."""
    await receive()
    hub.begin()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await hub.end()
    await send({"type": "lifespan.shutdown.complete"})


async def _gathered(scope: Any, receive: Any) -> Any:
    """A `receive` that has the whole form already, so that a slow line holds no thread. None when it broke off.

    A form that is too large is not read at all: its announced length is enough to be refused in plain words.
    """
    body, more = bytearray(), _length(scope) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        more = message.get("more_body", False) and len(body) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE

    async def whole() -> dict[str, Any]:
        return {"type": "http.request", "body": bytes(body), "more_body": False}

    return whole


def _length(scope: Any) -> int:
    text = dict(scope["headers"]).get(b"content-length", b"0")
    return int(text) if text.isdigit() else 0


def _read_in(shape: type[msgspec.Struct] = msgspec.Struct) -> None:
    """Make out every shape of ours that is read from JSON or from content.

    Two threads that make out the same one for the first time can end the whole process (msgspec 0.22).
    """
    for one in shape.__subclasses__():
        if one.__module__.startswith("rekindle."):
            msgspec.json.Decoder(one)
        _read_in(one)


# Before there are threads: each of them would read all content for its first page, one in the other's way.
_ = get_resolver().url_patterns
catalogue.current()
_read_in()
application = Door(PAGES)
