"""Kill the server again and again while people write, and count what became of their words.

Four writers, two people, each a browser of its own: a note or an answer goes out, and when the line breaks it goes out
again with the same key, or is given up. An answer with a redirect is an acknowledgement.
"""

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
TOKEN = "c" * 32
# Long enough to reach into a second page of the database, short enough to be quick.
LONGEST = 3000
GIVEN_UP, SENT_TWICE = 0.1, 0.1
PATIENCE = 30.0
Counts = dict[str, float]


class Writer(threading.Thread):
    """One browser. `keyed`: what goes out again has the same key.

    `sent`: [text, acknowledged] in order; `cut`: lines that broke; `wrong`: statuses that were no acknowledgement.
    """

    def __init__(self, kind: str, person: dict[str, Any], port: int, seed: int, *, keyed: bool = True) -> None:
        super().__init__(daemon=True)
        self.kind, self.person, self.port, self.keyed = kind, person, port, keyed
        self.random, self.stop = random.Random(seed), threading.Event()
        self.sent: list[list[Any]] = []
        self.cut, self.wrong = 0, []
        self.headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": "; ".join(f"{name}={value}" for name, value in {**person["cookies"], "c": TOKEN}.items()),
        }

    def run(self) -> None:
        while not self.stop.is_set():
            number = len(self.sent) + 1
            text = f"{self.kind} {number} " + "word " * self.random.randrange(LONGEST // 5) + "end"
            self.sent.append([text, False])
            self.sent[-1][1] = self._deliver(text)

    def _deliver(self, text: str) -> bool:
        path, fields, until = *self._form(text), time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if not self.keyed:
                fields["once"] = str(uuid4())
            try:
                status = self._post(path, fields)
            except ConnectionRefusedError:
                time.sleep(0.01)
                continue
            except (OSError, http.client.HTTPException):
                self.cut += 1
                if self.random.random() < GIVEN_UP:
                    return False
                continue
            if status != 302:
                self.wrong.append(status)
                return False
            if self.random.random() >= SENT_TWICE:
                return True
        return True

    def _form(self, text: str) -> tuple[str, dict[str, str]]:
        common = {"csrfmiddlewaretoken": TOKEN, "once": str(uuid4())}
        if self.kind == "note":
            return "/mine/new/", {**common, "text": text}
        where = {"at": str(self.person["at"]), "go": "stay"}
        return f"/practices/{self.person['run']}/", {**common, **where, self.person["step"]: text}

    def _post(self, path: str, fields: dict[str, str]) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("POST", path, urlencode(fields), self.headers)
            response = connection.getresponse()
            response.read()
            return response.status
        finally:
            connection.close()


def verb(folder: Path, *arguments: str, stdin: str = "") -> Any:
    """Run one verb of tests.crashed in the data folder; return what it printed."""
    command = [sys.executable, "-m", "tests.crashed", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=_environment(folder), input=stdin, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


def _environment(folder: Path) -> dict[str, str]:
    # Only tests have this one; what is killed here is the server as people run it.
    kept = {name: value for name, value in os.environ.items() if name != "PYTEST_VERSION"}
    return {**kept, "REKINDLE_DATA": str(folder)}


@contextmanager
def serving(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """Prints a process id for every start."""
    command = [sys.executable, "-m", "tests.crashed", "serve", str(port)]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=_environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _kill(process: subprocess.Popen[str], port: int, kills: int, seed: int) -> None:
    """At moments that depend on nothing: some before the server is up, most in the middle of a write."""
    chance = random.Random(seed)
    assert process.stdout
    for _ in range(kills):
        child = int(process.stdout.readline())
        if chance.random() < 0.9:
            await_answer(port)
        time.sleep(chance.uniform(0, 0.3))
        os.kill(child, signal.SIGKILL)
    process.stdout.readline()
    await_answer(port)


def await_answer(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.01)
    raise TimeoutError


def stage(folder: Path, kills: int, seed: int = 1, *, keyed: bool = True) -> tuple[list[Writer], list[dict[str, Any]]]:
    """Let four writers write through `kills` kills. Returns them and the log for `check`."""
    people, port = verb(folder, "make"), _port()
    writers = [
        Writer(kind, person, port, seed * 10 + n, keyed=keyed)
        for n, (kind, person) in enumerate((kind, person) for kind in ("note", "answer") for person in people)
    ]
    with serving(folder, port) as process:
        for writer in writers:
            writer.start()
        _kill(process, port, kills, seed)
        for writer in writers:
            writer.stop.set()
        for writer in writers:
            writer.join(PATIENCE)
    return writers, log_of(people, writers)


def log_of(people: list[dict[str, Any]], writers: list[Writer]) -> list[dict[str, Any]]:
    def sent(person: dict[str, Any], kind: str) -> list[list[Any]]:
        return [one for writer in writers if writer.person is person and writer.kind == kind for one in writer.sent]

    return [{**person, "notes": sent(person, "note"), "answers": sent(person, "answer")} for person in people]


def check(folder: Path, log: list[dict[str, Any]]) -> Counts:
    """{"lost", "half", "doubled"}"""
    return dict(verb(folder, "check", stdin=json.dumps(log)))


def run(kills: int, seed: int = 1, folder: Path | None = None) -> Counts:
    """Kill the server `kills` times.

    Returns {"kills", "sent", "acknowledged", "cut", "wrong", "lost", "half", "doubled", "seconds"}. The pass mark is 0
    for wrong, lost, half and doubled.
    """
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="rekindle-crash-") as temporary:
        place = folder or Path(temporary)
        writers, log = stage(place, kills, seed)
        found = check(place, log)
    return told(kills, writers) | found | {"seconds": round(time.monotonic() - began, 1)}


def told(kills: int, writers: list[Writer]) -> Counts:
    sent = [one for writer in writers for one in writer.sent]
    return {
        "kills": kills,
        "sent": len(sent),
        "acknowledged": sum(acknowledged for _, acknowledged in sent),
        "cut": sum(writer.cut for writer in writers),
        "wrong": sum(len(writer.wrong) for writer in writers),
    }


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]) if len(sys.argv) > 1 else 50)))
