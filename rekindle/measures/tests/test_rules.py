from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekindle.measures.rules import is_below, item_scores, score

from .instruments import measure, positions_for

SCALES = ("csi-16", "csi-4", "phq-4", "ios")
quick = settings(derandomize=True, max_examples=40, deadline=None)


def answers(name: str, gaps: bool = False) -> st.SearchStrategy[list[int | None]]:
    each = [st.integers(0, len(item.options) - 1) for item in measure(name).items]
    return st.tuples(*(st.none() | one if gaps else one for one in each)).map(list)


@pytest.mark.parametrize(
    ("name", "first", "last"), [("csi-16", 25, 56), ("csi-4", 0, 21), ("phq-4", 0, 12), ("ios", 1, 7)]
)
def test_first_and_last_printed_option_everywhere(name: str, first: int, last: int) -> None:
    items = measure(name).items
    assert score(measure(name), [0] * len(items)).score == first
    assert score(measure(name), [len(item.options) - 1 for item in items]).score == last


@pytest.mark.parametrize(
    ("name", "scores", "total", "below"),
    [
        ("csi-16", [3, 4, 3, 3, 4, 2, 3, 3, 2, 3, 3, 4, 3, 3, 4, 3], 50, True),
        ("csi-16", [3, 4, 3, 3, 4, 3, 3, 3, 2, 3, 3, 4, 3, 3, 4, 3], 51, True),
        ("csi-16", [3, 4, 3, 3, 4, 3, 3, 3, 3, 3, 3, 4, 3, 3, 4, 3], 52, False),
        ("csi-4", [3, 3, 2, 3], 11, True),
        ("csi-4", [4, 3, 3, 3], 13, True),
        ("csi-4", [4, 4, 3, 3], 14, False),
    ],
)
def test_published_scores_and_cut_offs(name: str, scores: list[int], total: int, below: bool) -> None:
    result = score(measure(name), positions_for(name, scores))
    assert (result.score, result.below_cutoff, result.complete) == (total, below, True)


@pytest.mark.parametrize(
    ("name", "lowest", "highest"), [("csi-16", 0, 81), ("csi-4", 0, 21), ("phq-4", 0, 12), ("ios", 1, 7)]
)
def test_bounds_are_those_of_the_items(name: str, lowest: int, highest: int) -> None:
    items = measure(name).items
    assert sum(min(option.score for option in item.options) for item in items) == measure(name).scoring.min == lowest
    assert sum(max(option.score for option in item.options) for item in items) == measure(name).scoring.max == highest


@pytest.mark.parametrize("name", SCALES)
def test_every_option_of_an_item_has_its_own_score_without_a_hole(name: str) -> None:
    for item in measure(name).items:
        scores = [option.score for option in item.options]
        assert scores in (sorted(scores), sorted(scores, reverse=True))
        assert sorted(scores) == list(range(min(scores), min(scores) + len(scores)))


def test_happiness_has_seven_answers_and_happy_is_the_fourth() -> None:
    labels = [option.label for option in measure("csi-16").items[0].options]
    assert len(labels) == 7
    assert labels[3] == "Happy"


def test_pairs_run_from_the_printed_left_to_the_printed_right() -> None:
    pairs = {tuple(item.pair): item.options[0].score for item in measure("csi-16").items[10:]}
    assert pairs == {
        ("INTERESTING", "BORING"): 5,
        ("BAD", "GOOD"): 0,
        ("FULL", "EMPTY"): 5,
        ("STURDY", "FRAGILE"): 5,
        ("DISCOURAGING", "HOPEFUL"): 0,
        ("ENJOYABLE", "MISERABLE"): 5,
    }


def test_the_short_form_asks_what_the_long_form_asks() -> None:
    long, short = measure("csi-16").items, measure("csi-4").items
    assert short == (long[0], long[4], long[6], long[9])


def test_worry_and_low_mood_each_have_their_own_line() -> None:
    result = score(measure("phq-4"), [2, 1, 3, 0])
    assert (result.score, result.below_cutoff) == (6, None)
    assert [(part.name, part.score, part.max, part.positive) for part in result.parts] == [
        ("worry", 3, 6, True),
        ("low mood", 3, 6, True),
    ]
    assert [part.positive for part in score(measure("phq-4"), [2, 0, 0, 2]).parts] == [False, False]


def test_a_part_is_scored_when_its_own_items_are_answered() -> None:
    result = score(measure("phq-4"), [2, 2, None, 0])
    assert (result.score, result.complete) == (None, False)
    assert [(part.score, part.positive) for part in result.parts] == [(4, True), (None, None)]


@pytest.mark.parametrize("name", SCALES)
def test_one_open_question_leaves_no_score(name: str) -> None:
    items = measure(name).items
    for index in range(len(items)):
        given_: list[int | None] = [0] * len(items)
        given_[index] = None
        result = score(measure(name), given_)
        assert (result.score, result.complete, result.below_cutoff) == (None, False, None)


@pytest.mark.parametrize("given_", [[], [0, 0, 0], [0, 0, 0, 0, 0]])
def test_the_wrong_number_of_answers_is_refused(given_: list[int | None]) -> None:
    with pytest.raises(ValueError, match="csi-4 has 4 questions"):
        score(measure("csi-4"), given_)


@pytest.mark.parametrize("bad", [-1, 7, 100, True, 1.0, "3"])
def test_a_position_that_does_not_exist_is_refused(bad: object) -> None:
    with pytest.raises(ValueError, match="question 1"):
        score(measure("csi-4"), [bad, 0, 0, 0])  # type: ignore[list-item]


def test_the_ten_areas_have_no_total() -> None:
    with pytest.raises(ValueError, match="no total"):
        score(measure("areas"), [0, 0])


def test_a_cut_off_is_a_line_to_be_under() -> None:
    assert is_below(None, 3) is None
    assert is_below(SimpleNamespace(below=None, at_least=None), 3) is None
    assert is_below(SimpleNamespace(below=None, at_least=3.0), 2) is True
    assert is_below(SimpleNamespace(below=None, at_least=3.0), 3) is False
    assert is_below(SimpleNamespace(below=3.0, at_least=None), 3) is False


@pytest.mark.parametrize("name", SCALES)
def test_any_complete_answers_lie_within_the_scale(name: str) -> None:
    @quick
    @given(answers(name))
    def within(given_: list[int | None]) -> None:
        result = score(measure(name), given_)
        assert result.score is not None
        assert measure(name).scoring.min <= result.score <= result.max
        assert result.score == sum(value for value in item_scores(measure(name), given_) if value is not None)

    within()


@quick
@given(answers("csi-16", gaps=True))
def test_a_score_is_there_exactly_when_nothing_is_open(given_: list[int | None]) -> None:
    result = score(measure("csi-16"), given_)
    assert result.complete is (None not in given_)
    assert (result.score is None) is (result.below_cutoff is None) is (None in given_)


@quick
@given(answers("csi-16"), st.integers(0, 15))
def test_one_answer_moves_the_total_by_its_own_difference(given_: list[int | None], index: int) -> None:
    instrument = measure("csi-16")
    moved = list(given_)
    moved[index] = 0
    before, after = score(instrument, given_), score(instrument, moved)
    difference = instrument.items[index].options[0].score - instrument.items[index].options[given_[index]].score
    assert after.score is not None and before.score is not None
    assert after.score - before.score == difference


@quick
@given(answers("phq-4"))
def test_scoring_the_same_answers_again_says_the_same(given_: list[int | None]) -> None:
    result = score(measure("phq-4"), tuple(given_))
    assert result == score(measure("phq-4"), given_)
    assert replace(result, score=0) != result or result.score == 0
