"""A socket without a network: what a browser's handshake looks like to the server, and what it is told."""

import asyncio
import json
from collections.abc import Collection
from typing import Any
from uuid import UUID, uuid4

from rekindle.live.hub import Hub
from rekindle.live.looking import Sight
from rekindle.live.sockets import Sockets

THREAD = uuid4()
ORIGIN = "http://localhost:8000"


class House:
    """Pages that answer with `status` and the number; a database in which all is well unless it is said otherwise."""

    def __init__(self, status: int = 200, n: int = 3) -> None:
        self.status, self.n, self.asked = status, n, []
        self.locked: set[str] = set()
        self.over: set[UUID] = set()
        self.blind: Exception | None = None
        self.looks = 0
        self.hub = Hub(look=self.look)
        self.door = Sockets(self.pages, self.hub)

    async def pages(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked.append(scope)
        await send({"type": "http.response.start", "status": self.status, "headers": []})
        await send({"type": "http.response.body", "body": str(self.n).encode()})

    def look(self, sessions: Collection[str], threads: Collection[UUID]) -> Sight:
        self.looks += 1
        if self.blind:
            raise self.blind
        return Sight(set(sessions) - self.locked, {one: self.n for one in threads if one not in self.over})


class Call:
    """One handshake, and what comes of it. Inside a running loop only."""

    def __init__(
        self, house: House, *, thread: UUID | str = THREAD, cookie: str = "s=mine", **more: str | None
    ) -> None:
        self.said: list[dict[str, Any]] = []
        self._heard = asyncio.Event()
        self._mouth: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.say("connect")
        given = {"host": "localhost:8000", "cookie": cookie, "origin": ORIGIN, "sec-websocket-key": "x", **more}
        headers = [(name.encode(), text.encode()) for name, text in given.items() if text is not None]
        scope = {"type": "websocket", "path": f"/live/{thread}/", "headers": headers, "scheme": "ws"}
        scope |= {"query_string": b"after=1", "http_version": "1.1"}
        self.task = asyncio.create_task(house.door(scope, self._mouth.get, self._send))

    def say(self, kind: str, **more: object) -> None:
        self._mouth.put_nowait({"type": f"websocket.{kind}", **more})

    async def _send(self, message: dict[str, Any]) -> None:
        self.said.append(message)
        self._heard.set()
        if message["type"] == "websocket.close":
            # As a server does it: whoever closes hears that it is closed.
            self.say("disconnect", code=message.get("code", 1000))

    async def until(self, count: int, within: float = 5) -> list[dict[str, Any]]:
        """What was said, once so much of it is there."""
        async with asyncio.timeout(within):
            while len(self.said) < count:
                self._heard.clear()
                await self._heard.wait()
        return self.said

    async def hears(self, n: int) -> None:
        async with asyncio.timeout(5):
            while n not in self.numbers:
                self._heard.clear()
                await self._heard.wait()

    @property
    def numbers(self) -> list[int]:
        return [json.loads(one["text"])["n"] for one in self.said if one["type"] == "websocket.send"]

    @property
    def accepted(self) -> bool:
        return {"type": "websocket.accept"} in self.said

    async def closed(self) -> int | None:
        """The code it was closed with; None when it never opened."""
        await asyncio.wait_for(self.task, 5)
        return self.said[-1].get("code")

    async def leave(self) -> None:
        self.say("disconnect", code=1001)
        await asyncio.wait_for(self.task, 5)
