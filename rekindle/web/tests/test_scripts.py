"""The small scripts in a real browser, and the same page without them."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import QUIET, executable

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls("rekindle.web.tests.addresses"),
    pytest.mark.django_db(transaction=True),
]
KEPT = "Object.keys(sessionStorage).length"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, where the tests also clear their tables.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as play:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = play.chromium.launch(executable_path=executable(), args=[*QUIET])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, live_server: Any) -> Iterator[Page]:
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.problems = []  # type: ignore[attr-defined]
    page.on("console", lambda said: page.problems.append(said.text) if said.type == "error" else None)  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.problems.append(str(error)))  # type: ignore[attr-defined]
    yield page
    context.close()


def test_the_policy_lets_everything_in_and_nothing_complains(page: Page) -> None:
    page.goto("/parts/")
    page.wait_for_load_state("networkidle")
    assert page.problems == []  # type: ignore[attr-defined]
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith("Literata")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_no_part_shuts_anybody_out(page: Page, theme: Any, width: int) -> None:
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/parts/")
    page.locator("summary", has_text="Help now").click()
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_quick_exit_leaves_nothing_behind(page: Page) -> None:
    page.goto("/parts/")
    page.fill("[name=note]", "a secret")
    assert page.evaluate(KEPT) == 1
    page.click("[data-exit]")
    page.wait_for_url("**/exit/")
    assert page.evaluate(KEPT) == 0
    page.go_back()
    assert "a secret" not in page.content()
    assert page.locator("[name=note]").count() == 0 or page.input_value("[name=note]") == ""


def test_shift_three_times_is_quick_exit_and_says_so(page: Page) -> None:
    page.goto("/parts/")
    for says in ("two more times", "one more time"):
        page.keyboard.press("Shift")
        assert says in page.inner_text("#said")
    page.keyboard.press("Shift")
    page.wait_for_url("**/exit/")


def test_capital_letters_are_no_exit(page: Page) -> None:
    page.goto("/parts/")
    page.locator("[name=note]").press_sequentially("MIRA AND JONAH")
    page.keyboard.press("Shift")
    page.keyboard.press("a")
    page.keyboard.press("Shift")
    assert page.url.endswith("/parts/")


def test_words_stay_until_they_are_sent(page: Page) -> None:
    page.goto("/parts/")
    page.fill("[name=note]", "not sent yet")
    page.goto("/today/")
    page.goto("/parts/")
    assert page.input_value("[name=note]") == "not sent yet"
    page.eval_on_selector("#everything", "form => { form.noValidate = true; form.action = '?fail' }")
    page.get_by_role("button", name="Keep it").click()
    page.wait_for_url("**/parts/?fail")
    page.goto("/parts/")
    assert page.input_value("[name=note]") == "not sent yet"
    page.eval_on_selector("#everything", "form => { form.noValidate = true }")
    page.get_by_role("button", name="Keep it").click()
    page.wait_for_url("**/today/")
    page.goto("/parts/")
    assert page.input_value("[name=note]") == ""


def test_offline_keeps_the_words_and_says_so(page: Page) -> None:
    page.goto("/parts/")
    page.fill("[name=note]", "on the train")
    page.eval_on_selector("#everything", "form => { form.noValidate = true }")
    page.context.set_offline(True)
    page.get_by_role("button", name="Keep it").click()
    assert "Your words are still in this page" in page.inner_text("#offline")
    assert page.input_value("[name=note]") == "on the train"
    page.context.set_offline(False)


def test_a_form_is_sent_once(page: Page) -> None:
    sent: list[str] = []
    page.goto("/parts/")
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.eval_on_selector("#everything", "form => { form.noValidate = true }")
    page.evaluate("for (let n = 0; n < 3; n++) document.querySelector('#everything button:not([type])').click()")
    page.wait_for_url("**/today/")
    assert len(sent) == 1


def test_a_passphrase_can_be_seen(page: Page) -> None:
    page.goto("/parts/")
    show = page.get_by_role("button", name="Show Passphrase")
    show.click()
    assert page.get_attribute("[name=passphrase]", "type") == "text"
    assert show.get_attribute("aria-pressed") == "true"
    show.click()
    assert page.get_attribute("[name=passphrase]", "type") == "password"


def test_one_country_at_a_time_and_the_choice_is_kept_nowhere(page: Page) -> None:
    page.goto("/parts/")
    page.locator("summary", has_text="Help now").click()
    page.get_by_label("Where are you?").select_option(label="Ireland")
    assert page.locator(".countries details:visible").count() == 1
    assert page.evaluate("sessionStorage.length + localStorage.length + document.cookie.length") == 0


def test_without_scripts_every_country_and_the_way_out_are_there(chromium: Browser, live_server: Any) -> None:
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/parts/")
    page.locator("summary", has_text="Help now").click()
    assert page.locator(".countries summary:visible").count() >= 30
    page.click("[data-exit]")
    assert page.url.endswith("/exit/")
    context.close()
