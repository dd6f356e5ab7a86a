import math
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekindle.measures.charts import BOTTOM, LEFT, RIGHT, TOP, spark
from rekindle.measures.pairs import bells, circles, pictures

MONTHS = [date(2025, month, 14) for month in range(3, 10)]
MIRA = list(zip(MONTHS, [7, 6, 8, 9, 8, 11, 13], strict=True))
quick = settings(derandomize=True, max_examples=60, deadline=None)
days = st.dates(date(2020, 1, 1), date(2035, 1, 1))


def test_the_drawing_of_half_a_year() -> None:
    drawn = spark(MIRA, 21, (3, 11))
    assert drawn is not None and drawn.band is not None
    assert [dot.y for dot in drawn.dots] == [104, 110.6, 97.4, 90.9, 97.4, 77.7, 64.6]
    assert (drawn.dots[0].x, drawn.dots[-1].x, drawn.dots[-1].r) == (30, 306, 6.5)
    assert [(tick.value, tick.y) for tick in drawn.ticks] == [(0, 150), (7, 104), (14, 58), (21, 12)]
    assert (drawn.band.y, drawn.band.height, drawn.band.bottom) == (77.7, 52.6, 130.3)
    assert drawn.polyline.startswith("30,104 ")
    assert (drawn.last_lies, drawn.day_format) == ("above", "M")
    assert [label.day for label in drawn.days] == [MONTHS[0], MONTHS[3], MONTHS[6]]


def test_two_points_are_no_line() -> None:
    assert spark(MIRA[:2], 21) is None
    assert spark([], 21) is None
    assert spark(MIRA[:3], 21) is not None


@pytest.mark.parametrize(
    ("values", "lies"), [([7, 7, 12], "above"), ([7, 7, 11], "inside"), ([7, 7, 3], "inside"), ([7, 7, 2], "below")]
)
def test_the_last_value_is_placed_beside_the_band(values: list[int], lies: str) -> None:
    drawn = spark(list(zip(MONTHS, values, strict=False)), 21, (3, 11))
    assert drawn is not None and drawn.last_lies == lies


def test_a_band_beyond_the_scale_is_cut_to_it() -> None:
    drawn = spark(MIRA, 21, (-4, 30))
    assert drawn is not None and drawn.band is not None
    assert (drawn.band.low, drawn.band.high, drawn.band.y, drawn.band.bottom) == (0, 21, TOP, BOTTOM)


@quick
@given(st.integers(0, 81), st.integers(0, 40), st.integers(0, 81))
def test_the_words_of_the_band_lie_in_the_box_and_off_the_last_number(low: int, height: int, last: int) -> None:
    drawn = spark([(MONTHS[0], 5), (MONTHS[1], 5), (MONTHS[2], last)], 81, (low, min(low + height, 81)))
    assert drawn is not None and drawn.band is not None
    assert drawn.band.text_y - 11 >= TOP - 7 and drawn.band.text_y <= BOTTOM
    assert drawn.band.text_x < 295 or abs(drawn.band.text_y - drawn.last.y) >= 17


def test_time_is_drawn_as_it_passed() -> None:
    start = date(2025, 1, 1)
    drawn = spark([(start + timedelta(days=days), 5) for days in (0, 10, 100)], 10)
    assert drawn is not None
    assert drawn.dots[1].x == pytest.approx(LEFT + (RIGHT - LEFT) / 10)
    assert len(drawn.days) == 2  # the middle one would lie on the first


@pytest.mark.parametrize(("step", "shown"), [(7, "j M"), (60, "M"), (200, "M Y")])
def test_days_can_be_told_apart(step: int, shown: str) -> None:
    drawn = spark([(date(2025, 1, 1) + timedelta(days=step * index), 5) for index in range(3)], 10)
    assert drawn is not None and drawn.day_format == shown


@pytest.mark.parametrize("points", [[(MONTHS[0], -1)], [(MONTHS[0], 22)], [(MONTHS[0], math.nan)]])
def test_a_value_off_the_scale_is_refused(points: list[tuple[date, float]]) -> None:
    with pytest.raises(ValueError):
        spark(points, 21)
    with pytest.raises(ValueError):
        spark([], 0)
    with pytest.raises(ValueError):
        spark([], 21, (5, 4))


@quick
@given(st.lists(st.tuples(days, st.integers(0, 81)), min_size=3, max_size=40))
def test_everything_lies_in_the_box_and_the_order_given_does_not_matter(points: list[tuple[date, float]]) -> None:
    drawn = spark(points, 81, (40, 60))
    assert drawn is not None
    assert all(LEFT <= dot.x <= RIGHT and TOP <= dot.y <= BOTTOM for dot in drawn.dots)
    assert [dot.x for dot in drawn.dots] == sorted(dot.x for dot in drawn.dots)
    assert all(0 < label.y < 182 for label in (drawn.first, drawn.last))
    assert [dot.day for dot in drawn.dots] == sorted(day for day, _ in points)


@quick
@given(st.integers(0, 10), st.integers(0, 10))
def test_a_gap_has_no_side(a: int, b: int) -> None:
    one, other = bells([("Area", a, b)]), bells([("Area", b, a)])
    assert len(one.different) == len(other.different) == int(abs(a - b) >= 3)
    row = (one.different or one.alike)[0]
    assert (row.gap, row.same) == (abs(a - b), a == b)


def test_rows_stand_by_the_size_of_their_gap() -> None:
    drawn = bells([("Same", 4, 4), ("Three", 3, 6), ("Two", 5, 3), ("Four", 7, 3), ("Three too", 9, 6)])
    assert [row.label for row in drawn.different] == ["Four", "Three", "Three too"]
    assert [row.label for row in drawn.alike] == ["Two", "Same"]


def test_circles_come_closer_step_by_step() -> None:
    drawn = [circles(step) for step in range(1, 8)]
    distances = [second - first for first, second, _ in drawn]
    assert distances == sorted(distances, reverse=True)
    assert distances[0] > 2 * drawn[0][2] and 0 < distances[-1] < drawn[0][2] / 2
    assert {(first + second) / 2 for first, second, _ in drawn} == {56}
    assert all(first - r >= 0 and second + r <= 112 for first, second, r in drawn)


@pytest.mark.parametrize("bad", [0, 8, -1])
def test_there_are_seven_pictures(bad: int) -> None:
    with pytest.raises(ValueError):
        circles(bad)
    with pytest.raises(ValueError):
        pictures(["one"])


@pytest.mark.parametrize("bad", [(-1, 3), (3, 11)])
def test_an_answer_off_the_scale_is_refused(bad: tuple[int, int]) -> None:
    with pytest.raises(ValueError):
        bells([("Area", *bad)])
