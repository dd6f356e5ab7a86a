"""Browsers with a socket open: many that wait, and pairs that pass something on through a bare relay."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from time import perf_counter
from typing import NamedTuple

from websockets.asyncio.client import ClientConnection, connect

from bench import machine
from bench.client import HOST
from bench.figures import Spread, spread
from bench.server import Running, running

RELAYED = "bench.relayed:application"
# As long as this, in bytes, is what one hears of the other through the relay.
WORDS = "x" * 140
Seat = tuple[str, Mapping[str, str]]


def socket(port: int, path: str, cookies: Mapping[str, str] | None = None) -> connect:
    """A socket of this server's own site, to be awaited or entered; kept from compressing, as the server is."""
    held = "; ".join(f"{name}={text}" for name, text in (cookies or {}).items())
    origin, headers = f"http://localhost:{port}", {"Cookie": held}
    return connect(f"ws://{HOST}:{port}{path}", origin=origin, additional_headers=headers, compression=None, proxy=None)  # type: ignore[arg-type]


@asynccontextmanager
async def opened(port: int, seats: list[Seat]) -> AsyncIterator[list[ClientConnection]]:
    """One socket a seat (address, cookies), all of them open; a few at a time, as servers are come back to."""
    async with AsyncExitStack() as stack:
        found: list[ClientConnection] = []
        for start in range(0, len(seats), 20):
            some = (stack.enter_async_context(socket(port, *seat)) for seat in seats[start : start + 20])
            found += await asyncio.gather(*some)
        yield found


class Idle(NamedTuple):
    """`a_socket`: bytes; `work`: seconds on the processor in one second; `opening`: seconds until all were open."""

    sockets: int
    opening: float
    a_socket: float
    work: float


def idle(seats: list[Seat], seconds: float) -> Idle:
    """What sockets cost that only wait."""
    with running(REKINDLE_APPLICATION=RELAYED) as server:
        return asyncio.run(_idle(server, seats, seconds))


async def _idle(server: Running, seats: list[Seat], seconds: float) -> Idle:
    async with opened(server.port, seats[:40]):
        await asyncio.sleep(1)
    before, began = machine.memory_of(server.pid), perf_counter()
    async with opened(server.port, seats) as sockets:
        opening = perf_counter() - began
        await asyncio.gather(*(one.recv() for one in sockets))
        await asyncio.sleep(2)
        held, work = machine.memory_of(server.pid) - before, machine.work_of(server.pid)
        await asyncio.sleep(seconds)
        assert not any(one.close_code for one in sockets)
        return Idle(len(seats), opening, held / len(seats), (machine.work_of(server.pid) - work) / seconds)


class Relayed(NamedTuple):
    pairs: int
    spread: Spread
    lost: int


def relay(pairs: int, seconds: float) -> Relayed:
    """From sending on one socket to hearing on the other, each pair about once a second; nothing in between."""
    with running(REKINDLE_APPLICATION=RELAYED) as server:
        times, sent = asyncio.run(relayed(server.port, pairs, seconds))
    return Relayed(pairs, spread(times), sent - len(times))


async def relayed(port: int, pairs: int, seconds: float) -> tuple[list[float], int]:
    """Seconds of everything that arrived, and how much was sent. For a server that runs RELAYED."""
    seats: list[Seat] = [(f"/relay/{n // 2}", {}) for n in range(2 * pairs)]
    async with opened(port, seats) as sockets:
        found = await asyncio.gather(
            *(_pair(*sockets[n : n + 2], n / len(seats), seconds) for n in range(0, len(seats), 2))
        )
    return [one for times, _ in found for one in times], sum(sent for _, sent in found)


async def _pair(a: ClientConnection, b: ClientConnection, late: float, seconds: float) -> tuple[list[float], int]:
    times: list[float] = []
    await asyncio.sleep(late)
    for _ in range(int(seconds)):
        began = perf_counter()
        await a.send(WORDS)
        try:
            await asyncio.wait_for(b.recv(), 1)
            times.append(perf_counter() - began)
        except TimeoutError:
            pass
        a, b = b, a
        await asyncio.sleep(max(0.0, 1 - (perf_counter() - began)))
    return times, int(seconds)
