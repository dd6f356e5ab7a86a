"""Starting: what stops it is one sentence, and what does not is said."""

import argparse
import errno
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rekindle.operating import server
from rekindle.operating.trouble import Trouble, plainly, sentence

pytestmark = pytest.mark.xdist_group("server")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_port_in_use_is_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Trouble, match=f"PORT={port + 1} bin/run"):
            server.refuse_if_taken("127.0.0.1", port)
    server.refuse_if_taken("127.0.0.1", port)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.EEXIST])
def test_accidents_of_the_machine_are_sentences(number: int, capsys: pytest.CaptureFixture[str]) -> None:
    @plainly
    def command(_: argparse.Namespace) -> int:
        raise OSError(number, os.strerror(number), "/somewhere")

    assert command(argparse.Namespace()) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("database is locked", "holds the database"),
        ("database disk image is malformed", "restore FILE"),
        ("file is not a database", "restore FILE"),
        ("attempt to write a readonly database", "cannot be written"),
        ("database or disk is full", "disk is full"),
        ("unable to open database file", "cannot be opened"),
    ],
)
def test_accidents_of_the_database_are_sentences(words: str, says: str) -> None:
    from django.db import OperationalError

    inner = sqlite3.OperationalError(words)
    outer = OperationalError(words)
    outer.__cause__ = inner
    assert says in str(sentence(inner))
    assert sentence(outer) == sentence(inner)


def test_a_mistake_in_the_programme_is_not_hidden() -> None:
    @plainly
    def command(_: argparse.Namespace) -> int:
        raise LookupError("mistake")

    assert sentence(LookupError("mistake")) is None
    with pytest.raises(LookupError):
        command(argparse.Namespace())


def test_plain_http_and_a_wrong_clock_are_said(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ORIGIN, settings.HTTPS, settings.EMAIL_URL = "http://home.example", False, "smtp://mail"
    assert [line.split(":")[0] for line in server.advice()] == ["This address is plain http"]

    class Early(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return datetime(1999, 12, 31, tzinfo=UTC)

    monkeypatch.setattr(server.datetime, "datetime", Early)
    settings.ORIGIN = "http://localhost:8000"
    assert "clock" in " ".join(server.advice())


def test_the_address_is_the_one_that_works(settings) -> None:
    settings.ORIGIN = "http://localhost:8000"
    assert server.address(8123) == "http://localhost:8123"
    settings.ORIGIN = "https://home.example"
    assert server.address(8123) == "https://home.example"


@pytest.fixture
def running(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[subprocess.Popen, int]]:
    port = free_port()
    arguments = ["serve", "--port", str(port), "--workers", str(request.param)]
    environment = {**os.environ, "REKINDLE_DATA": str(tmp_path / "data"), "PORT": str(port)}
    environment.pop("PYTEST_VERSION", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "rekindle", *arguments], env=environment, stderr=subprocess.PIPE, text=True
    )
    yield process, port
    process.kill()
    process.wait()


def healthy(port: int, within: float = 30) -> object:
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
                return json.load(answer)
        except OSError:
            time.sleep(0.05)
    raise AssertionError("The server did not answer.")


@pytest.mark.parametrize("running", [1, 2], indirect=True)
def test_it_serves_until_it_is_told_to_stop(running: tuple[subprocess.Popen, int]) -> None:
    process, port = running
    assert healthy(port) == {"ok": True}
    process.send_signal(signal.SIGTERM)
    _, words = process.communicate(timeout=15)
    assert process.returncode == 0
    assert f"http://localhost:{port}" in words
    assert "Traceback" not in words
