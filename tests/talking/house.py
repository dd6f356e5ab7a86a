"""Real servers for the talk, a Redis to put between them, and a line that can be cut without either end noticing."""

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener, urlopen
from uuid import uuid4

from websockets.sync.client import ClientConnection, connect

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = ("alice", "bob", "charlie")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def surroundings(data: Path, port: int, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "REKINDLE", "DJANGO"))}
    application = {"REKINDLE_APPLICATION": "tests.talking.served:application", "REKINDLE_KDF": "small"}
    return {**kept, **application, "REKINDLE_DATA": str(data), "PYTHONPATH": str(ROOT), "PORT": str(port), **more}


def make(data: Path, *how: str) -> dict[str, Any]:
    """Alice and Bob with a thread, and Charlie; each signed in once."""
    command = [sys.executable, "-m", "tests.talking", *how]
    done = subprocess.run(command, env=surroundings(data, 1), capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


@dataclass
class Talk:
    """One server, and what the browsers of its people hold. `origin`: where they believe themselves to be."""

    port: int
    origin: str
    people: dict[str, Any]
    log: Path
    process: subprocess.Popen[bytes] = field(repr=False)

    @property
    def page(self) -> str:
        return f"/talk/{self.people['thread']}/"

    @property
    def live(self) -> str:
        return f"/live/{self.people['thread']}/"

    def cookies(self, name: str) -> str:
        return "; ".join(f"{key}={text}" for key, text in self.people.get(name, {}).items())

    def ask(self, name: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and text; a redirect is not followed."""
        body = (
            urlencode({"csrfmiddlewaretoken": self.people[name]["c"], **fields}).encode()
            if fields is not None
            else None
        )
        request = Request(f"http://127.0.0.1:{self.port}{path}", body, {"Cookie": self.cookies(name)})
        try:
            with build_opener(_Stay).open(request, timeout=20) as answer:
                return answer.status, answer.read().decode(errors="replace")
        except HTTPError as error:
            return error.code, ""

    def says(self, name: str, text: str) -> None:
        status, _ = self.ask(name, self.page, {"text": text, "once": str(uuid4())})
        assert status == 302, status

    def socket(self, name: str, **how: Any) -> ClientConnection:
        """Raises InvalidStatus when it is refused."""
        cookies = {"Cookie": self.cookies(name)} if self.cookies(name) else {}
        address, origin = f"ws://127.0.0.1:{self.port}{self.live}", how.pop("origin", self.origin)
        return connect(address, origin=origin, additional_headers=cookies, proxy=None, **how)


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


@contextmanager
def talking(data: Path, people: dict[str, Any], origin: str = "", port: int = 0, **more: str) -> Iterator[Talk]:
    """A server over this data folder. Stopped at the end, and then asked what it has said meanwhile."""
    port = port or free_port()
    origin = origin or f"http://localhost:{port}"
    log = data.parent / f"log-{port}"
    command = [sys.executable, "-m", "rekindle", "serve", "--port", str(port)]
    environment = surroundings(data, port, REKINDLE_ORIGIN=origin, **more)
    with log.open("ab") as said:
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=subprocess.STDOUT)
    try:
        _await(port, process)
        yield Talk(port, origin, people, log, process)
    finally:
        process.terminate()
        code = process.wait(15)
        assert code in (0, -9), (code, log.read_text()[-2000:])
    assert "Traceback" not in log.read_text() and people["thread"] not in log.read_text()


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < until:
        with suppress(URLError, OSError), urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
            return
        time.sleep(0.05)
    raise AssertionError("The server did not start.")


@contextmanager
def redis(folder: Path, port: int = 0) -> Iterator[str]:
    """A Redis of its own that keeps nothing. Its address."""
    programme = os.environ.get("REKINDLE_REDIS") or shutil.which("redis-server")
    assert programme, "The tests with two processes need Redis: apt install redis-server, or run bin/test."
    port = port or free_port()
    command = [programme, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _answers(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(10)


def _answers(port: int) -> None:
    for _ in range(200):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError("Redis did not start.")


class Proxy:
    """Stands between a browser and the server. `upgrades` off: one that knows no websockets."""

    def __init__(self, to: int, port: int = 0) -> None:
        self.to, self.upgrades = to, True
        self._server = socket.create_server(("127.0.0.1", port or 0))
        self.port = int(self._server.getsockname()[1])
        self._deaf: set[socket.socket] = set()
        self._sockets: set[socket.socket] = set()
        self._open: list[socket.socket] = []
        self._dead = False
        threading.Thread(target=self._serve, daemon=True).start()

    def die(self) -> None:
        """Nothing passes any more, no websocket is closed, and whoever comes gets no answer.

        Lines that lay idle are closed, as the server does after five seconds.
        """
        self._dead = True
        self._deaf.update(self._sockets)
        for one in set(self._open) - self._sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def live(self) -> None:
        """Who comes now gets through. Lines from before stay dead."""
        self._dead = False

    def close(self) -> None:
        self._server.close()
        for one in self._open:
            one.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._server.accept()
                self._open.append(near)
                if self._dead:
                    self._deaf.add(near)
                threading.Thread(target=self._pair, args=(near,), daemon=True).start()

    def _pair(self, near: socket.socket) -> None:
        with suppress(OSError):
            far = socket.create_connection(("127.0.0.1", self.to))
            self._open.append(far)
            threading.Thread(target=self._carry, args=(far, near, near), daemon=True).start()
            self._carry(near, far, near)

    def _carry(self, source: socket.socket, target: socket.socket, line: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if b"Upgrade: websocket" in data:
                    if not self.upgrades:
                        break
                    self._sockets.update((source, target))
                if line not in self._deaf:
                    target.sendall(data)
            if line not in self._deaf:
                for one in (source, target):
                    one.shutdown(socket.SHUT_RDWR)
