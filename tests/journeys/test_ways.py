"""Other ways through the same house: by keyboard alone, without scripts, without a network, and out at once."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import LAPTOP, PHONE, House, Visitor
from tests.journeys.test_every_page import MIRA

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("every-page")]
NOTE = "Only for me: I was happy by the river."


def test_a_guest_can_do_it_all_by_keyboard(visitor: type[Visitor], lived_in: House) -> None:
    guest = visitor(LAPTOP, at=lived_in)
    page, keys = guest.go("/start/"), guest.page.keyboard
    for number in range(14):
        screen = page.locator("[data-question]:visible")
        for group in range(2 if number < 10 else 1):
            keys.press("Tab")
            # An arrow chooses in a group of radio buttons; where focus stands is asked of the page, not assumed.
            while page.evaluate("document.activeElement.type") != "radio":
                keys.press("Tab")
            keys.press("Space")
            keys.press("ArrowRight")
            assert screen.locator("fieldset").nth(group).locator(":checked").count() == 1
        keys.press("Enter")
    expect(page.locator("h1")).to_have_text(re.compile("weigh"))


def test_back_in_the_browser_is_one_question_back(visitor: type[Visitor], lived_in: House) -> None:
    guest = visitor(PHONE, at=lived_in)
    page = guest.go("/start/")
    page.locator("[data-question]:visible .scale-row label").nth(4).click()
    guest.press("Next")
    page.go_back()
    shown = page.locator("[data-question]:visible")
    expect(shown).to_contain_text("Question 1 of 14")
    assert shown.locator(".scale-row :checked").get_attribute("value") == "4"


def test_everything_works_without_scripts(visitor: type[Visitor], lived_in: House) -> None:
    plain = visitor(PHONE, at=lived_in, java_script_enabled=False)
    page = plain.go("/start/")
    page.locator("[name='now-empathy'][value='2']").check(force=True)
    page.locator("[name='imp-empathy'][value='3']").check(force=True)
    plain.press("See what this says")
    plain.press("Keep this, and go on from here")
    page.get_by_label("What should we call you?").fill("Plain")
    page.get_by_label("A name to sign in with").fill("plain")
    page.locator("input[name=passphrase]").fill(page.locator("#offered").inner_text())
    page.get_by_label("I am 18 or older").check()
    plain.press("Make my account")
    plain.press("Later")
    plain.press("Begin")
    plain.press("Begin")
    expect(page.locator("main form#f")).to_be_visible()
    plain.go("/mine/new/").locator("textarea").fill(NOTE)
    plain.press("Keep it")
    expect(page.locator("textarea")).to_have_value(NOTE)


def test_a_lost_network_loses_no_words(visitor: type[Visitor], lived_in: House) -> None:
    mira = visitor(PHONE, at=lived_in)
    mira.sign_in(*MIRA)
    page = mira.go("/mine/new/")
    page.locator("textarea").fill(NOTE)
    mira.context.set_offline(True)
    mira.press("Keep it")
    expect(page.get_by_text("You are offline. Your words are still in this page.")).to_be_visible()
    expect(page.locator("textarea")).to_have_value(NOTE)
    # Pressed once is enough: it goes out when the network is back.
    mira.context.set_offline(False)
    page.wait_for_url(re.compile(r"/mine/[0-9a-f-]{36}/"))
    mira.errors.clear()


@pytest.mark.parametrize("way", ["button", "shift"])
def test_quick_exit_is_quick_and_back_shows_nothing(visitor: type[Visitor], lived_in: House, way: str) -> None:
    mira = visitor(PHONE, at=lived_in)
    mira.sign_in(*MIRA)
    mira.go("/mine/new/").locator("textarea").fill(NOTE)
    mira.press("Keep it")
    page = mira.page
    page.wait_for_url(re.compile(r"/mine/[0-9a-f-]{36}/"))
    page.locator("h1").click()
    begun = time.monotonic()
    if way == "button":
        page.get_by_role("link", name="Quick exit").first.click(no_wait_after=True)
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    page.wait_for_function("!document.body || !document.body.innerText.includes('river')", polling=10)
    gone = time.monotonic() - begun
    page.wait_for_url("**127.0.0.1**")
    for _ in range(10):
        page.go_back()
        page.wait_for_load_state()
        assert "river" not in page.content()
    # On a machine that does other things as well; at rest it is a third of a second.
    assert gone < 4.0, gone
    mira.errors.clear()


def test_markup_in_words_stays_words(visitor: type[Visitor], lived_in: House) -> None:
    mira = visitor(PHONE, at=lived_in)
    mira.sign_in(*MIRA)
    words = (
        "<script>window.hit=1</script><img src=x onerror=window.hit=1><svg onload=window.hit=1>"
        "{{ 7*7 }}{% debug %}</textarea><iframe srcdoc='<script>parent.hit=1</script>'>"
        "javascript:window.hit=1 \u202eabc"
    )
    mira.go("/mine/new/").locator("textarea").fill(words)
    mira.press("Keep it")
    expect(mira.page.locator("textarea")).to_have_value(words)
    mira.go("/mine/")
    assert mira.page.evaluate("window.hit") is None
