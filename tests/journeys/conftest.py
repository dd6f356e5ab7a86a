"""A real server on a real file, and real browsers. Nothing is patched here: this is what people get."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from tests.chromium import QUIET, executable

ROOT = Path(__file__).resolve().parents[2]
PHONE, LAPTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 860}


@dataclass
class House:
    """A running server. `data` is the folder of everything it writes; `log` is all it ever said."""

    address: str
    data: Path
    log: Path
    process: subprocess.Popen[bytes] = field(repr=False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def surroundings(data: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "REKINDLE", "DJANGO"))}
    # Quick exit leads to this very server under its other name: a harmless site that is there without a network.
    away = f"http://127.0.0.1:{port}/healthz"
    return {**kept, "REKINDLE_DATA": str(data), "PYTHONPATH": str(ROOT), "REKINDLE_EXIT_URL": away, "PORT": str(port)}


def start(data: Path, port: int, minutes: int = 0) -> House:
    """A server over this folder; `minutes`: how much later it believes it is."""
    log, environment = data.parent / "log", surroundings(data, port)
    programme = ["tests.journeys.later", str(minutes)] if minutes else ["rekindle"]
    process = subprocess.Popen(
        [sys.executable, "-m", *programme, "serve", "--port", str(port)],
        env=environment,
        stdout=log.open("ab"),
        stderr=subprocess.STDOUT,
    )
    house = House(f"http://localhost:{port}", data, log, process)
    for _ in range(300):
        try:
            urlopen(f"{house.address}/healthz", timeout=2)
            return house
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"The server did not start: {log.read_text()[-2000:]}")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = start(tmp_path_factory.mktemp("house") / "data", free_port())
    yield house
    house.process.terminate()
    house.process.wait(10)


def lived(data: Path, port: int) -> House:
    """Start the house of Mira and Jonah, eight weeks in."""
    demo = [sys.executable, "-m", "rekindle", "demo"]
    subprocess.run(demo, env=surroundings(data, port), check=True, capture_output=True)
    return start(data, port)


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = lived(tmp_path_factory.mktemp("lived") / "data", free_port())
    yield house
    house.process.terminate()
    house.process.wait(10)


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable(), args=[*QUIET])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    # Not for the whole session: while it runs, Playwright holds an event loop that the database of other tests refuses.
    with browser() as one:
        yield one


class Visitor:
    """One person in one browser. Keeps every request and every error of the page."""

    def __init__(self, browser: Browser, house: House, size: dict[str, int], **options: object) -> None:
        self.house, self.size = house, size
        self.context: BrowserContext = browser.new_context(viewport=size, **options)  # type: ignore[arg-type]
        self.requests: list[Request] = []
        self.errors: list[str] = []
        self.context.on("request", lambda request: self.requests.append(request))
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(8000)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        self.page.on(
            "response",
            lambda response: (
                self.errors.append(f"{response.status} {response.url}") if response.status >= 500 else None
            ),
        )

    def go(self, path: str) -> Page:
        self.page.goto(self.house.address + path)
        return self.page

    def press(self, name: str) -> None:
        """Press a button or a link by what it says."""
        page = self.page
        page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first.click()

    def foreign(self) -> list[str]:
        """Addresses asked for that are not this server's."""
        own = (self.house.address, self.house.address.replace("localhost", "127.0.0.1"), "data:", "about:")
        return [one.url for one in self.requests if not one.url.startswith(own)]

    def sign_in(self, name: str, passphrase: str) -> Page:
        page = self.go("/sign-in/")
        page.locator("input[name=username]").fill(name)
        page.locator("input[name=passphrase]").fill(passphrase)
        page.locator("label:has(input[name=device][value=own])").click()
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/today/")
        return page


@pytest.fixture
def visitor(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[object]:
    made: list[Visitor] = []

    def make(size: dict[str, int] = PHONE, at: House | None = None, **options: object) -> Visitor:
        made.append(Visitor(chromium, at or request.getfixturevalue("house"), size, **options))
        return made[-1]

    yield make
    for one in made:
        one.context.close()
        assert one.errors == [] and one.foreign() == []
