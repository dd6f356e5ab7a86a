"""The first evening, whole: Alice begins as a guest, Bob joins on a phone, they compare and reveal.

She keeps something of hers, he leaves.
"""

import re
import sqlite3

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import LAPTOP, PHONE, House, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("first-evening")]

SECRET = "the winter I nearly left, and never told anyone"
HERS, HIS = "The night the car broke down outside Ghent.", "Your feet in my lap on the hospital chairs."


def answer_short_check_up(one: Visitor, now: int) -> None:
    page = one.page
    for number in range(14):
        screen = page.locator("[data-question]:visible")
        if number < 10:
            screen.locator(".scale-row label").nth(now).click()
            screen.locator(".seg label").nth(2).click()
        else:
            screen.locator("label.choice").nth(2).click()
        page.locator("[data-next]:visible, [data-send]:visible").click()


def sign_up(one: Visitor, name: str) -> str:
    page = one.page
    page.get_by_label("What should we call you?").fill(name)
    page.get_by_label("A name to sign in with").fill(name.lower())
    one.press("Use these words")
    passphrase = page.locator("input[name=passphrase]").input_value()
    page.get_by_label("I am 18 or older").check()
    one.press("Make my account")
    expect(page.locator("h1")).to_have_text("Write this down on paper")
    return passphrase


def keep_recovery_code(one: Visitor, passphrase: str) -> list[str]:
    words = one.page.locator("[data-code] li").all_inner_texts()
    one.page.locator("input[name=word]").fill(words[6])
    one.page.locator("input[name=passphrase]").fill(passphrase)
    one.press("I have it on paper")
    expect(one.page.locator("h1")).to_contain_text("Good ")
    return words


def words_to_compare(one: Visitor) -> list[str]:
    return one.go("/us/words/").locator(".code li").all_inner_texts()


def become_clear(one: Visitor) -> None:
    page = one.go("/help/check/")
    page.locator("[data-screen=alone] button").first.click()
    one.press("Begin")
    expect(page.locator("[data-screen=question]:visible")).to_have_count(1)
    while page.locator("[data-screen=question]:visible").count():
        screen = page.locator("[data-screen=question]:visible")
        screen.locator(f"[data-answer={screen.get_attribute('data-wanted')}]").click()
    one.press("Go on")
    expect(page.locator("[data-screen=clear]")).to_be_visible()


def be_willing(one: Visitor) -> None:
    one.go("/us/")
    one.press("I would like to do steps together")
    expect(one.page.get_by_role("button", name="Not for now")).to_be_visible()


def check_up(one: Visitor, now: int) -> None:
    page = one.go("/check-up/short/1/")
    while "/check-up/short/" in page.url:
        if page.locator(".scale-row").count():
            page.locator(".scale-row label").nth(now).click()
            page.locator(".seg label").nth(2).click()
        else:
            page.locator("label.choice").nth(3).click()
        before = page.url
        page.locator(".actionbar .button").last.click()
        page.wait_for_url(lambda url, before=before: url != before)


def share_newest(one: Visitor) -> None:
    page = one.go("/check-up/")
    page.locator("ul.links a").last.click()
    one.press("Put this in to compare")


def rows(house: House) -> bytes:
    """All the database says: the file, its log, and every value of every table."""
    raw = b"".join(path.read_bytes() for path in house.data.glob("rekindle.sqlite3*"))
    with sqlite3.connect(house.data / "rekindle.sqlite3") as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        for table in tables:
            for row in database.execute(f'SELECT * FROM "{table}"'):
                raw += b"|".join(value if isinstance(value, bytes) else str(value).encode() for value in row)
    return raw


def test_two_people_live_through_a_first_evening(visitor: type[Visitor], house: House) -> None:
    alice, bob = visitor(LAPTOP), visitor(PHONE, has_touch=True, color_scheme="dark")

    # Alice, a guest
    alice.go("/")
    alice.press("Start with a short check-up")
    answer_short_check_up(alice, 3)
    expect(alice.page.locator("h1")).to_have_text("What weighs most")
    expect(alice.page.get_by_text("One thing for tonight")).to_be_visible()
    alice.press("Keep this, and go on from here")
    passphrase = sign_up(alice, "Alice")
    keep_recovery_code(alice, passphrase)
    expect(alice.page.get_by_text("Why this, why now.")).to_be_visible()

    # Bob, invited
    alice.go("/us/invitation/")
    alice.press("Make a link")
    link = alice.page.get_by_label("The link").input_value()
    assert re.fullmatch(rf"{house.address}/join/#[\w-]{{43}}", link)
    bob.page.goto(link)
    expect(bob.page.locator("h1")).to_have_text("Alice has invited you")
    assert "#" not in bob.page.url
    bob.press("Join, with an account of my own")
    sign_up(bob, "Bob")
    bob.press("Later")

    # Four words
    hers, his = words_to_compare(alice), words_to_compare(bob)
    assert hers == his and len(hers) == 4
    alice.press("They are the same")
    bob.press("They are the same")

    # Joint steps are closed, the same text for both, until both are clear and willing
    closed = alice.go("/us/").locator("#joint").locator("xpath=ancestor::section").inner_text()
    become_clear(alice)
    be_willing(alice)
    assert bob.go("/us/").locator("#joint").locator("xpath=ancestor::section").inner_text() == closed
    become_clear(bob)
    be_willing(bob)
    expect(alice.go("/us/").get_by_text("Steps for two are open.")).to_be_visible()

    # Both look where they stand, and compare
    check_up(bob, 7)
    share_newest(bob)
    expect(bob.page.get_by_text("Where we each are")).not_to_be_visible()
    share_newest(alice)
    bob.go("/us/")
    bob.press("Your check-ups, side by side")
    expect(bob.page.locator("h1")).to_have_text("Where we each are")
    alice.go("/us/")
    alice.press("Your check-ups, side by side")
    expect(alice.page.get_by_text("Seen differently")).to_be_visible()

    # A round
    alice.go("/practices/3/")
    alice.page.get_by_role("listitem").filter(has_text="Something you do not know yet").get_by_role(
        "button", name="Begin together"
    ).click()
    alice.press("Begin")
    while not alice.page.get_by_role("button", name="Seal it").count():
        if alice.page.locator("label.choice").count():
            alice.page.locator("label.choice").first.click()
        alice.press("Continue")
    alice.page.locator("textarea").fill(HERS)
    alice.press("Seal it")
    bob.go("/today/")
    bob.press("Answer")
    assert HERS not in bob.page.content()
    bob.page.locator("textarea").first.fill(HIS)
    bob.press("Seal it")
    assert HERS not in bob.page.content()
    alice.go("/us/")
    alice.press("Something about me these days")
    expect(alice.page.get_by_text(HIS)).to_be_visible()
    bob.go("/us/")
    bob.press("Something about me these days")
    expect(bob.page.get_by_text(HERS)).to_be_visible()
    bob.page.locator("textarea").last.fill("I hear you.")
    bob.page.get_by_role("button", name=re.compile("Say it|Send|Reply|Keep|Add", re.I)).last.click()
    round_url = bob.page.url

    # Something of hers alone
    alice.go("/mine/new/")
    alice.page.locator("textarea").fill(SECRET)
    alice.press("Keep it")
    expect(alice.page.get_by_text("Only you").first).to_be_visible()
    private = [alice.page.url, alice.go("/mine/").locator("ul.links a").first.get_attribute("href")]
    for address in private:
        response = bob.page.goto(address if str(address).startswith("http") else house.address + str(address))
        assert response and response.status == 404
    bob.errors.clear()
    everything = rows(house) + house.log.read_bytes()
    for words in (SECRET, HERS, HIS, "I hear you.", passphrase):
        assert words.encode() not in everything
    assert b"alice" in everything

    # Bob leaves. Both keep what is theirs.
    bob.go("/us/part/")
    bob.page.locator("main button").last.click()
    bob.page.goto(round_url)
    expect(bob.page.get_by_text(HERS)).to_be_visible()
    alice.page.goto(round_url)
    expect(alice.page.get_by_text(HIS)).to_be_visible()
    alice.go("/mine/")
    expect(alice.page.get_by_text("the winter I nearly left").first).to_be_visible()
    assert bob.go("/mine/").get_by_text("the winter").count() == 0
