"""The sockets of this process: who waits for which thread, and the watch that looks after all of them.

A signal only makes things quicker. What is true stands in the database, and the watch looks there every second: a
signal that was lost, two processes that cannot hear each other, or a restart cost a second at most.
"""

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from rekindle.live.looking import Look, Sight, look

if TYPE_CHECKING:
    from rekindle.live.wire import Wire

log = logging.getLogger(__name__)

EVERY = 1.0
# Older than this, what the watch last saw of a session lets nothing through any more.
SURE = 3.0
A_SESSION, A_PROCESS = 8, 4000
LOCKED, GONE = 4401, 4404


@dataclass(eq=False)
class Socket:
    """`n`: the newest number known here; `told`: the one the browser was told; `end`: why it is being closed, or 0."""

    thread: UUID
    session: str
    n: int = -1
    told: int = -1
    end: int = 0
    sure: float = 0
    stirred: asyncio.Event = field(default_factory=asyncio.Event)

    def news(self, n: int) -> None:
        self.n = max(self.n, n)
        if self.n > self.told:
            self.stirred.set()

    def close(self, code: int) -> None:
        self.end = code
        self.stirred.set()

    def judge(self, sight: Sight, at: float) -> None:
        """Close unless the session was unlocked and the couple together `at` that time of the loop."""
        if self.session not in sight.sessions:
            self.close(LOCKED)
        elif self.thread not in sight.numbers:
            self.close(GONE)
        else:
            self.sure = at
            self.news(sight.numbers[self.thread])


def _wire(redis: str, heard: Callable[[UUID, int], None]) -> "Wire | None":
    if not redis:
        return None
    # Only here: it takes a tenth of a second to load, and most houses have one process.
    from rekindle.live.wire import Wire

    return Wire(redis, heard)


class Hub:
    """All of it runs on the event loop, except `tell`, which any thread may call."""

    def __init__(self, look: Look = look, redis: str = "") -> None:
        self._look = look
        self._wire = _wire(redis, self._news)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._threads: dict[UUID, set[Socket]] = defaultdict(set)
        self._sessions: Counter[str] = Counter()
        self._watching: asyncio.Task[None] | None = None
        self._eyes = ThreadPoolExecutor(1, "live")

    def begin(self) -> None:
        """From now on this process hears what is told. Again and again does no harm."""
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            if self._wire:
                self._wire.begin()

    async def end(self) -> None:
        self._loop = None
        if self._watching:
            self._watching.cancel()
        if self._wire:
            await self._wire.end()
        self._eyes.shutdown(wait=False)

    def has_room(self, session: str) -> bool:
        return self._sessions[session] < A_SESSION and self._sessions.total() < A_PROCESS

    @contextmanager
    def here(self, socket: Socket) -> Iterator[None]:
        """Watch over a socket for as long as the block lasts."""
        self._threads[socket.thread].add(socket)
        self._sessions[socket.session] += 1
        if self._watching is None or self._watching.done():
            self._watching = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            self._forget(socket)

    def _forget(self, socket: Socket) -> None:
        self._threads[socket.thread].discard(socket)
        if not self._threads[socket.thread]:
            del self._threads[socket.thread]
        self._sessions[socket.session] -= 1
        if not self._sessions[socket.session]:
            del self._sessions[socket.session]

    def tell(self, thread: UUID, n: int) -> None:
        """Hand a signal to the loop, which does not wait for it; nothing when there is no loop. Raises nothing."""
        if self._loop:
            with suppress(RuntimeError):  # the server has stopped
                self._loop.call_soon_threadsafe(self._spread, thread, n)

    def _spread(self, thread: UUID, n: int) -> None:
        self._news(thread, n)
        if self._wire:
            self._wire.say(thread, n)

    def _news(self, thread: UUID, n: int) -> None:
        for socket in self._threads.get(thread, ()):
            socket.news(n)

    async def _watch(self) -> None:
        while self._threads:
            await asyncio.sleep(EVERY)
            try:
                await self._look_once()
            except Exception as error:
                # The next look may see again. Until then nothing is let through for longer than SURE.
                log.warning("The watch over open sockets could not look: %s", type(error).__name__)

    async def _look_once(self) -> None:
        loop, sockets = asyncio.get_running_loop(), [one for some in self._threads.values() for one in some]
        at, sessions, threads = loop.time(), list(self._sessions), list(self._threads)
        sight = await loop.run_in_executor(self._eyes, self._look, sessions, threads)
        for socket in sockets:
            socket.judge(sight, at)
