import math
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekindle.measures.change import (
    closeness_moved,
    cut_off_c,
    gap,
    reliable_change,
    s_diff,
    standard_error,
    xmr,
)

from .instruments import measure

CSI = measure("csi-16")
quick = settings(derandomize=True, max_examples=60, deadline=None)
values = st.floats(0, 81)
reliabilities = st.floats(0, 0.99)


def figures(sd: float, r: float, mean: float = 0.0) -> tuple[SimpleNamespace, SimpleNamespace]:
    return SimpleNamespace(mean=mean, sd=sd), SimpleNamespace(alpha=r, retest=r)


def test_the_worked_example_of_reliable_change() -> None:
    assert standard_error(10, 0.8) == pytest.approx(4.472, abs=5e-4)
    assert s_diff(10, 0.8) == pytest.approx(6.325, abs=5e-4)
    change = reliable_change(*figures(10, 0.8), 32.5, 47.5)
    assert change.rc_alpha == pytest.approx(2.372, abs=5e-4)
    assert change.beyond_noise


@pytest.mark.parametrize(
    ("sd", "r", "sem", "mdc"),
    [
        (32, 0.98, 4.53, 12.5),
        (17, 0.98, 2.40, 6.66),
        (4, 0.94, 0.98, 2.72),
        (17, 0.90, None, 14.9),
        (17, 0.80, None, 21.1),
    ],
)
def test_smallest_change_that_counts(sd: float, r: float, sem: float | None, mdc: float) -> None:
    assert reliable_change(*figures(sd, r), 0, 0).mdc95_alpha == pytest.approx(mdc, abs=0.06)
    assert sem is None or standard_error(sd, r) == pytest.approx(sem, abs=0.006)


def test_sixteen_questions_from_50_to_58() -> None:
    change = reliable_change(CSI.norm, CSI.reliability, 50, 58)
    assert change.rc_alpha == pytest.approx(2.35, abs=0.006)
    assert change.rc_retest == pytest.approx(0.86, abs=0.006)
    assert change.mdc95_alpha == pytest.approx(6.66, abs=0.006)
    assert change.mdc95_retest == pytest.approx(18.3, abs=0.06)
    assert (change.beyond_noise, change.large, change.direction) == (True, False, "higher")


def test_a_low_beginning_is_pulled_to_the_middle() -> None:
    assert reliable_change(CSI.norm, CSI.reliability, 45, 45).expected_retest == pytest.approx(47.4)


@pytest.mark.parametrize(
    ("after", "beyond", "large"), [(56, False, False), (57, True, False), (68, True, False), (69, True, True)]
)
def test_both_lines_lie_between_whole_points(after: int, beyond: bool, large: bool) -> None:
    change = reliable_change(CSI.norm, CSI.reliability, 50, after)
    assert (change.beyond_noise, change.large) == (beyond, large)


def test_exactly_on_the_line_is_beyond_it() -> None:
    limit = reliable_change(*figures(1, 0), 0, 0).mdc95_alpha
    assert reliable_change(*figures(1, 0), 0, limit).beyond_noise
    assert not reliable_change(*figures(1, 0), 0, math.nextafter(limit, 0)).beyond_noise


@quick
@given(values, values)
def test_turning_a_change_round_turns_its_sign(before: float, after: float) -> None:
    there = reliable_change(CSI.norm, CSI.reliability, before, after)
    back = reliable_change(CSI.norm, CSI.reliability, after, before)
    assert there.rc_alpha == -back.rc_alpha
    assert (there.beyond_noise, there.large) == (back.beyond_noise, back.large)
    assert {there.direction, back.direction} in ({"same"}, {"higher", "lower"})


@quick
@given(reliabilities, reliabilities, st.floats(0.1, 50))
def test_a_more_reliable_measure_sees_smaller_changes(one: float, other: float, sd: float) -> None:
    low, high = sorted((one, other))
    assert s_diff(sd, high) <= s_diff(sd, low)


@quick
@given(values, values, st.floats(0.5, 0.99), st.floats(0.1, 0.99))
def test_large_is_never_without_beyond_noise(before: float, after: float, alpha: float, share: float) -> None:
    reliability = SimpleNamespace(alpha=alpha, retest=alpha * share)
    change = reliable_change(CSI.norm, reliability, before, after)
    assert change.beyond_noise or not change.large
    assert change.beyond_noise == (abs(change.rc_alpha) >= 1.96) or math.isclose(abs(change.rc_alpha), 1.96)


@quick
@given(values, values)
def test_the_expected_retest_lies_between_the_score_and_the_mean(before: float, after: float) -> None:
    expected = reliable_change(CSI.norm, CSI.reliability, before, after).expected_retest
    assert min(before, CSI.norm.mean) - 1e-9 <= expected <= max(before, CSI.norm.mean) + 1e-9


@pytest.mark.parametrize(
    ("sd", "r"), [(0, 0.5), (-1, 0.5), (math.nan, 0.5), (math.inf, 0.5), (1, 1.0), (1, -0.1), (1, math.nan)]
)
def test_impossible_figures_are_refused(sd: float, r: float) -> None:
    with pytest.raises(ValueError):
        standard_error(sd, r)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_endless_scores_are_refused(bad: float) -> None:
    for call in (
        lambda: reliable_change(CSI.norm, CSI.reliability, bad, 50),
        lambda: reliable_change(CSI.norm, CSI.reliability, 50, bad),
        lambda: gap(CSI.norm, CSI.reliability, bad, 50),
        lambda: cut_off_c(bad, 1, 2, 1),
        lambda: xmr([1, 2, 3, 4, bad]),
    ):
        with pytest.raises(ValueError):
            call()


def test_cut_off_between_two_groups() -> None:
    assert cut_off_c(60, 7.5, 40, 7.5) == pytest.approx(50.0)
    assert cut_off_c(60, 7.5, 40, 10) == pytest.approx(51.43, abs=0.005)
    with pytest.raises(ValueError):
        cut_off_c(60, 0, 40, 10)


def test_gap_between_two_people() -> None:
    found = gap(CSI.norm, CSI.reliability, 58, 44)
    assert found.rc == pytest.approx(4.12, abs=0.006)
    assert (found.difference, found.reliable) == (14, True)
    assert not gap(CSI.norm, CSI.reliability, 50, 44).reliable


@quick
@given(values, values)
def test_a_gap_is_the_same_from_both_sides(a: float, b: float) -> None:
    one, other = gap(CSI.norm, CSI.reliability, a, b), gap(CSI.norm, CSI.reliability, b, a)
    assert (one.difference, one.reliable) == (-other.difference, other.reliable)


def test_a_series_of_five_has_limits() -> None:
    chart = xmr([10, 12, 11, 13, 9])
    assert chart is not None
    assert (chart.mean, chart.moving_range) == (11, 2.25)
    assert (chart.lower, chart.upper) == (pytest.approx(5.015), pytest.approx(16.985))
    assert (chart.outside, chart.runs) == ((), ())


def test_four_values_are_too_few() -> None:
    assert xmr([10, 12, 11, 13]) is None
    with pytest.raises(ValueError):
        xmr([10, 12], baseline=1)


def test_a_point_outside_and_a_run_are_seen() -> None:
    chart = xmr([10, 12, 11, 13, 9, 17, 11, 12, 12, 12, 12, 12, 12, 12, 12])
    assert chart is not None
    assert (chart.mean, chart.moving_range) == (11, 2.25)  # the first five alone
    assert chart.outside == (5,)
    assert chart.runs == (14,)  # 11 lies on the mean and ends the run before it


@quick
@given(st.lists(st.integers(0, 10), min_size=5, max_size=30), st.integers(-20, 20))
def test_moving_a_whole_series_moves_its_limits_and_nothing_else(series: list[int], by: int) -> None:
    one, other = xmr(series), xmr([value + by for value in series])
    assert one is not None and other is not None
    assert other.mean == pytest.approx(one.mean + by)
    assert other.upper - other.lower == pytest.approx(one.upper - one.lower)
    assert one.lower <= one.mean <= one.upper


def test_two_pictures_apart_is_a_move() -> None:
    assert [closeness_moved(4, after) for after in (2, 3, 4, 5, 6)] == [True, False, False, False, True]
