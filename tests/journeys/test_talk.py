"""A talk in real browsers on a phone: in writing, with two phones on the sofa, and with one phone between two."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.cast import PASSPHRASE
from tests.journeys.conftest import PHONE, ROOT, House, Visitor, free_port, start, surroundings
from tests.journeys.test_every_page import trouble

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("talk")]

HERS, MISSING = "When Sunday is empty I feel it is mine to fill.", "And tired of being the one who asks."
HIS = "You feel alone with the Sunday, and that it is yours to fill."
BETTER = "Alone with it, and tired of asking first."


def made(data: Path, port: int, *what: str) -> str:
    command = [sys.executable, "-m", "tests.journeys.two", *what]
    done = subprocess.run(command, env=surroundings(data, port), cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def stop(house: House) -> None:
    house.process.terminate()
    house.process.wait(10)


class Talkers:
    """Alice and Bob, each on a phone. Every screen they come to is looked at by axe."""

    def __init__(self, make: type[Visitor], house: House, **options: object) -> None:
        self.wrong, self.seen = dict[str, list[str]](), set[str]()
        # Without motion: axe would otherwise measure colours half-way between two of them.
        options = {"reduced_motion": "reduce", **options}
        self.alice = make(PHONE, at=house, **options)
        self.bob = make(PHONE, at=house, color_scheme="dark", **options)
        for one, name in ((self.alice, "alice"), (self.bob, "bob")):
            one.sign_in(name, PASSPHRASE)

    def reads(self, one: Visitor, heading: str) -> Page:
        """What stands on a screen, without anybody having loaded it anew."""
        expect(one.page.locator("h1")).to_have_text(heading)
        state = one.page.locator("main").inner_text()[:120]
        if (heading, state) not in self.seen and (found := trouble(one.page)):
            self.wrong[heading] = found
        self.seen.add((heading, state))
        return one.page

    def both_read(self, hers: str, his: str) -> None:
        self.reads(self.alice, hers)
        self.reads(self.bob, his)

    def begin(self, way: str, topic: str = "Sundays") -> None:
        page = self.alice.go("/talks/kinds/1/")
        page.get_by_label("What is it about?").fill(topic)
        page.locator(f"label.choice:has(input[value={way}])").click()
        self.alice.press("Open the talk")
        self.reads(self.alice, "Before you begin")

    def join(self) -> None:
        """Bob finds the talk on Today."""
        self.bob.go("/today/")
        self.bob.press("Go to the talk")
        self.reads(self.bob, "Before you begin")

    def agree(self) -> None:
        self.alice.press("Yes, I will do my part")
        self.reads(self.alice, "You said yes")
        self.bob.press("Yes, I will do my part")
        self.both_read("Who begins?", "Who begins?")
        self.bob.press("Alice begins")

    def write(self, one: Visitor, words: str, button: str) -> None:
        one.page.locator("textarea[name=text]").fill(words)
        one.press(button)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    data, port = tmp_path / "data", free_port()
    made(data, port)
    house = start(data, port)
    yield house
    stop(house)


def test_a_typed_talk_through_a_restart_to_a_signed_agreement(visitor: type[Visitor], tmp_path: Path) -> None:
    data, port = tmp_path / "data", free_port()
    concern = made(data, port, "talk")
    house = start(data, port)
    two = Talkers(visitor, house)
    alice, bob = two.alice, two.bob

    # From the concern into the talk, with its name brought along
    alice.go(f"/us/concerns/{concern}/")
    alice.press("Begin a talk with turns")
    expect(alice.page.get_by_label("What is it about?")).to_have_value("name from her side")
    alice.page.locator("label.choice:has(input[value=apart])").click()
    alice.press("Open the talk")
    two.join()
    two.agree()
    two.both_read("You have the floor", "Alice has the floor")

    # Written, said back, not quite, and once more. Each screen follows the other by itself.
    two.write(alice, HERS, "Give it to Bob")
    two.both_read("Bob is saying it back", "Now say it back")
    expect(bob.page.get_by_text(HERS)).to_be_visible()
    two.write(bob, HIS, "Give it back to Alice")
    expect(two.reads(alice, "Did Bob get it?").get_by_text(HIS)).to_be_visible()
    alice.press("Not quite")
    two.both_read("Say the piece that was missing", "Alice has the floor")

    # Half a sentence is written when Bob needs a pause: the sentence is not lost
    alice.page.locator("textarea[name=text]").fill(MISSING)
    bob.press("I need a pause")
    two.both_read("A good moment to stop", "A good moment to stop")
    expect(alice.page.get_by_role("button", name="I am ready when you are")).to_have_count(0)

    # The server is gone, and there again twenty-one minutes later. Nobody touches the pages.
    stop(house)
    house = start(data, port, minutes=21)
    alice.page.reload()
    bob.page.reload()
    two.both_read("Time to come back", "Time to come back")
    alice.press("I am ready when you are")
    bob.press("I am ready when you are")
    two.both_read("Say the piece that was missing", "Alice has the floor")
    expect(alice.page.get_by_text("Welcome back, both of you.")).to_be_visible()
    two.write(alice, MISSING, "Give it to Bob")
    two.reads(bob, "Now say it back")
    two.write(bob, BETTER, "Give it back to Alice")
    two.reads(alice, "Did Bob get it?")
    alice.press("Yes, you got it")
    two.both_read("Bob has the word", "What makes sense about it?")
    two.write(bob, "It makes sense that you are tired of it.", "Give it to Alice")
    two.both_read("Bob has the floor", "Now your side")

    # The other turns, quickly
    for speaker, listener, heading in ((bob, alice, "Now your side"), (alice, bob, "What is still missing?")):
        two.reads(speaker, heading)
        two.write(speaker, "My side of it.", "Give it to")
        two.reads(listener, "Now say it back")
        two.write(listener, "Yours, in my words.", "Give it back to")
        expect(speaker.page.get_by_role("button", name="Yes, you got it")).to_be_visible()
        speaker.press("Yes, you got it")
        if speaker is bob:
            two.reads(alice, "What makes sense about it?")
            two.write(alice, "I can follow that.", "Give it to Bob")
    two.reads(bob, "What is still missing?")
    two.write(bob, "Nothing is missing.", "Give it to Alice")
    two.reads(alice, "Now say it back")
    two.write(alice, "You feel heard.", "Give it back to Bob")
    two.reads(bob, "Did Alice get it?")
    bob.press("Yes, you got it")

    # One sentence each; neither is there before both are
    two.both_read("One sentence to end with", "One sentence to end with")
    two.write(alice, "I was heard tonight.", "End with this")
    two.reads(alice, "Yours is in")
    assert "I was heard tonight." not in bob.page.content()
    two.write(bob, "I did not know you were tired.", "End with this")
    two.both_read("That is enough for today", "That is enough for today")
    for one in (alice, bob):
        expect(one.page.get_by_text("I was heard tonight.")).to_be_visible()
        assert HERS not in one.page.content()
    bob.page.locator(".seg label", has_text="Hard").click()
    bob.press("Keep it for me")
    expect(bob.page.get_by_text("Thank you for saying so.")).to_be_visible()

    # Back to what it was about, and on to an agreement that both sign
    alice.press("Back to what it was about")
    alice.press("We have talked about it")
    bob.go(f"/us/concerns/{concern}/")
    bob.press("We have talked about it")
    made(data, port, concern)
    alice.go(f"/us/concerns/{concern}/")
    alice.press("Write the agreement")
    alice.page.get_by_label("What we will try, in one line").fill("Plan Sunday on Saturday, at supper")
    alice.page.get_by_label("Alice …").fill("asks on Saturday.")
    alice.page.get_by_label("Bob …").fill("names one thing he would like.")
    alice.press("Keep it")
    for one in (alice, bob):
        one.go(f"/us/concerns/{concern}/")
        one.press("Yes, I will try this")
    expect(bob.page.get_by_text("You both said yes on")).to_be_visible()
    for one in (alice, bob):
        one.page.goto("about:blank")
        # While the server was away, a page could not reach it. That is no fault of the page.
        one.errors = [error for error in one.errors if "ERR_CONNECTION" not in error and "WebSocket" not in error]
    stop(house)
    assert two.wrong == {}
    files = [data.parent / "log", *data.glob("rekindle.sqlite3*")]
    everything = b"".join(file.read_bytes() for file in files)
    assert not [words for words in (HERS, HIS, MISSING, "I was heard tonight.") if words.encode() in everything]


def test_two_phones_in_one_room(house: House, visitor: type[Visitor]) -> None:
    two = Talkers(visitor, house)
    alice, bob = two.alice, two.bob
    two.begin("two")
    two.join()
    two.agree()
    two.both_read("You have the floor", "Just listen")
    assert alice.page.locator("body").get_attribute("class") == "floor-a"
    assert bob.page.locator("body").get_attribute("class") == "listen-a"
    alice.press("One more minute")
    expect(alice.page.locator("[data-left]")).to_contain_text("3:")

    # Bob holds a thought; it stays on his screen through whatever Alice does
    bob.page.get_by_text("Hold a thought for later").click()
    bob.page.get_by_label("A word to remember").fill("swimming")
    alice.press("One more minute")
    expect(alice.page.locator("[data-left]")).to_contain_text("4:")
    expect(bob.page.locator("[data-left]")).to_contain_text("4:")
    expect(bob.page.locator("#hold")).to_have_value("swimming")

    # Both press at once; one tab is open twice; keys alone
    twice = alice.context.new_page()
    twice.goto(alice.page.url)
    alice.page.get_by_role("button", name="Done. Bob says it back").focus()
    alice.page.keyboard.press("Enter")
    two.both_read("Bob is saying it back", "Now say it back")
    expect(twice.locator("h1")).to_have_text("Bob is saying it back")
    alice.press("Yes, you got it")
    expect(twice.locator("h1")).to_have_text("Now listen")
    bob.page.get_by_role("button", name="I have said it").dblclick()
    two.both_read("Just listen", "Now your side")

    # No network for Alice: she misses a turn, and knows of it when she is back
    alice.context.set_offline(True)
    bob.press("Done. Alice says it back")
    two.reads(bob, "Alice is saying it back")
    alice.context.set_offline(False)
    two.reads(alice, "Now say it back")
    alice.press("Stop here")
    two.both_read("The talk has ended", "The talk has ended")
    alice.errors = [error for error in alice.errors if "ERR_INTERNET_DISCONNECTED" not in error]
    assert two.wrong == {}


def test_one_phone_between_two(house: House, visitor: type[Visitor]) -> None:
    two = Talkers(visitor, house)
    alice = two.alice
    two.begin("one")
    alice.page.get_by_role("region", name="For Alice").get_by_role("button", name="Yes, I will").click()
    expect(two.reads(alice, "You said yes").get_by_role("heading", name="And Bob?")).to_be_visible()
    alice.page.get_by_role("region", name="For Bob").get_by_role("button", name="Yes, I will").click()
    two.reads(alice, "Who begins?")
    alice.press("Bob begins")
    two.reads(alice, "You have the floor")
    near, far = (alice.page.get_by_role("region", name=f"For {name}") for name in ("Bob", "Alice"))
    expect(far.get_by_role("heading", name="Just listen")).to_be_visible()
    assert far.bounding_box()["y"] < near.bounding_box()["y"]  # type: ignore[index]
    near.get_by_role("button", name="Done. Alice says it back").click()
    two.reads(alice, "Alice is saying it back")
    near.get_by_role("button", name="Yes, you got it").click()
    two.reads(alice, "Now listen")
    far.get_by_role("button", name="I have said it").click()
    two.reads(alice, "Now your side")
    alice.page.get_by_role("region", name="For Bob").get_by_role("button", name="I need a pause").click()
    two.reads(alice, "A good moment to stop")
    alice.press("Stop here")
    two.reads(alice, "The talk has ended")
    assert two.wrong == {}


def test_without_scripts_a_talk_works_all_the_same(house: House, visitor: type[Visitor]) -> None:
    two = Talkers(visitor, house, java_script_enabled=False)
    page = two.alice.go("/talks/kinds/3/")
    page.locator("label.choice:has(input[value=apart])").click()
    two.alice.press("Open the talk")
    two.bob.go("/today/")
    two.bob.press("Go to the talk")
    for one in (two.alice, two.bob):
        one.press("Yes, I will do my part")
    two.bob.press("I begin")
    two.bob.page.locator("textarea[name=text]").fill("The boat is sold.")
    two.bob.press("Give it to Alice")
    two.alice.page.reload()
    expect(two.alice.page.get_by_text("The boat is sold.")).to_be_visible()
    two.alice.press("Stop here")
    expect(two.alice.page.locator("h1")).to_have_text("The talk has ended")
