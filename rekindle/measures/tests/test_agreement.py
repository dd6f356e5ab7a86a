import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rekindle.measures.agreement import (
    agreement,
    average_overlap,
    correlation,
    jaccard,
    knowing,
    overlap_at,
    quadratic_kappa,
)

A, B, NORM = [5, 4, 2, 3, 1, 4], [4, 5, 2, 2, 2, 3], [4, 4.2, 2.1, 2.6, 1.8, 3.6]
ONE = ["honesty", "family", "growth", "fun", "security"]
OTHER = ["family", "security", "honesty", "faith", "fun"]
quick = settings(derandomize=True, max_examples=60, deadline=None)
pairs = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=20)


def test_the_worked_example() -> None:
    found = agreement(A, B, NORM)
    assert found.pearson == pytest.approx(0.752, abs=5e-4)
    assert found.mad == pytest.approx(0.833, abs=5e-4)
    assert found.rmsd == pytest.approx(0.913, abs=5e-4)
    assert found.icc_de == pytest.approx(0.736, abs=5e-4)
    assert found.within_1 == 1.0
    assert found.exact == pytest.approx(0.167, abs=5e-4)
    assert found.distinctive_r == pytest.approx(-0.460, abs=5e-4)
    assert quadratic_kappa(A, B) == pytest.approx(0.737, abs=5e-4)


def test_without_a_norm_nothing_is_distinctive() -> None:
    assert agreement(A, B).distinctive_r is None


def test_no_spread_is_not_computable_and_never_nought() -> None:
    found = agreement([3, 3, 3], [1, 2, 3])
    assert (found.pearson, found.mad, found.exact) == (None, 1.0, pytest.approx(1 / 3))
    assert found.icc_de is not None
    assert agreement([3, 3], [3, 3]).icc_de is None
    assert quadratic_kappa([3, 3], [3, 3]) is None


def test_answers_that_are_only_the_norm_have_nothing_distinctive() -> None:
    assert agreement([0.3, 1.3, 2.3], [3, 1, 2], [0.1, 1.1, 2.1]).distinctive_r is None


def test_one_item_has_distances_but_no_correlation() -> None:
    found = agreement([1], [3], [2])
    assert (found.pearson, found.icc_de, found.distinctive_r) == (None, None, None)
    assert (found.mad, found.rmsd, found.within_1, found.exact) == (2.0, 2.0, 0.0, 0.0)


def test_no_items_leave_nothing_to_say() -> None:
    found = agreement([], [], [])
    assert {getattr(found, name) for name in found.__slots__} == {None}
    assert quadratic_kappa([], []) is None
    assert knowing([], [], 6) is None


@pytest.mark.parametrize(
    ("a", "b", "norm"),
    [
        ([1], [1, 2], None),
        ([1, 2], [1, 2], [1]),
        ([math.nan, 1], [1, 2], None),
        ([1, 2], [math.inf, 2], None),
        ([1], [1], [math.nan]),
    ],
)
def test_what_cannot_be_compared_is_refused(a: list[float], b: list[float], norm: list[float] | None) -> None:
    with pytest.raises(ValueError):
        agreement(a, b, norm)


@quick
@given(pairs)
def test_it_is_the_same_from_both_sides(both: list[tuple[int, int]]) -> None:
    a, b = [one for one, _ in both], [other for _, other in both]
    norm = [float(index % 3) for index in range(len(a))]
    there, back = agreement(a, b, norm), agreement(b, a, norm)
    for name in there.__slots__:
        one, other = getattr(there, name), getattr(back, name)
        assert one is other is None or one == pytest.approx(other, abs=1e-9)


@quick
@given(pairs)
def test_every_figure_stays_in_its_range(both: list[tuple[int, int]]) -> None:
    found = agreement([one for one, _ in both], [other for _, other in both])
    assert all(-1 <= r <= 1 for r in (found.pearson, found.icc_de) if r is not None)
    assert found.mad is not None and found.rmsd is not None and found.within_1 is not None and found.exact is not None
    assert 0 <= found.mad <= found.rmsd + 1e-9
    assert 0 <= found.exact <= found.within_1 <= 1


@quick
@given(st.lists(st.integers(0, 6), min_size=2, max_size=12))
def test_the_same_answers_agree_wholly(a: list[int]) -> None:
    assume(len(set(a)) > 1)
    found = agreement(a, a)
    assert (found.pearson, found.icc_de) == (pytest.approx(1), pytest.approx(1))
    assert (found.mad, found.exact, quadratic_kappa(a, a)) == (0, 1, 1)


@quick
@given(pairs, st.integers(1, 5))
def test_shape_forgives_a_different_level_and_the_double_entry_does_not(both: list[tuple[int, int]], by: int) -> None:
    a, b = [one for one, _ in both], [other for _, other in both]
    assume(len(set(a)) > 1 and len(set(b)) > 1)
    assert correlation(a, [value + by for value in b]) == pytest.approx(correlation(a, b), abs=1e-9)
    mine, moved = agreement(a, a).icc_de, agreement(a, [value + by for value in a]).icc_de
    assert mine is not None and moved is not None and moved < mine


def test_ranked_lists() -> None:
    assert overlap_at(ONE, OTHER, 5) == pytest.approx(0.80)
    assert jaccard(ONE, OTHER) == pytest.approx(0.667, abs=5e-4)
    assert average_overlap(ONE, OTHER, 5) == pytest.approx(0.493, abs=5e-4)
    assert jaccard([], []) is None
    for bad in (lambda: overlap_at(ONE, OTHER, 0), lambda: average_overlap(["fun", "fun"], OTHER, 2)):
        with pytest.raises(ValueError):
            bad()


@quick
@given(st.permutations(range(6)), st.permutations(range(8)), st.integers(1, 6))
def test_overlaps_are_shares_and_symmetric(a: list[int], b: list[int], k: int) -> None:
    for measure in (overlap_at, average_overlap):
        assert measure(a, b, k) == measure(b, a, k)
        assert 0 <= measure(a, b, k) <= 1
        assert measure(a, a, k) == pytest.approx(1)


def test_knowing_each_other() -> None:
    assert knowing([1, 2, 3], [1, 2, 3], 6) == 1
    assert knowing([0, 0], [6, 6], 6) == 0
    with pytest.raises(ValueError):
        knowing([1], [1], 0)
