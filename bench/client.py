"""A browser with no more to it than a socket: cookies in, one request after the other, how long each took."""

import asyncio
import gzip
import re
from collections.abc import Mapping
from time import perf_counter
from typing import NamedTuple
from urllib.parse import urlencode

HOST = "127.0.0.1"


class Answer(NamedTuple):
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def cookies(self) -> dict[str, str]:
        pairs = [text.split(";")[0].partition("=")[::2] for name, text in self.headers if name == "set-cookie"]
        return dict(pairs)


class Browser:
    """One connection that is kept. Opens it again when the server has closed it."""

    def __init__(self, port: int, cookies: Mapping[str, str] | None = None) -> None:
        self.port, self.cookies = port, dict(cookies or {})
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> Answer:
        return await self._ask(f"GET {path}", b"")

    async def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        return await self._ask(f"POST {path}", urlencode(fields).encode())

    async def timed(self, path: str) -> float:
        """Seconds. Raises AssertionError unless the page is there."""
        began = perf_counter()
        answer = await self.get(path)
        assert answer.status == 200, (path, answer.status)
        return perf_counter() - began

    def close(self) -> None:
        if self.streams:
            self.streams[1].close()
            self.streams = None

    async def _ask(self, line: str, body: bytes) -> Answer:
        try:
            answer = await self._once(line, body)
        except (asyncio.IncompleteReadError, ConnectionError):
            # A connection that lay idle was closed meanwhile; every browser then asks again.
            self.close()
            answer = await self._once(line, body)
        self.cookies.update(answer.cookies())
        return answer

    async def _once(self, line: str, body: bytes) -> Answer:
        if self.streams is None or self.streams[1].is_closing():
            self.streams = await asyncio.open_connection(HOST, self.port)
        reader, writer = self.streams
        writer.write(self._head(line, len(body)) + body)
        return await _read(reader)

    def _head(self, line: str, length: int) -> bytes:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        lines = [f"{line} HTTP/1.1", f"Host: localhost:{self.port}", "Accept-Encoding: gzip", f"Cookie: {cookies}"]
        if line.startswith("POST"):
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {length}"]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()


async def _read(reader: asyncio.StreamReader) -> Answer:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = [(name.lower(), text.strip()) for name, _, text in (line.partition(":") for line in head[1:] if line)]
    length = next((int(text) for name, text in headers if name == "content-length"), None)
    body = await (_chunks(reader) if length is None else reader.readexactly(length))
    return Answer(int(head[0].split()[1]), headers, body)


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    found = b""
    while size := int(await reader.readline(), 16):
        found += await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
    return found


async def load(port: int, cookies: Mapping[str, str], path: str, browsers: int, seconds: float) -> list[float]:
    """Seconds of every request that so many browsers had answered in that time, each asking again at once."""
    until = perf_counter() + seconds
    found: list[float] = []

    async def one() -> None:
        browser = Browser(port, cookies)
        while perf_counter() < until:
            found.append(await browser.timed(path))
        browser.close()

    await asyncio.gather(*(one() for _ in range(browsers)))
    return found


async def form(browser: Browser, path: str) -> str:
    """Open a page with a form; return its token."""
    answer = await browser.get(path)
    body = gzip.decompress(answer.body) if ("content-encoding", "gzip") in answer.headers else answer.body
    found = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', body)
    assert found, (path, answer.status)
    return found[1].decode()
