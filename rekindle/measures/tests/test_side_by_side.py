"""What two results say side by side: read strictly, and told without a verdict."""

from datetime import date

import pytest

from rekindle import catalogue
from rekindle.measures import checkup, shared, together

from .answering import body


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"areas": None, "answers": 3, "day": 5},
        {"areas": {"empathy": [99, 1], "none": [1, 1], "forgiveness": "12"}, "answers": {"csi-16": [9] * 16}},
        {"areas": [1], "answers": {"csi-16": {"a": 1}, "ios": [None, 3], "phq-4": [0, 0, 0, 0]}, "day": "soon"},
    ],
)
def test_what_does_not_fit_is_left_out(given: checkup.Body) -> None:
    assert shared.read(given) == shared.Side({}, {}, None)


# What is said


def side(now: int, importance: int = 2, position: int = 2) -> shared.Side:
    return shared.read({**checkup.to_share(body("whole", now, importance, position)), "day": "2026-03-04"})


def test_gaps_of_three_and_more_are_named_and_counted() -> None:
    far = together.rows(side(2).areas, side(5).areas)
    assert len(far.different) == 10 and together.lead(far).startswith("You see ten of these areas quite differently.")
    near = together.rows(side(3).areas, side(5).areas)
    assert together.lead(near) == "You see these areas much alike."
    one = {**side(3).areas, "empathy": (9, 2)}
    assert "most areas alike. One you see quite" in together.lead(together.rows(one, side(3).areas))
    assert "nothing to lay side by side" in together.lead(together.rows({}, side(3).areas))


def test_the_place_to_start_weighs_most_for_both_and_is_a_question() -> None:
    a, b = {**side(8).areas, "quality-time": (3, 2)}, {**side(8).areas, "quality-time": (7, 3)}
    mine = together.start(a, b, ("Mira", "Jonah"), 0)
    theirs = together.start(a, b, ("Mira", "Jonah"), 1)
    assert mine and theirs and mine.question == theirs.question and mine.question.endswith("?")
    assert mine.why == "Jonah is more content here, and you are missing something. Both are true."
    assert theirs.why == "You are more content here, and Mira is missing something. Both are true."
    assert together.start(side(3, 0).areas, side(3, 0).areas, ("Mira", "Jonah"), 0) is None
    assert together.ASK.keys() == catalogue.current().strategies.keys()


def test_the_gap_in_satisfaction_is_called_one_only_beyond_noise() -> None:
    same = together.satisfaction((side(3), side(3)), "Jonah")
    far = together.satisfaction((side(3, position=0), side(3, position=3)), "Jonah")
    assert same and "the same number" in same.words
    assert far and "more than the noise" in far.words and "Neither of you is wrong" in far.words
    short = shared.Side({}, {"csi-4": [1, 1, 1, 1]}, None)
    assert together.satisfaction((side(3), short), "Jonah") is None
    open_one = shared.Side({}, {"csi-4": [1, None, 1, 1]}, None)
    assert together.satisfaction((short, open_one), "Jonah") is None


def test_over_time_each_stands_against_their_own_beginning() -> None:
    days = [date(2026, month, 4) for month in (3, 4, 5)]
    found = [
        (side(3, position=0)._replace(day=day), side(3, position=p)._replace(day=day)) for p, day in enumerate(days)
    ]
    title, courses = together.courses(found, ("Mira", "Jonah"))
    assert title and [one.name for one in courses] == ["Mira", "Jonah"]
    assert courses[0].words.endswith("The same as before.") and courses[0].spark and courses[1].spark
    assert courses[1].words.startswith(f"{courses[1].spark.first.value} to {courses[1].spark.last.value}. Higher")
    assert together.courses(found[:1], ("Mira", "Jonah")) == ("", ())
