import re

import pytest
from msgspec import structs

from rekindle.measures import words
from rekindle.measures.areas import weighs_most, weight_words
from rekindle.measures.change import gap, reliable_change
from rekindle.measures.rules import score

from .instruments import measure, positions_for

CSI, MOOD = measure("csi-16"), measure("phq-4")
BANNED = re.compile(r"[!'\"]|\b(should|just|journey|normal|abnormal|cured|failed|significant)\b", re.IGNORECASE)


def changed(before: float, after: float) -> str:
    return words.change_words(reliable_change(CSI.norm, CSI.reliability, before, after), CSI.scoring.better)


def result(total: int) -> str:
    answers, left = [], total
    for item in CSI.items:
        answers.append(min(left, max(option.score for option in item.options)))
        left -= answers[-1]
    return words.result_words(score(CSI, positions_for("csi-16", answers)), CSI)


def mood(*positions: int) -> str:
    return words.result_words(score(MOOD, positions), MOOD)


EVERYTHING = [
    *(result(total) for total in (0, 51, 52, 81)),
    *(mood(*each) for each in ((0, 0, 0, 0), (1, 1, 1, 1), (2, 1, 3, 0), (3, 3, 3, 3))),
    *(changed(50, after) for after in (10, 40, 48, 50, 52, 60, 80)),
    *(words.gap_words(gap(CSI.norm, CSI.reliability, 50, other), "Jonah") for other in (20, 48, 50, 80)),
    *(words.closeness_words(4, after, abs(after - 4) > 1) for after in range(1, 8)),
    *(words.weekly_words(count) for count in range(7)),
    words.limits_words(reliable_change(CSI.norm, CSI.reliability, 45, 50)),
    words.result_words(score(CSI, [None] * 16), CSI),
    *(
        weight_words(weight, "Time together")
        for weight in weighs_most({"a": (3, 3), "b": (0, 0), "c": (10, 2), "d": (5, 1)})
    ),
]


@pytest.mark.parametrize("said", EVERYTHING)
def test_every_sentence_is_plain(said: str) -> None:
    assert BANNED.search(said) is None
    assert said[0].isupper() or said[0].isdigit()
    assert said.endswith(".")


def test_the_check_for_plain_words_can_fail() -> None:
    assert all(BANNED.search(said) for said in ("You should talk.", "That is normal.", "Well done!", "It's fine."))


def test_a_result_names_its_sample_and_says_what_is_unchecked() -> None:
    assert "a large online sample, mostly young women" in result(51)
    assert words.NOT_CHECKED in result(51)
    sure = structs.replace(CSI, norm=structs.replace(CSI.norm, confirmed=True))
    assert words.NOT_CHECKED not in words.result_words(score(CSI, [0] * 16), sure)


def test_both_sides_of_the_cut_off_are_said() -> None:
    assert "That is in the range" in result(51)
    assert "That is above the line" in result(52)


def test_nothing_is_said_of_an_unfinished_measure() -> None:
    said = words.result_words(score(CSI, [0] * 15 + [None]), CSI)
    assert "no result yet" in said
    assert not re.search(r"\d", said)


@pytest.mark.parametrize(
    ("positions", "word"),
    [((0, 0, 1, 1), "few"), ((1, 1, 1, 0), "mild"), ((2, 1, 3, 0), "moderate"), ((3, 3, 3, 0), "severe")],
)
def test_mood_has_its_bands(positions: tuple[int, ...], word: str) -> None:
    assert f"{word} signs of worry or low mood" in mood(*positions)
    assert "no diagnosis" in mood(*positions)
    assert "do not ask about wanting to die" in mood(*positions)
    assert mood(*positions).endswith("Help is there at any hour.")


def test_a_high_part_is_named_even_when_the_total_is_mild() -> None:
    assert "about low mood are high enough" in mood(0, 0, 3, 0)
    assert "about worry and low mood are high enough" in mood(2, 1, 3, 0)
    assert "high enough" not in mood(1, 1, 1, 1)


@pytest.mark.parametrize(
    ("after", "part"),
    [
        (50, "The same as before."),
        (54, "Higher than before, but too soon to call it change"),
        (46, "Lower than before, but too soon to call it change"),
        (60, "Higher than before, a turn for the better. Larger than the noise of the questionnaire"),
        (40, "Lower than before, a turn for the worse. Larger than the noise of the questionnaire"),
        (75, "Higher than before, a turn for the better, and a large one"),
        (25, "Lower than before, a turn for the worse, and a large one"),
    ],
)
def test_worse_is_said_as_plainly_as_better(after: int, part: str) -> None:
    assert changed(50, after).startswith(part)


def test_better_and_worse_use_the_same_words() -> None:
    for by in (3, 10, 25):
        up, down = changed(50, 50 + by), changed(50, 50 - by)
        assert down == up.replace("Higher", "Lower").replace("better", "worse")


def test_on_a_scale_where_less_is_better_lower_is_the_better_turn() -> None:
    change = reliable_change(CSI.norm, CSI.reliability, 50, 30)
    assert "a turn for the better" in words.change_words(change, "lower")


def test_both_thresholds_and_the_pull_to_the_middle_are_told() -> None:
    said = words.limits_words(reliable_change(CSI.norm, CSI.reliability, 45, 50))
    assert all(part in said for part in ("7 points or more", "From 19 points", "about 47"))


def test_a_gap_blames_nobody() -> None:
    assert "Neither of you is wrong" in words.gap_words(gap(CSI.norm, CSI.reliability, 58, 44), "Jonah")
    assert "cannot tell" in words.gap_words(gap(CSI.norm, CSI.reliability, 50, 46), "Jonah")
    assert "same number" in words.gap_words(gap(CSI.norm, CSI.reliability, 50, 50), "Jonah")


def test_the_areas_that_matter_and_are_low_come_first() -> None:
    ordered = weighs_most({"a": (0, 0), "b": (4, 3), "c": (1, 2), "d": (10, 3), "e": (4, 3)})
    assert [(weight.slug, weight.need) for weight in ordered] == [("b", 18), ("c", 18), ("e", 18), ("a", 0), ("d", 0)]
    assert weight_words(ordered[0], "Closeness") == "Closeness: you gave it 4 of 10, and it matters most of all."
    assert weighs_most({}) == ()


@pytest.mark.parametrize("bad", [(-1, 0), (11, 0), (5, -1), (5, 4)])
def test_an_area_off_the_scale_is_refused(bad: tuple[int, int]) -> None:
    with pytest.raises(ValueError):
        weighs_most({"a": bad})
