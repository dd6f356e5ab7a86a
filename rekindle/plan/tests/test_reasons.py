"""Every suggestion says why, every reason is true, and the sentence is fit to be read."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekindle.plan import reasons
from rekindle.plan.reasons import WORDS, words
from rekindle.plan.rules import joint_step, suggest
from rekindle.plan.shapes import Area, Done, Reason, Shared, Snapshot
from rekindle.plan.tests.examples import MONDAY, life, name, practices, snapshot
from rekindle.plan.truth import holds

SEEDS = st.integers(0, 2**32)
BOTH_KNOW = {"both_matter", "both_low", "apart", "both_begin", "both_new", "both_again", "short", "takes"}
quick = settings(max_examples=80, derandomize=True, deadline=None)
QUALITY = name("quality-time", 0)


@quick
@given(SEEDS)
def test_every_reason_is_true_and_there_are_one_to_three(seed):
    own = life(seed)[0]
    for suggestion in suggest(own):
        assert 1 <= len(suggestion.reasons) <= 3
        assert all(holds(reason, own) and reason.slug == suggestion.slug for reason in suggestion.reasons)


def test_every_kind_of_reason_is_given_in_some_life():
    told = {r.kind for seed in range(600) for s in suggest(life(seed)[0]) for r in s.reasons}
    assert told == set(WORDS)


@quick
@given(SEEDS)
def test_a_step_together_is_explained_by_what_both_may_know(seed):
    own = life(seed)[0]
    step = joint_step(own.shared, own.today, own.practices, True)
    assert step is None or {reason.kind for reason in step.reasons} <= BOTH_KNOW
    alone = {r.kind for s in suggest(own) if not s.together for r in s.reasons}
    assert not alone & (BOTH_KNOW - {"short", "takes"})


@pytest.mark.parametrize(
    ("limit", "careless"),
    [
        ("LOW", 10),
        ("HIGH", 0),
        ("FAR_APART", 0),
        ("SHORT", 45),
        ("STRESSED", 0),
        ("LIGHT", 5),
        ("LATELY", 999),
        ("A_WHILE", 0),
    ],
)
def test_a_careless_limit_makes_reasons_false(monkeypatch, limit, careless):
    monkeypatch.setattr(reasons, limit, careless)
    assert not all(
        holds(reason, own)
        for own in (life(seed)[0] for seed in range(300))
        for s in suggest(own)
        for reason in s.reasons
    )


def known() -> Snapshot:
    done = Done(name("quality-time", 1), MONDAY - timedelta(days=3), "hard")
    areas = {"quality-time": Area(3, 3)}
    shared = Shared("couple", {"quality-time": Area(1, 3)}, {"quality-time": Area(5, 3)})
    return snapshot(areas=areas, shared=shared, history=(done,), stress=8, smaller=True, minutes=15)


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("area", (4, 3)),
        ("area", (3, 2)),
        ("both_matter", (2,)),
        ("both_low", (1, 4)),
        ("apart", (2, 5)),
        ("apart", (5, 1)),
        ("short", (9,)),
        ("fits", (8, 20)),
        ("takes", (7,)),
        ("smaller", (7,)),
        ("begin", ()),
        ("both_again", ()),
        ("again", ()),
        ("new", ()),
        ("return", ()),
        ("follows", ()),
        ("lighter", ()),
        ("unheard of", ()),
    ],
)
def test_a_false_reason_does_not_hold(kind, facts):
    assert not holds(Reason(kind, QUALITY, "quality-time", facts), known())


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("area", (3, 3)),
        ("both_matter", (3,)),
        ("both_low", (1, 5)),
        ("apart", (1, 5)),
        ("smaller", (8,)),
        ("stress", ()),
    ],
)
def test_a_true_reason_holds_for_its_own_practice_only(kind, facts):
    reason = Reason(kind, QUALITY, "quality-time", facts)
    assert holds(reason, known())
    assert not holds(replace(reason, strategy="empathy"), known())
    assert not holds(replace(reason, slug="gone"), known())


def test_what_was_hard_is_followed_by_what_is_lighter():
    hard = name("open-communication", 2)
    own = snapshot(history=(Done(hard, MONDAY, "hard"),), ever={hard: 1}, today=MONDAY + timedelta(days=1))
    reason = Reason("lighter", QUALITY, "quality-time")
    assert holds(reason, own) and reason in next(s for s in suggest(own) if s.slug == QUALITY).reasons


def test_words():
    names = {"quality-time": "Time together"}
    area = Reason("area", QUALITY, "quality-time", (3, 2))
    assert words(area, names) == "In your check-up you gave “Time together” a 3 and said it matters a lot."
    both = Reason("both_matter", QUALITY, "quality-time", (3,))
    assert words(both, names) == "You both said that “Time together” matters most of all."
    assert words(Reason("short", QUALITY, "quality-time", (8,)), names) == "It is short: about 8 minutes."
    assert "“quality time”" in words(area, {})


@quick
@given(SEEDS)
def test_sentences_are_short_and_calm(seed):
    names = {practice.strategy: "A" * 60 for practice in practices()}
    said = [words(reason, names) for s in suggest(life(seed)[0]) for reason in s.reasons]
    assert all(len(line) < 160 and line.endswith(".") for line in said)
    assert not any(mark in line for line in said for mark in ("!", "{", "'", '"', "should", "None"))
