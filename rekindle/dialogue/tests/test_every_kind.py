"""Every kind of talk there is, in every way, from its rules to its end: nobody is stuck, and every word arrives."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from rekindle import catalogue
from rekindle.dialogue.rules import legal
from rekindle.dialogue.shapes import Act, other
from rekindle.dialogue.tests.talks import Side, sides, to_speak

pytestmark = pytest.mark.django_db
WITH_WORDS = {Act.DONE, Act.BACK, Act.VALID}
NOT_ONWARD = {Act.PAUSE, Act.STOP, Act.MINUTE, Act.NOT_QUITE}


def onward(both: dict[str, Side]) -> Iterator[tuple[str, Act]]:
    """Who does what next, when everybody gets it at once."""
    while not both["a"].table.over:
        talk, now = both["a"].table.talk, timezone.now()
        yield next((place, act) for place in "ab" for act in legal(talk, place, now) if act not in NOT_ONWARD)


@pytest.mark.parametrize("way", ["one", "two", "apart"])
@pytest.mark.parametrize("slug", list(catalogue.current().talks))
def test_to_its_end(slug: str, way: str) -> None:
    both = dict(zip("ab", sides(way, kind=slug), strict=True))
    to_speak(both["a"], both["b"]) if way != "one" else one_phone(both["a"])
    for number, (place, act) in enumerate(onward(both)):
        words = f"word {number} of {place}"
        more: dict[str, Any] = {"text": words} if way == "apart" and act in WITH_WORDS else {}
        side = both["a" if way == "one" else place]
        assert side.press(act, by=place, **more).status_code == 302
        pages = [one.look() for one in both.values()]
        assert not any("{partner}" in page for page in pages)
        if more:
            assert words in both[other(place)].look(), "whoever was spoken to reads it on the very next screen"
        assert number < 100
    assert "The talk has ended" in both["b"].heading


def one_phone(side: Side) -> None:
    for place in "ab":
        side.press(Act.AGREE, by=place)
    side.press(Act.BEGIN, first="a")
