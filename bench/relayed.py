"""The server's door, and beside it a bare relay: what one of a pair says, the other hears. Only to compare with."""

from collections import defaultdict
from typing import Any

from rekindle.asgi import application as door

pairs: dict[str, list[Any]] = defaultdict(list)


async def application(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "websocket" and scope["path"].startswith("/relay/"):
        await _relay(pairs[scope["path"]], receive, send)
    else:
        await door(scope, receive, send)


async def _relay(pair: list[Any], receive: Any, send: Any) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    pair.append(send)
    while (message := await receive())["type"] == "websocket.receive":
        for other in pair:
            if other is not send:
                await other({"type": "websocket.send", "text": message["text"]})
    pair.remove(send)
