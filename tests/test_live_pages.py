"""Two people, two real browsers, one page that follows both; and everything that happens to phones."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.chromium import QUIET, executable
from tests.talking.house import Proxy, Talk, free_port, make, talking

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("live pages")]
# The promise, in ms, counted from when a phone is back; and what a test waits for the rest.
AGREED, LONG = 2000, 10_000
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=executable(), args=[*QUIET])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    data = tmp_path_factory.mktemp("made") / "data"
    return data, make(data)


@pytest.fixture
def data(made: tuple[Path, dict[str, Any]], tmp_path: Path) -> Path:
    return Path(shutil.copytree(made[0], tmp_path / "data"))


@pytest.fixture
def people(made: tuple[Path, dict[str, Any]]) -> dict[str, Any]:
    return made[1]


@pytest.fixture
def talk(data: Path, people: dict[str, Any]) -> Iterator[Talk]:
    with talking(data, people) as talk:
        yield talk


def context_of(chromium: Browser, talk: Talk, name: str, **options: Any) -> BrowserContext:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, base_url=talk.origin, **options)
    context.add_cookies([{"name": key, "value": text, "url": talk.origin} for key, text in talk.people[name].items()])
    context.set_default_timeout(LONG)
    return context


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Open]:
    """Opens the talk's page in a browser of its own. What it complains of fails the test, but for a lost network."""
    made: list[BrowserContext] = []
    problems: list[str] = []

    def open_page(talk: Talk, name: str, path: str = "", clock: bool = False, **options: Any) -> Page:
        made.append(context_of(chromium, talk, name, **options))
        page = made[-1].new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
        page.heard = []  # type: ignore[attr-defined]
        page.on("websocket", lambda line: line.on("framereceived", lambda said: page.heard.append(said)))  # type: ignore[attr-defined]
        if clock:
            page.clock.install()
        page.goto(path or talk.page)
        return page

    yield open_page
    for one in made:
        one.close()
    assert [one for one in problems if not re.search(r"net::ERR_|WebSocket connection|status of 40[0349]", one)] == []


def connected(page: Page) -> Page:
    """Once the line is open and has said where things stand."""
    for _ in range(LONG // 50):
        if page.heard:  # type: ignore[attr-defined]
            return page
        page.wait_for_timeout(50)
    raise AssertionError("The line did not open.")


def shows(page: Page, text: str, within: float = AGREED) -> None:
    expect(page.locator("[data-part] ol")).to_contain_text(text, timeout=within)


def say(page: Page, text: str) -> None:
    page.fill("[name=text]", text)
    page.get_by_role("button", name="Say it").click()
    shows(page, text, LONG)


def test_what_one_says_the_other_sees_without_leaving_the_page(talk: Talk, phone: Open) -> None:
    hers, his = connected(phone(talk, "alice")), connected(phone(talk, "bob"))
    for page in (hers, his):
        page.evaluate("window.same = true")
    say(hers, "first words")
    shows(his, "first words")
    say(his, "second words")
    shows(hers, "second words")
    assert all(page.evaluate("window.same") for page in (hers, his))
    assert hers.locator("[data-part] li").count() == his.locator("[data-part] li").count() == 2


def test_it_hears_by_the_line_and_not_by_asking(talk: Talk, phone: Open) -> None:
    his = connected(phone(talk, "bob"))
    asked: list[str] = []
    his.on("request", lambda request: asked.append(urlsplit(request.url).path))
    talk.says("alice", "one")
    shows(his, "one")
    his.wait_for_timeout(2500)
    assert asked == [talk.page]


def test_a_turn_leads_to_its_heading_and_dresses_the_page(talk: Talk, phone: Open) -> None:
    his = connected(phone(talk, "bob"))
    talk.says("alice", "one")
    shows(his, "one")
    assert his.evaluate("document.activeElement.textContent") == "Your turn"
    assert his.evaluate("document.body.className") == "turn-b"
    talk.says("bob", "two")
    shows(his, "two")
    assert his.evaluate("document.body.className") == "turn-a"


def test_words_and_choices_not_sent_stay_where_they_are(talk: Talk, phone: Open) -> None:
    his = connected(phone(talk, "bob"))
    his.get_by_label("So so").check()
    his.locator("[name=text]").press_sequentially("half a thou")
    his.keyboard.press("ArrowLeft")
    talk.says("alice", "one")
    shows(his, "one")
    his.keyboard.type("!")
    assert his.input_value("[name=text]") == "half a tho!u"
    assert his.get_by_label("So so").is_checked()
    his.reload()
    assert his.input_value("[name=text]") == "half a tho!u"


def test_pressed_twice_is_said_once_and_what_was_said_is_gone_from_the_field(talk: Talk, phone: Open) -> None:
    hers = connected(phone(talk, "alice"))
    hers.fill("[name=text]", "only once")
    hers.evaluate("for (let n = 0; n < 3; n++) document.querySelector('[data-live] button').click()")
    shows(hers, "only once")
    hers.wait_for_timeout(500)
    assert hers.locator("[data-part] li").count() == 1 and hers.input_value("[name=text]") == ""
    hers.reload()
    assert hers.locator("[data-part] li").count() == 1 and hers.input_value("[name=text]") == ""


def test_what_is_refused_is_said_in_the_part(talk: Talk, phone: Open) -> None:
    hers = connected(phone(talk, "alice"))
    hers.evaluate("window.same = true")
    hers.get_by_role("button", name="Say it").click()
    expect(hers.locator(".wrong")).to_be_visible()
    assert hers.evaluate("window.same")
    say(hers, "better")


def test_without_scripts_the_same_form_works(talk: Talk, phone: Open) -> None:
    hers = phone(talk, "alice", java_script_enabled=False)
    say(hers, "plainly")
    say(hers, "and again")
    assert hers.locator("[data-part] li").count() == 2


def test_without_a_network_words_wait_and_go_out_once(talk: Talk, phone: Open) -> None:
    hers, his = connected(phone(talk, "alice")), connected(phone(talk, "bob"))
    hers.context.set_offline(True)
    hers.fill("[name=text]", "from the tunnel")
    hers.get_by_role("button", name="Say it").click()
    expect(hers.get_by_role("status").filter(has_text="not sent yet")).to_be_visible()
    hers.evaluate("document.querySelector('[data-live]').requestSubmit()")
    assert hers.input_value("[name=text]") == "from the tunnel"
    talk.says("bob", "from outside")
    hers.wait_for_timeout(1500)
    hers.context.set_offline(False)
    for page in (hers, his):
        shows(page, "from the tunnel")
        shows(page, "from outside")
        assert page.locator("[data-part] li").count() == 2
    expect(hers.locator("#offline")).to_have_count(0)


def test_after_a_restart_both_agree(data: Path, people: dict[str, Any], phone: Open) -> None:
    port = free_port()
    with talking(data, people, port=port) as talk:
        hers, his = connected(phone(talk, "alice")), connected(phone(talk, "bob"))
        talk.process.kill()
        talk.process.wait()
    hers.fill("[name=text]", "while it was away")
    hers.get_by_role("button", name="Say it").click()
    with talking(data, people, port=port) as talk:
        # The first page of a server takes a second by itself.
        talk.ask("alice", talk.page)
        shows(hers, "while it was away")
        shows(his, "while it was away")
        assert hers.locator("[data-part] li").count() == 1


@pytest.fixture
def proxied(data: Path, people: dict[str, Any]) -> Iterator[tuple[Talk, Proxy]]:
    port = free_port()
    proxy = Proxy(port)
    with talking(data, people, origin=f"http://localhost:{proxy.port}", port=port) as talk:
        yield talk, proxy
    proxy.close()


@pytest.mark.parametrize("back", ["time", "visible", "online"])
def test_a_line_that_died_without_a_word_is_noticed(proxied: tuple[Talk, Proxy], phone: Open, back: str) -> None:
    """As for a phone asleep for ten minutes: nothing was closed, and nothing arrives any more."""
    talk, proxy = proxied
    his = connected(phone(talk, "bob", clock=True))
    proxy.die()
    talk.says("alice", "in the silence")
    his.wait_for_timeout(500)
    assert his.locator("[data-part] li").count() == 0
    proxy.live()
    his.clock.fast_forward("00:24" if back == "time" else "00:13")
    if back == "time":
        his.clock.fast_forward("10:00")
    elif back == "visible":
        his.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    else:
        his.evaluate("dispatchEvent(new Event('online'))")
    shows(his, "in the silence")
    talk.says("alice", "and after it")
    shows(his, "and after it")


def test_behind_a_proxy_without_websockets_it_asks(proxied: tuple[Talk, Proxy], phone: Open) -> None:
    talk, proxy = proxied
    proxy.upgrades = False
    his = phone(talk, "bob")
    his.wait_for_timeout(3000)
    for text in ("one", "two", "three"):
        talk.says("alice", text)
        shows(his, text)


@pytest.mark.parametrize(("way", "leads"), [("/sign-out/", "/sign-in/"), ("/lock/", "/unlock/")])
def test_signed_out_or_locked_elsewhere_the_page_goes_at_once(talk: Talk, phone: Open, way: str, leads: str) -> None:
    his = connected(phone(talk, "bob"))
    talk.ask("bob", way, {})
    his.wait_for_url(f"**{leads}**", timeout=AGREED + 1000)


def test_locked_while_writing_the_words_are_asked_for_with_the_passphrase(talk: Talk, phone: Open) -> None:
    his = phone(talk, "bob")
    his.route("**/live/*/", lambda route: route.abort())
    his.route_web_socket("**/live/*/", lambda line: None)
    his.reload()
    his.fill("[name=text]", "kept through the lock")
    talk.ask("bob", "/lock/", {})
    his.get_by_role("button", name="Say it").click()
    expect(his.locator("[name=passphrase]")).to_be_visible()
    assert "kept through the lock" in his.content()


def test_parting_ends_the_page(talk: Talk, phone: Open) -> None:
    his = connected(phone(talk, "bob"))
    talk.ask("alice", "/us/part/", {})
    expect(his.get_by_role("heading", name="There is nothing here")).to_be_visible(timeout=AGREED + 1000)


def test_a_page_that_is_not_let_in_does_not_load_itself_again_and_again(talk: Talk, phone: Open) -> None:
    talk.ask("bob", "/help/check/begin/", {})
    loads: list[str] = []
    his = phone(talk, "bob")
    his.on("framenavigated", lambda frame: loads.append(frame.url))
    his.wait_for_timeout(2500)
    assert loads == []
