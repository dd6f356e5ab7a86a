"""The private check in a real browser: whatever is answered, the same bytes leave the page, or none."""

from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from rekindle import catalogue
from rekindle.safety import gate
from rekindle.safety.tests.recorder import Recorder, Sent
from tests.cast import Actor, actor
from tests.chromium import QUIET, executable

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BEGIN, CLEAR = ("POST", "/help/check/begin/"), ("POST", "/help/check/clear/")
Answers = dict[str, str]


@pytest.fixture
def alice() -> Actor:
    return actor("Alice")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, where the tests also clear their tables.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as start:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = start.chromium.launch(executable_path=executable(), args=[*QUIET])
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, live_server: object, alice: Actor) -> Page:
    cookies = alice.client().cookies.values()
    context.add_cookies([{"name": one.key, "value": one.value, "url": str(live_server)} for one in cookies])
    return context.new_page()


def questions() -> list[tuple[str, str]]:
    return [(question.key, question.clear) for question in catalogue.current().safety.questions]


def enter(page: Page, base: object) -> None:
    page.goto(f"{base}/help/check/")
    page.get_by_role("button", name="Yes, go on").click()
    page.get_by_role("button", name="Begin").click()


def answer(page: Page, given: Answers) -> None:
    """Answer every question, clearly unless `given` says otherwise, and go on."""
    for key, wanted in questions():
        page.locator(f'[data-key="{key}"]:visible [data-answer="{given.get(key, wanted)}"]').click()
    page.get_by_role("button", name="Go on").click()


def taken(page: Page, base: object, given: Answers) -> list[Sent]:
    """Everything sent between opening the check and its last page."""
    recorder = Recorder(page.context)
    page.goto(f"{base}/help/check/")
    page.wait_for_load_state("networkidle")
    recorder.begin()
    page.get_by_role("button", name="Yes, go on").click()
    page.get_by_role("button", name="Begin").click()
    answer(page, given)
    page.locator('[data-screen="clear"]:visible, [data-screen="result"]:visible').wait_for()
    page.wait_for_load_state("networkidle")
    assert not recorder.beyond(BEGIN, CLEAR)
    return list(recorder.sent)


def test_clear_sends_two_bare_requests_and_opens_the_gate(page: Page, live_server: object, alice: Actor) -> None:
    sent = taken(page, live_server, {})
    assert [(one.method, one.address) for one in sent] == [BEGIN, CLEAR]
    assert page.get_by_role("heading", name="Thank you for answering").is_visible()
    assert gate.is_clear(alice.vault, timezone.now().date())


def test_whatever_is_not_clear_sends_the_beginning_alone(page: Page, live_server: object, alice: Actor) -> None:
    gate.clear(alice.vault, None, timezone.now())
    worries: list[Answers] = [{"hark-afraid": "yes"}, {"life": "yes", "children": "unsure"}, {"free": "skip"}]
    worries.append({key: "skip" for key, _ in questions()})
    seen = {tuple(taken(page, live_server, given)) for given in worries}
    assert len(seen) == 1 and [(one.method, one.address) for one in seen.pop()] == [BEGIN]
    assert not gate.is_clear(alice.vault, timezone.now().date())


def test_each_single_question_counts(page: Page, live_server: object) -> None:
    enter(page, live_server)
    found = page.evaluate(
        """async () => {
            const { outcome } = await import("/static/safety/js/outcome.js");
            const all = [...document.querySelectorAll("[data-key]")].map(({ dataset }) =>
                ({ key: dataset.key, group: dataset.group, wanted: dataset.wanted }));
            const clear = () => new Map(all.map(({ key, wanted }) => [key, wanted]));
            const off = (key, value) => {
                const given = clear();
                if (value) given.set(key, value);
                else given.delete(key);
                return outcome(all, given);
            };
            return {
                all: outcome(all, clear()).clear,
                none: outcome([], new Map()).clear,
                any: all.some(({ key, wanted }) => ["yes", "no", "unsure", "skip", null]
                    .filter((value) => value !== wanted).some((value) => off(key, value).clear)),
            };
        }"""
    )
    assert found == {"all": True, "none": False, "any": False}


def test_thoughts_of_suicide_come_first_with_their_number(page: Page, live_server: object) -> None:
    enter(page, live_server)
    answer(page, {"life": "unsure", "hark-afraid": "yes"})
    page.locator("#country").select_option("GB")
    heads = page.locator("main h1:visible, main h2:visible").all_inner_texts()
    assert heads == ["Please talk to someone now", "Someone to talk to", "Thank you for saying so"]
    numbers = page.locator("[data-people] .tel:visible").all_inner_texts()
    assert numbers[:2] == ["116 123", "999"]


def test_choosing_a_country_asks_nobody(page: Page, live_server: object) -> None:
    enter(page, live_server)
    answer(page, {"hark-kicked": "yes", "own-hands": "yes"})
    recorder = Recorder(page.context)
    page.locator("#country").select_option("IE")
    page.locator("#country").press("Enter")
    expect(page.locator('[data-country="IE"]')).to_be_visible()
    assert page.locator("[data-country]:visible").count() == 1
    assert not recorder.sent and "?" not in page.url
    page.goto(f"{live_server}/help/")
    page.wait_for_load_state("networkidle")
    recorder.begin()
    page.locator("#country").select_option("US")
    expect(page.locator('[data-country="US"] [href="tel:988"]')).to_be_visible()
    assert not recorder.sent and "?" not in page.url


def test_signed_out_nothing_at_all_is_sent(context: BrowserContext, live_server: object) -> None:
    page = context.new_page()
    for given in ({}, {"hark-raped": "yes"}):
        assert taken(page, live_server, given) == []


def test_nobody_alone_nothing_asked(page: Page, live_server: object, alice: Actor) -> None:
    gate.clear(alice.vault, None, timezone.now())
    recorder = Recorder(page.context)
    page.goto(f"{live_server}/help/check/")
    page.wait_for_load_state("networkidle")
    recorder.begin()
    page.get_by_role("button", name="No, or I am not sure").click()
    assert page.get_by_role("heading", name="Another time").is_visible()
    assert not recorder.sent and gate.is_clear(alice.vault, timezone.now().date())


def test_when_the_beginning_fails_no_question_is_asked(page: Page, live_server: object) -> None:
    page.route("**/begin/", lambda route: route.abort())
    enter(page, live_server)
    expect(page.get_by_role("alert").get_by_text("nothing has begun")).to_be_visible()
    page.unroute("**/begin/")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("Question 1 of")).to_be_visible()


def test_going_back_asks_again_without_showing_the_answer(page: Page, live_server: object, alice: Actor) -> None:
    enter(page, live_server)
    first = page.locator("[data-key]:visible").get_attribute("data-key")
    page.locator('[data-answer="yes"]:visible').click()
    page.get_by_role("button", name="Back").click()
    assert page.locator("[data-key]:visible").get_attribute("data-key") == first
    assert page.locator("[data-key]:visible [aria-pressed], [data-key]:visible :checked").count() == 0
    answer(page, {})
    expect(page.get_by_role("heading", name="Thank you for answering")).to_be_visible()


def test_it_works_by_keyboard(page: Page, live_server: object) -> None:
    page.goto(f"{live_server}/help/check/")
    page.get_by_role("button", name="Yes, go on").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Begin").press("Enter")
    for _ in questions():
        heading = page.locator("[data-key]:visible h1")
        expect(heading).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="That was the last one")).to_be_focused()


LEAKS = {
    "a beacon": 'navigator.sendBeacon("/help/check/begin/", answer)',
    "a picture": 'new Image().src = "/static/web/favicon.svg?" + answer',
    "a body": 'fetch("/help/check/begin/", { method: "POST", body: answer })',
    "a query": 'fetch("/help/check/clear/?" + answer, { method: "POST" })',
}


@pytest.mark.parametrize("leak", LEAKS)
def test_a_page_that_leaks_is_noticed(page: Page, live_server: object, leak: str) -> None:
    page.add_init_script(
        f"""addEventListener("click", (event) => {{
            const answer = event.target.dataset.answer;
            if (answer) {{ {LEAKS[leak]}; }}
        }}, true)"""
    )
    recorder = Recorder(page.context)
    enter(page, live_server)
    recorder.begin()
    with page.expect_request("**/*"):
        page.locator('[data-answer="yes"]:visible').click()
    assert recorder.beyond(BEGIN, CLEAR)


def test_without_scripts_it_says_so_and_shows_the_way_to_help(chromium: Browser, live_server: object) -> None:
    page = chromium.new_page(java_script_enabled=False)
    page.goto(f"{live_server}/help/check/")
    expect(page.get_by_text("scripts need to be switched on")).to_be_visible()
    assert not page.locator("[data-answer]:visible").count()
    page.get_by_role("link", name="See the help lines").click()
    page.locator("#country").select_option("GB")
    page.get_by_role("button", name="Show").click()
    expect(page.locator('[data-country="GB"] [href="tel:116123"]')).to_be_visible()
    assert page.url.endswith("/help/?c=GB")
