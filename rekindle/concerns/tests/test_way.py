"""A whole concern of two by its pages, from a name to a kept agreement."""

import pytest

from rekindle.concerns.tests.living import NAME, SIDES, Two
from rekindle.moments.listing import told

pytestmark = pytest.mark.django_db


def test_from_a_name_to_a_kept_agreement() -> None:
    two = Two().until("offered")
    assert "would like to look at this with you" in two.get("b")
    two.accept()
    two.write_side("a")
    assert SIDES["a"]["happens"] not in two.get("b") and "Your side is sealed" in two.get("a")
    two.write_side("b")
    assert SIDES["b"]["happens"] in two.get("a") and SIDES["a"]["happens"] in two.get("b")
    two.agree_on_pattern()
    two.talk()
    two.judge()
    assert "You see it alike" in two.get("b")
    two.press("b", "Look for something to try")
    two.collect()
    two.apart("ideas", {"ideas": ["0", "3"]}, {"ideas": ["3", "4"]})
    page = two.get("b")
    assert "idea 3" in page and "idea 0" not in page and "idea 4" not in page
    two.sign()
    assert "You both said yes" in two.get("a")
    two.apart("review", {"helping": "yes", "line": "Two good ones."}, {"helping": "partly"})
    assert "Two good ones." in two.get("b")
    for place in "ab":
        two.press(place, "Keep it")
    assert "You both chose to keep it" in two.get("a") and NAME in two.get("b")
    (moment,) = told(two.actors["b"].pair)
    assert "Plan it on Saturday" in moment.words
