"""The content this repository ships."""

import re
import time
from pathlib import Path

import pytest

from rekindle.catalogue import talks
from rekindle.catalogue.load import load
from rekindle.catalogue.notes import Notes
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


KINDS = ["one-topic", "stress-from-outside", "good-news", "hope-behind-a-stuck-point", "weekly-meeting"]


def test_every_kind_of_conversation_is_there_in_its_order(shipped: tuple[Catalogue, list[Problem]]) -> None:
    cat, _ = shipped
    assert list(cat.talks) == KINDS
    assert all(cat.sources_of(kind) and cat.strategies[kind.strategy] for kind in cat.talks.values())


@pytest.mark.parametrize("slug", KINDS)
def test_every_kind_says_that_pausing_and_stopping_are_fine(
    shipped: tuple[Catalogue, list[Problem]], slug: str
) -> None:
    assert any("pause" in rule and "stop" in rule for rule in shipped[0].talks[slug].rules)


@pytest.mark.parametrize("slug", KINDS)
def test_both_hear_the_same_turns_in_their_order(shipped: tuple[Catalogue, list[Problem]], slug: str) -> None:
    """`ask-1` of the one has `ask-2` of the other: nobody is asked for more than they get."""
    turns = {turn.name: turn for turn in shipped[0].talks[slug].turns if turn.speaker != "both"}
    for name, turn in turns.items():
        twin = turns[name.translate(str.maketrans("12", "21"))]
        assert twin.speaker != turn.speaker
        assert (twin.mirror, twin.validate, twin.minutes) == (turn.mirror, turn.validate, turn.minutes)


def test_the_example_for_writers_is_right(tmp_path: Path) -> None:
    text = (ROOT.parent / "docs" / "writing-content.md").read_text("utf-8")
    (example,) = re.findall(r"^```yaml\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    (tmp_path / "example.yaml").write_text(example, "utf-8")
    notes = Notes("example.yaml")
    assert talks.talk(tmp_path / "example.yaml", notes, "en"), notes.problems


def test_it_loads_at_once() -> None:
    best = min(_seconds() for _ in range(3))
    assert best < 0.4


def _seconds() -> float:
    begin = time.process_time()
    load(ROOT)
    return time.process_time() - begin
