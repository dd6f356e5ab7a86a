"""Signals from process to process, through Redis. A number goes through and no word; what is lost, the watch finds."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any
from uuid import UUID

from redis.asyncio import Redis
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

CHANNEL = "rekindle-live"
AGAIN, PATIENCE = 1.0, 2.0
FAILED = (RedisError, OSError)


class Wire:
    """`heard(thread, n)` is called on the loop for everything that any process says, this one included."""

    def __init__(self, url: str, heard: Callable[[UUID, int], None]) -> None:
        # Asked for a sign of life now and then, or a line that broke without a word would be listened to forever.
        self._redis = Redis.from_url(
            url, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE, health_check_interval=10
        )
        self._heard = heard
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self) -> None:
        self._do(self._listen())

    async def end(self) -> None:
        for task in self._tasks:
            task.cancel()
        with suppress(*FAILED):
            await self._redis.aclose()

    def say(self, thread: UUID, n: int) -> None:
        self._do(self._publish(f"{thread} {n}"))

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _publish(self, text: str) -> None:
        with suppress(*FAILED):
            await self._redis.publish(CHANNEL, text)

    async def _listen(self) -> None:
        told = False
        while True:
            try:
                async with self._redis.pubsub(ignore_subscribe_messages=True) as line:
                    await line.subscribe(CHANNEL)
                    told = False
                    while True:
                        self._hear(await line.get_message(timeout=AGAIN))
            except FAILED as error:
                if not told:
                    log.warning("Redis is away, so other processes are heard a second later: %s", type(error).__name__)
                told = True
            await asyncio.sleep(AGAIN)

    def _hear(self, message: dict[str, Any] | None) -> None:
        if message:
            with suppress(ValueError):
                thread, n = message["data"].decode().split()
                self._heard(UUID(thread), int(n))
