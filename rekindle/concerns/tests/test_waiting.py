"""What waits for one person, on Today; and the same concern in a line on Us."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rekindle.concerns import waiting
from rekindle.concerns.tests.living import NAME, WAY, Two
from rekindle.ledger.models import Entry
from rekindle.safety import gate

pytestmark = pytest.mark.django_db
# Who is waited for at each stage of the shortest way, and a word of the button.
WAITS = {
    "offered": {"b": "See it"},
    "sides": {"a": "Go to it", "b": "Go to it"},
    "pattern": {"a": "Go to it", "b": "Go to it"},
    "talk": {"a": "Go to it", "b": "Go to it"},
    "nature": {"a": "Answer", "b": "Answer"},
    "path": {"a": "See it", "b": "See it"},
    "ideas": {"a": "Add one", "b": "Add one"},
    "weigh": {"a": "Look at them", "b": "Look at them"},
    "agreement": {"a": "See it", "b": "See it"},
    "trial": {},
    "verdict": {"a": "Choose", "b": "Choose"},
    "end": {},
}


def due(two: Two, place: str, days: int = 0) -> list[waiting.Due]:
    return waiting.due(two.actors[place].pair, timezone.localdate() + timedelta(days=days))


@pytest.mark.parametrize("stage", [stage for stage in WAY if stage != "begin"] + ["end"])
def test_who_is_waited_for(stage: str) -> None:
    two = Two().until(stage)
    found = {place: one[0].button for place in "ab" if (one := due(two, place))}
    assert found == WAITS[stage]
    for place in found:
        (one,) = due(two, place)
        assert one.title == NAME and one.url == two.address() and one.sentence.endswith((".", "?"))


def test_who_has_done_their_part_is_not_waited_for() -> None:
    two = Two().until("sides")
    two.write_side("a")
    assert due(two, "a") == [] and due(two, "b")
    two.write_side("b")
    assert due(two, "b") == []
    two.get("a")
    two.post("a", "pattern/", version=0, name="fog", a="asks", b="reads")
    two.press("a", "This is how it goes for us")
    assert due(two, "a") == [] and due(two, "b")
    two.press("b", "This is how it goes for us")
    two.press("b", "We have talked about it")
    assert due(two, "b") == [] and due(two, "a")


def test_on_the_day_both_look_back() -> None:
    two = Two().until("trial")
    assert due(two, "a", 13) == [] and due(two, "a", 14)[0].button == "Say how it went"
    two.post("a", "apart/review/", helping="yes")
    assert due(two, "a", 14) == [] and due(two, "b", 14)


def test_nothing_waits_while_steps_are_closed_or_it_rests() -> None:
    two = Two().until("pattern")
    two.press("b", "Put it aside for now")
    assert due(two, "a") == due(two, "b") == []
    two.press("a", "Take it up again")
    assert due(two, "a")
    gate.wish(two.actors["b"].vault, two.actors["b"].pair, timezone.now(), together=False)
    assert due(two, "a") == due(two, "b") == []


def test_it_costs_a_handful_of_queries() -> None:
    two = Two().until("trial")
    pair = two.actors["a"].pair
    waiting.due(pair, timezone.localdate())
    with CaptureQueriesContext(connection) as seen:
        waiting.due(pair, timezone.localdate())
    assert len([one for one in seen if "ledger_thread" in one["sql"] and "ledger_entry" not in one["sql"]]) == 1
    assert len(seen) <= 6


def test_one_that_does_not_hold_together_waits_for_nobody() -> None:
    two = Two().until("trial")
    Entry.objects.filter(n=2).delete()
    assert due(two, "a", 14) == []


def test_us_lists_a_concern_once_and_in_words() -> None:
    two = Two().until("sides")
    two.open_sides()
    page = two.clients["a"].get("/us/").text
    assert page.count(NAME) == 1 and "Both sides are open. Next is the pattern" in page
    assert "Your side of it" not in page
    two.press("a", "Put it aside for now")
    assert "Put aside for now" in two.clients["b"].get("/us/").text
