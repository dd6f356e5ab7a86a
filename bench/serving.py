"""Today over real HTTP, in the ways it can be served; cold starts; and many signing in at once."""

import asyncio
import tempfile
from collections.abc import Mapping
from time import perf_counter
from typing import NamedTuple

from bench import machine
from bench.client import Browser, form, load
from bench.figures import Spread, spread
from bench.people import PASSPHRASE
from bench.server import Running, Serving, running

PAGE = "/today/"
BROWSERS = 8


class Served(NamedTuple):
    serving: Serving
    a_second: float
    # Milliseconds on the processor for one page: the same however busy the machine is.
    work: float
    spread: Spread
    memory: int
    connections: int


def served(serving: Serving, cookies: Mapping[str, str], seconds: float) -> Served:
    """Requests a second on Today with eight browsers, memory (PSS, all processes) and database files left open."""
    with running(serving) as server:
        # New connections each time, so that the second process has its share and is warm too.
        for _ in range(2 * serving.workers):
            asyncio.run(load(server.port, cookies, PAGE, BROWSERS, 0.5))
        before = machine.work_of(server.pid)
        times = asyncio.run(load(server.port, cookies, PAGE, BROWSERS, seconds))
        work = 1000 * (machine.work_of(server.pid) - before) / len(times)
        held, files = machine.memory_of(server.pid), machine.open_files(server.pid, "rekindle.sqlite3")
    return Served(serving, len(times) / seconds, work, spread(times), held, files)


def cold_starts() -> tuple[float, float]:
    """Seconds to the first good answer with an empty data folder, and with the one that this made."""
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for _ in range(2):
            with running(REKINDLE_DATA=folder) as server:
                found.append(server.started)
    return found[0], found[1]


class Crowd(NamedTuple):
    """What it is like when many sign in at once."""

    signing: Spread
    others: Spread
    memory: int
    before: int


def crowd(names: list[str], cookies: Mapping[str, str], serving: Serving | None = None) -> Crowd:
    """All of them press the button at once; somebody who is signed in reads Today meanwhile."""
    with running(serving) as server:
        return asyncio.run(_crowd(server, names, cookies))


async def _crowd(server: Running, names: list[str], cookies: Mapping[str, str]) -> Crowd:
    await load(server.port, cookies, PAGE, 4, 1.0)
    before = machine.memory_of(server.pid)
    done = asyncio.Event()
    browsers = [Browser(server.port) for _ in names]
    tokens = [await form(browser, "/sign-in/") for browser in browsers]
    reading = asyncio.create_task(_read_until(server.port, cookies, done))
    watching = asyncio.create_task(_watch(server.pid, done))
    signing = await asyncio.gather(*map(_sign_in, browsers, names, tokens))
    done.set()
    return Crowd(spread(signing), spread(await reading), await watching, before)


async def _sign_in(browser: Browser, name: str, token: str) -> float:
    fields = {"csrfmiddlewaretoken": token, "username": name, "passphrase": PASSPHRASE, "device": "own"}
    began = perf_counter()
    answer = await browser.post("/sign-in/", fields)
    assert answer.status == 302, answer.status
    browser.close()
    return perf_counter() - began


async def _read_until(port: int, cookies: Mapping[str, str], done: asyncio.Event) -> list[float]:
    """A new reader ten times a second, whether or not those before have their page: nobody waits politely."""
    reading = []
    while not done.is_set():
        reading.append(asyncio.create_task(_read_once(port, cookies)))
        await asyncio.sleep(0.1)
    return list(await asyncio.gather(*reading))


async def _read_once(port: int, cookies: Mapping[str, str]) -> float:
    browser = Browser(port, cookies)
    try:
        return await browser.timed(PAGE)
    finally:
        browser.close()


async def _watch(pid: int, done: asyncio.Event) -> int:
    most = 0
    while not done.is_set():
        most = max(most, await asyncio.to_thread(machine.memory_of, pid))
        await asyncio.sleep(0.1)
    return most
