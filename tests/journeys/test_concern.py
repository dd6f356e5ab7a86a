"""One problem, worked through by two people on two phones: from its name to an agreement that is kept."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.cast import PASSPHRASE
from tests.journeys.conftest import PHONE, ROOT, House, Visitor, free_port, start, surroundings
from tests.journeys.test_every_page import trouble

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("concern")]

NAME = "How we plan Sundays"
HERS = "On Sunday at ten I asked what we do. You said “no idea” and went on reading."
HIS = "I was in the second chapter. <script>window.hit=1</script> You asked twice, and the door closed."
SOFT = "As if I had failed at resting."
IDEAS = ("Plan it on Saturday", "Toss a coin at ten", "Every second Sunday has no plan", "Each alone until noon", "Fog")


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house in which steps for two are open for Alice and Bob."""
    data, port = tmp_path_factory.mktemp("theirs") / "data", free_port()
    made = [sys.executable, "-m", "tests.journeys.two"]
    subprocess.run(made, env=surroundings(data, port), cwd=ROOT, check=True, capture_output=True)
    house = start(data, port)
    yield house
    house.process.terminate()
    house.process.wait(10)


class Two:
    """Alice and Bob, each on a phone; every state they come to is looked at by axe."""

    def __init__(self, make: type[Visitor], house: House, **options: object) -> None:
        self.house, self.wrong, self.seen = house, dict[str, list[str]](), set[str]()
        self.both = [make(PHONE, at=house, **options), make(PHONE, at=house, color_scheme="dark", **options)]
        for one, name in zip(self.both, ("alice", "bob"), strict=True):
            one.sign_in(name, PASSPHRASE)
        self.path = ""

    def look(self, page: Page) -> Page:
        state = page.url + " | ".join(page.locator("h1, h2, h3, button, [role=alert]").all_inner_texts())
        if state not in self.seen and (found := trouble(page)):
            self.wrong[state] = found
        self.seen.add(state)
        return page

    def at(self, one: Visitor, rest: str = "") -> Page:
        return self.look(one.go(f"{self.path}{rest}"))

    def offer(self, by: Visitor, name: str = NAME) -> None:
        page = by.go("/us/concerns/new/")
        page.get_by_label("What is it about?").fill(name)
        page.locator("label.choice", has_text="Together").click()
        by.press("Begin")
        expect(page.locator("h1")).to_have_text(name)
        self.path = page.url.removeprefix(self.house.address)
        self.look(page)


@pytest.fixture
def two(visitor: type[Visitor], theirs: House) -> Two:
    return Two(visitor, theirs)


def write_side(two: Two, one: Visitor, told: dict[str, str], ticks: tuple[str, ...]) -> Page:
    """Screen after screen: what is asked for is filled in, what fits is ticked."""
    page = two.at(one)
    one.press("Begin")
    while not page.get_by_role("button", name="Seal it").count():
        for field in page.locator("main textarea").all():
            field.fill(told.get(str(field.get_attribute("name")), ""))
        for words in ticks:
            for choice in page.locator("label.choice", has_text=words).all():
                choice.click()
        two.look(page)
        before = page.url
        one.press("Keep and continue")
        page.wait_for_url(lambda url, before=before: url != before)
    return two.look(page)


def seal_side(two: Two, one: Visitor, told: dict[str, str], *ticks: str) -> None:
    write_side(two, one, told, ticks)
    one.press("Seal it")
    expect(
        one.page.get_by_text("Your side is sealed").or_(one.page.get_by_text("Both sides").first).first
    ).to_be_visible()


def test_one_problem_from_its_name_to_what_became_of_it(two: Two) -> None:
    alice, bob = two.both

    # A name, put in other words, and a yes
    two.offer(alice)
    page = two.at(bob)
    expect(page.get_by_role("heading", name="Alice would like to look at this with you")).to_be_visible()
    bob.press("In other words")
    two.look(page).get_by_label("What is it about?").fill("How we spend Sundays")
    bob.press("Offer it so")
    two.at(alice)
    alice.press("Yes, let us look")

    # Both sides, each apart. Nothing of the other one's is there before both are in.
    loop = {"when": "nothing is planned by ten", "i": "ask again", "they": "reads on", "then": "go out alone"}
    seal_side(two, alice, {"happens": HERS, **loop}, "One of us likes a plan", "Irritation", "Overlooked", "Work")
    assert HERS not in two.at(bob).content()
    seal_side(two, bob, {"happens": HIS, "soft_own": SOFT, "i": "go quiet"}, "Silence", "Not good enough")
    assert HERS not in bob.page.content() and HIS not in two.at(bob).content()
    expect(two.at(alice).get_by_text(SOFT)).to_be_visible()
    assert alice.page.evaluate("window.hit") is None
    expect(two.at(bob).get_by_text(HERS)).to_be_visible()

    # Read one at a time, and say what rang true
    for one, what in ((alice, "Underneath"), (bob, "What happens")):
        two.at(one, "read/1/")
        one.press("I have read it")
        two.look(one.page)
        one.press("Say what rang true")
        two.look(one.page).locator("label.choice", has_text=what).first.click()
        one.page.get_by_label("What surprised you?").fill(f"That it is so for you, said {what}.")
        one.press("Seal my answer")
    expect(two.at(alice).get_by_text("That it is so for you, said What happens.")).to_be_visible()

    # The pattern, written by both at once: no words are lost
    two.at(bob, "pattern/").get_by_label("A name for it").fill("The fog")
    alice_page = two.at(alice, "pattern/")
    alice_page.get_by_label("A name for it").fill("The Sunday fog")
    expect(alice_page.get_by_label("The more Alice …", exact=True)).to_have_value("ask again")
    alice_page.get_by_label("The more Alice …", exact=True).fill("asks")
    alice_page.get_by_label("… the more Bob …").fill("goes quiet")
    alice.press("Keep it")
    bob.press("Keep it")
    expect(bob.page.get_by_role("alert")).to_contain_text("The Sunday fog")
    bob.errors.clear()
    expect(bob.page.get_by_label("A name for it")).to_have_value("The fog")
    two.look(bob.page).get_by_label("The more Alice …", exact=True).fill("asks again")
    bob.press("Keep it")
    bob.press("This is how it goes for us")
    two.at(alice).get_by_role("button", name="This is how it goes for us").dblclick()
    expect(alice.page.get_by_role("heading", name="Talk about it")).to_be_visible()

    # A talk without the app counts as well
    for one in two.both:
        two.at(one)
        one.press("We have talked about it")

    # To solve, or to live with?
    for one, words in ((alice, "It can be solved"), (bob, "It lasts")):
        two.at(one)
        one.press("Say what I think")
        two.look(one.page).locator("label.choice", has_text=words).click()
        one.press("Seal my answer")
    expect(two.at(alice).get_by_text("You see it differently")).to_be_visible()
    alice.press("Look for something to try")

    # Needs, five ideas, and those that both could live with
    for one in two.both:
        page = two.at(one, "ideas/")
        page.get_by_label("What I need here").fill("To know by Saturday")
        one.press("Keep my need")
    for number, idea in enumerate(IDEAS):
        assert not page.get_by_role("button", name="That is enough").count()
        page = two.both[number % 2].go(f"{two.path}ideas/")
        page.get_by_label("An idea").fill(idea)
        two.both[number % 2].press("Add it")
    two.look(page)
    alice.go(f"{two.path}ideas/")
    alice.press("That is enough, let us look at them")
    for one, chosen in ((alice, IDEAS[:3]), (bob, IDEAS[2:])):
        two.at(one)
        one.press("Look at the ideas")
        for idea in chosen:
            two.look(one.page).locator("label.choice", has_text=idea).click()
        one.press("Seal my answer")
    page = two.at(alice)
    expect(page.get_by_text(IDEAS[2])).to_be_visible()
    assert IDEAS[0] not in page.content()

    # One agreement. Whoever changes a word asks for both yeses again.
    alice.press("Write the agreement")
    two.look(page).get_by_label("What we will try, in one line").fill("Plan it on Saturday, at supper")
    page.get_by_label("Alice …").fill("asks on Saturday, and not on Sunday.")
    page.get_by_label("Bob …").fill("says one thing he would like to do.")
    alice.press("Keep it")
    alice.press("Yes, I will try this")
    expect(two.at(alice).get_by_text("You have said yes.")).to_be_visible()
    seen_before = two.at(bob).url
    bob.press("Change the agreement")
    two.look(bob.page).get_by_label("When and where").fill("At the kitchen table")
    bob.press("Keep it")
    expect(two.at(alice).get_by_role("button", name="Yes, I will try this")).to_be_visible()
    for one in two.both:
        two.at(one)
        one.press("Yes, I will try this")
    expect(bob.page.get_by_text("You both said yes on")).to_be_visible()
    assert seen_before == bob.page.url

    # How it went: apart, then together, and kept
    for one, words in ((alice, "Partly"), (bob, "Yes")):
        page = two.at(one)
        page.locator(".seg label", has_text=words).click()
        page.get_by_label("One line about how it went").fill(f"{words}, mostly.")
        one.press("Seal my answer")
    assert "Yes, mostly." in two.at(alice).content()
    for one in two.both:
        two.at(one)
        one.press("Keep it")
    expect(bob.page.get_by_text("You both chose to keep it")).to_be_visible()
    two.look(bob.page)
    expect(alice.go("/us/").get_by_text("You tried “Plan it on Saturday, at supper”")).to_be_visible()
    assert two.wrong == {}


def test_it_works_without_scripts_and_back_in_the_browser_loses_nothing(visitor: type[Visitor], theirs: House) -> None:
    plain = Two(visitor, theirs, java_script_enabled=False)
    alice, bob = plain.both
    alice.go("/us/concerns/new/").get_by_label("What is it about?").fill("Who rings the plumber")
    alice.page.locator("input[value=together]").check(force=True)
    alice.press("Begin")
    plain.path = alice.page.url.removeprefix(theirs.address)
    bob.go(plain.path)
    bob.press("Yes, let us look")
    page = bob.go(f"{plain.path}side/1/")
    page.locator("textarea[name=happens]").fill(HIS)
    bob.press("Keep and continue")
    page.wait_for_url("**/side/2/")
    page.go_back()
    expect(page.locator("textarea[name=happens]")).to_have_value(HIS)
    page.goto(f"{theirs.address}{plain.path}side/99/")
    bob.press("Seal it")
    expect(page.get_by_text("Your side is sealed")).to_be_visible()
    # Back asks for the page anew: it says where things stand by now.
    page = alice.go(plain.path)
    page.locator("summary", has_text="Put it aside").click()
    alice.press("Put it aside for now")
    expect(page.get_by_role("button", name="Take it up again")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="Take it up again")).to_be_visible()


def test_a_side_is_written_by_keyboard_alone(visitor: type[Visitor], theirs: House) -> None:
    page = visitor(PHONE, at=theirs).sign_in("alice", PASSPHRASE)
    page.goto(f"{theirs.address}/us/concerns/new/")
    keys = page.keyboard
    tab_to(page, "document.activeElement.name === 'title'")
    keys.type("The noise in the morning")
    tab_to(page, "document.activeElement.type === 'radio'")
    keys.press("ArrowDown")
    assert page.locator("input[value=alone]").is_checked()
    keys.press("Enter")
    page.wait_for_url("**/mine/concerns/**")
    tab_to(page, "document.activeElement.name === 'happens'")
    keys.type("The lid of the pan, at six.")
    tab_to(page, "document.activeElement.value === 'on' && document.activeElement.tabIndex >= 0")
    keys.press("Enter")
    page.wait_for_url("**/2/")
    tab_to(page, "document.activeElement.type === 'checkbox'")
    keys.press("Space")
    assert page.locator("input:checked").count() == 1
    keys.press("Enter")
    page.wait_for_url("**/3/")
    expect(page.locator("h1")).to_have_text("And underneath?")


def tab_to(page: Page, there: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(there):
            return
    raise AssertionError(there)
