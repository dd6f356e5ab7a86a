"""The content this repository ships."""

import time
from pathlib import Path

import pytest

from rekindle.catalogue.load import load
from rekindle.catalogue.structs import Catalogue, Problem

ROOT = Path(__file__).resolve().parents[3] / "content"


@pytest.fixture(scope="module")
def shipped() -> tuple[Catalogue, list[Problem]]:
    return load(ROOT)


def test_it_has_no_problems(shipped: tuple[Catalogue, list[Problem]]) -> None:
    assert shipped[1] == []


def test_every_strategy_has_three_practices(shipped: tuple[Catalogue, list[Problem]]) -> None:
    cat, _ = shipped
    assert len(cat.strategies) == 10
    assert all(len(cat.by_strategy(slug)) >= 3 for slug in cat.strategies)


def test_every_instrument_is_there(shipped: tuple[Catalogue, list[Problem]]) -> None:
    assert {"csi-16", "csi-4", "phq-4", "ios", "areas"} <= shipped[0].measures.keys()


def test_every_source_of_a_practice_can_be_read(shipped: tuple[Catalogue, list[Problem]]) -> None:
    cat, _ = shipped
    assert all(cat.sources_of(practice) for practice in cat.practices.values())


def test_forgiving_and_reading_the_other_side_stay_behind_a_gate(shipped: tuple[Catalogue, list[Problem]]) -> None:
    gates = {practice.gate for practice in shipped[0].practices.values()}
    assert gates == {"open", "clear", "ended"}
    assert all(practice.gate == "open" for practice in shipped[0].practices.values() if practice.tonight)


def test_it_loads_at_once() -> None:
    best = min(_seconds() for _ in range(3))
    assert best < 0.4


def _seconds() -> float:
    begin = time.process_time()
    load(ROOT)
    return time.process_time() - begin
