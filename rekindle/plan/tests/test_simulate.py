"""The simulation finds nothing wrong where nothing is, and finds it where something is."""

from types import SimpleNamespace

import pytest

from rekindle.plan import ladder, reasons, rules, weighing
from rekindle.plan.command import simulate_command
from rekindle.plan.facts import facts_of
from rekindle.plan.shapes import PracticeFacts
from rekindle.plan.simulate import Tally, run, simulate
from rekindle.plan.tests.examples import practices

CLEAN = ("gate_violations", "early_intensity", "repeats_14d", "false_reasons", "disagreements")


@pytest.fixture(scope="module")
def tally() -> Tally:
    return run(25, 8, 1, practices())


def test_nothing_is_broken(tally):
    assert {name: getattr(tally, name) for name in CLEAN} == dict.fromkeys(CLEAN, 0)
    assert min(tally.reached) == 10


def test_there_was_something_to_break(tally):
    assert tally.suggestions > 10_000
    assert tally.together > 20
    assert len(tally.reached) >= 25
    assert tally.allowed.count(10) > len(tally.allowed) / 3


def test_the_numbers_have_their_names_and_come_again():
    first, second = (simulate(3, 2, 7, practices()) for _ in range(2))
    assert list(first) == [
        "couples",
        "weeks",
        "suggestions",
        "strategies_reached_min",
        "gate_violations",
        "early_intensity",
        "repeats_14d",
        "false_reasons",
        "seconds",
    ]
    assert first.pop("seconds") > 0 and second.pop("seconds") > 0
    assert first == second
    assert first["suggestions"] != simulate(3, 2, 8, practices())["suggestions"]


def test_two_weeks_are_too_short_to_speak_of_reach():
    assert simulate(2, 2, 1, practices())["strategies_reached_min"] == 0


@pytest.mark.parametrize(
    ("count", "module", "guard", "without"),
    [
        ("gate_violations", ladder, "gate_lets", lambda *_: True),
        ("early_intensity", ladder, "in_order", lambda *_: True),
        ("early_intensity", ladder, "light_enough", lambda *_: True),
        ("repeats_14d", ladder, "rested", lambda *_: True),
        ("false_reasons", reasons, "LOW", 10),
        ("false_reasons", rules.reasons, "for_one", lambda *_: ()),
    ],
)
def test_without_a_guard_it_is_counted(monkeypatch, count, module, guard, without):
    monkeypatch.setattr(module, guard, without)
    assert getattr(run(4, 4, 1, practices()), count) > 0


def test_a_step_together_by_lot_would_be_seen_as_disagreement(monkeypatch):
    tossed = iter(range(10**9))
    monkeypatch.setattr(weighing, "joint_weight", lambda *_: 0.0)
    monkeypatch.setattr(weighing, "lot", lambda *_: hash((next(tossed), 1)))
    assert run(20, 8, 1, practices()).disagreements > 0


def test_without_the_weight_of_time_strategies_are_missed(monkeypatch):
    monkeypatch.setattr(weighing, "STALE_PER_DAY", 0)
    assert min(run(25, 8, 1, practices()).reached) < 10


def test_the_facts_of_a_practice():
    practice = SimpleNamespace(
        slug="a",
        strategy="empathy",
        minutes=8,
        who="either",
        gate="clear",
        intensity=2,
        needs=("b",),
        ritual=True,
        together_possible=True,
        title="A",
    )
    assert facts_of(practice) == PracticeFacts("a", "empathy", 8, "either", "clear", 2, ("b",), True, True)


def test_the_practices_of_this_installation_keep_every_rule():
    found = simulate_command(10, 8, 1)
    assert found["strategies_reached_min"] == 10
    assert not any(found[name] for name in CLEAN if name in found)


@pytest.mark.parametrize(("couples", "weeks"), [(0, 8), (1, 0)])
def test_there_is_somebody_and_some_time(couples, weeks):
    with pytest.raises(ValueError, match="at least one"):
        simulate_command(couples, weeks, 1)
