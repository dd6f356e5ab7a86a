"""Verdicts: a closed gate stays closed, whatever else is true."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekindle.practice.rules import Doors, Verdict, moved, verdict

GATES = ("open", "clear", "ended", "unheard of")


@pytest.mark.parametrize(
    ("gate", "clear", "ended", "expected"),
    [
        ("open", False, False, Verdict.OPEN),
        ("clear", False, True, Verdict.CHECK),
        ("clear", True, False, Verdict.OPEN),
        ("ended", False, True, Verdict.CHECK),
        ("ended", True, False, Verdict.ASK),
        ("ended", True, True, Verdict.OPEN),
        ("unheard of", True, True, Verdict.CHECK),
    ],
)
def test_alone(gate: str, clear: bool, ended: bool, expected: Verdict) -> None:
    assert verdict(gate, Doors(clear=clear), together=False, for_two=True, harm_ended=ended) is expected


def test_together_needs_both_doors_and_a_version_for_two() -> None:
    for gate, clear, joint, for_two, ended in product(GATES, *[(False, True)] * 4):
        found = verdict(gate, Doors(clear, joint), together=True, for_two=for_two, harm_ended=ended)
        if not (joint and for_two):
            assert found is Verdict.JOINT
        elif found is Verdict.OPEN:
            assert gate != "ended" or (clear and ended)


def test_what_opens_for_fewer_doors_opens_for_more() -> None:
    for gate, together, ended in product(GATES, (False, True), (False, True)):
        few = verdict(gate, Doors(), together=together, for_two=True, harm_ended=ended)
        many = verdict(gate, Doors(True, True), together=together, for_two=True, harm_ended=ended)
        assert few is not Verdict.OPEN or many is Verdict.OPEN


@settings(derandomize=True, max_examples=60, database=None)
@given(st.permutations(range(6)), st.integers(-2, 8), st.sampled_from([-1, 1]))
def test_moving_a_line_loses_none_and_can_be_undone(order: list[int], place: int, by: int) -> None:
    after = moved(order, place, by)
    assert sorted(after) == sorted(order)
    if after != order:
        assert moved(after, place + by, -by) == order
