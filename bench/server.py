"""The real server as a process of its own: started as people start it, asked whether it is there, and stopped."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

PATIENCE = 60.0


class Serving(NamedTuple):
    """How pages are run: `threads` 0 is plain ASGI, `for_keys` 0 is one lane for all, `kept` is CONN_MAX_AGE."""

    threads: int
    for_keys: int
    kept: int
    workers: int = 1

    def said(self) -> str:
        lanes = f"{self.threads} threads" + (f" and {self.for_keys} for keys" if self.for_keys else "")
        return f"{lanes if self.threads else 'plain ASGI'}; kept {self.kept} s"


class Running(NamedTuple):
    port: int
    pid: int
    # Seconds from the command to the first good answer.
    started: float


@contextmanager
def running(serving: Serving | None = None, **environment: str) -> Iterator[Running]:
    """`rekindle serve`, with its own door or with another. Raises TimeoutError when it does not come up."""
    port = _free_port()
    command = [sys.executable, "-m", "rekindle", "serve", "--port", str(port)]
    env = {**os.environ, **environment, "REKINDLE_ORIGIN": f"http://localhost:{port}"}
    if serving:
        command += ["--workers", str(serving.workers)]
        env |= {"REKINDLE_APPLICATION": "bench.served:application"}
        env |= {"BENCH_THREADS": str(serving.threads), "BENCH_FOR_KEYS": str(serving.for_keys)}
        env |= {"BENCH_CONN_MAX_AGE": str(serving.kept)}
    began = time.perf_counter()
    process = subprocess.Popen(command, env=env, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
    try:
        _await(process, port, began)
        yield Running(port, process.pid, time.perf_counter() - began)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def _await(process: subprocess.Popen[bytes], port: int, began: float) -> None:
    while process.poll() is None and time.perf_counter() - began < PATIENCE:
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.02)
    process.kill()
    raise TimeoutError(f"the server did not come up: {process.communicate()[1].decode()[-2000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
