"""What is suggested, and what never is. Every rule is tested by code that does not use it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekindle.plan import checks, ladder, rules, weighing
from rekindle.plan.rules import joint_step, suggest
from rekindle.plan.shapes import Area, Done, PracticeFacts, Shared, Snapshot
from rekindle.plan.tests.examples import MONDAY, STRATEGIES, life, moment, name, practices, snapshot

SEEDS = st.integers(0, 2**32)
KNOWN = {practice.slug: practice for practice in practices()}
quick = settings(max_examples=60, derandomize=True, deadline=None)


def closed(own: Snapshot, log: list[Done]) -> int:
    then = moment(own, log)
    return sum(checks.closed_gate(KNOWN[s.slug], s.together, then) for s in suggest(own))


def early(own: Snapshot, log: list[Done]) -> int:
    return sum(checks.too_early(KNOWN[s.slug], moment(own, log)) for s in suggest(own))


def soon(own: Snapshot, log: list[Done]) -> int:
    return sum(checks.too_soon(KNOWN[s.slug], moment(own, log)) for s in suggest(own))


def put_off(own: Snapshot, log: list[Done]) -> int:
    return sum(own.declined.get(s.slug) == own.today for s in suggest(own))


def joint_early(own: Snapshot, log: list[Done]) -> int:
    """What both may know must itself be reason enough, and nothing that needs a private answer is in it."""
    step = joint_step(own.shared, own.today, own.practices, own.joint_open)
    if step is None or own.shared is None:
        return 0
    both = [Done(slug, own.today - timedelta(days=500)) for slug in own.shared.ever]
    both += [Done(done.slug, done.day) for done in own.shared.history]
    then = replace(moment(own, both), own_clear=True)
    practice = KNOWN[step.slug]
    harm = checks.closed_gate(practice, True, then) or checks.too_early(practice, then)
    return harm or checks.too_soon(practice, then)


RULES = [closed, early, soon, put_off, joint_early]


@pytest.mark.parametrize("harm", RULES)
def test_no_rule_is_broken_in_any_life(harm: Callable[[Snapshot, list[Done]], int]):
    @quick
    @given(SEEDS)
    def never(seed: int) -> None:
        assert not harm(*life(seed))

    never()


@pytest.mark.parametrize(
    ("harm", "module", "guard", "without"),
    [
        (closed, ladder, "gate_lets", lambda *_: True),
        (early, ladder, "in_order", lambda *_: True),
        (early, ladder, "light_enough", lambda *_: True),
        (soon, ladder, "rested", lambda *_: True),
        (soon, ladder, "REST_DAYS", 13),
        (soon, ladder, "RITUAL_REST_DAYS", 5),
        (put_off, ladder, "ready", lambda *_: True),
        (early, ladder, "ENOUGH", 1),
        (early, ladder, "OPENING_UP", frozenset()),
        (early, ladder, "BEFORE_FORGIVING", frozenset(STRATEGIES)),
        (early, ladder, "_was_hard", lambda _: False),
        (joint_early, ladder, "in_order", lambda *_: True),
    ],
)
def test_without_its_guard_a_rule_is_broken(monkeypatch, harm, module, guard, without):
    monkeypatch.setattr(module, guard, without)
    assert any(harm(*life(seed)) for seed in range(2000))


@quick
@given(SEEDS)
def test_what_a_page_shows_is_the_first_of_all(seed):
    own = life(seed)[0]
    assert rules.first(own) == next(iter(suggest(own)), None)


@quick
@given(SEEDS)
def test_best_first_and_each_practice_once(seed):
    found = suggest(life(seed)[0])
    assert len({s.slug for s in found}) == len(found)
    if not life(seed)[0].smaller:
        assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)


@quick
@given(SEEDS)
def test_smaller_is_shorter_than_what_stood_first(seed):
    own = replace(life(seed)[0], smaller=False)
    usual, small = suggest(own), suggest(replace(own, smaller=True))
    assert bool(usual) == bool(small)
    if any(KNOWN[s.slug].minutes < min(11, KNOWN[usual[0].slug].minutes) for s in usual):
        assert all(KNOWN[s.slug].minutes < min(11, KNOWN[usual[0].slug].minutes) for s in small)
    else:
        assert [KNOWN[s.slug].minutes for s in small] == sorted(KNOWN[s.slug].minutes for s in usual)[:1]


def test_an_empty_snapshot_begins_gently():
    found = suggest(snapshot())
    assert found and all(KNOWN[s.slug].intensity == 1 and KNOWN[s.slug].gate == "open" for s in found)


def test_when_all_was_done_lately_it_is_time_to_rest():
    lately = tuple(Done(practice.slug, MONDAY) for practice in practices())
    assert suggest(snapshot(history=lately, own_clear=True, harm_ended=True)) == ()
    assert suggest(snapshot(history=lately, today=MONDAY + timedelta(days=14), own_clear=True))


def test_what_needs_an_answer_each_time_is_not_there_without_it():
    much = {practice.slug: 1 for practice in practices()}
    asked = suggest(snapshot(ever=much, own_clear=True, harm_ended=True))
    assert any(KNOWN[s.slug].gate == "ended" for s in asked)
    assert not any(KNOWN[s.slug].gate == "ended" for s in suggest(snapshot(ever=much, own_clear=True)))
    assert not any(KNOWN[s.slug].gate != "open" for s in suggest(snapshot(ever=much, harm_ended=True)))


def test_what_matters_and_is_low_stands_first():
    calm = {strategy: Area(9, 1) for strategy in STRATEGIES}
    for strategy in ("quality-time", "vulnerability", "self-improvement"):
        first = suggest(snapshot(areas={**calm, strategy: Area(1, 3)}))[0]
        assert KNOWN[first.slug].strategy == strategy


def test_what_fits_the_time_comes_before_what_does_not():
    long, short = name("open-communication", 1), name("open-communication", 0)
    order = [s.slug for s in suggest(snapshot(minutes=5))]
    assert order.index(short) < order.index(long)


def test_a_practice_no_longer_there_disturbs_nothing():
    gone = Done("gone", MONDAY - timedelta(days=1), "hard")
    assert suggest(snapshot(history=(gone,), ever={"gone": 1}, declined={"gone": MONDAY}))


# Together


def couple(**known) -> Shared:
    return Shared("couple", **known)


@quick
@given(SEEDS, SEEDS)
def test_two_people_never_see_two_different_steps_together(seed, other):
    mine, theirs = life(seed)[0], life(other)[0]
    theirs = replace(theirs, today=mine.today, shared=mine.shared, joint_open=mine.joint_open)
    seen = {(s.slug, s.reasons) for own in (mine, theirs) for s in suggest(own) if s.together}
    assert len(seen) <= 1


def test_two_people_do_see_a_step_together():
    own = snapshot(shared=couple(), joint_open=True, own_clear=True)
    step = joint_step(own.shared, own.today, own.practices, True)
    assert step and [s.slug for s in suggest(own) if s.together] == [step.slug]
    assert not any(s.together for s in suggest(replace(own, joint_open=False)))
    assert not any(s.together for s in suggest(replace(own, own_clear=False)))


@quick
@given(SEEDS, st.integers(0, 6), st.integers(0, 6))
def test_it_stays_from_monday_to_sunday(seed, day, later):
    own = life(seed)[0]
    monday = own.today - timedelta(days=own.today.weekday())
    if own.shared:
        before = tuple(done for done in own.shared.history if done.day < monday)
        shared = replace(own.shared, history=before)
        steps = {_slug(shared, monday + timedelta(days=number)) for number in (day, later)}
        assert len(steps) == 1


def _slug(shared: Shared, today) -> str | None:
    step = joint_step(shared, today, practices(), True)
    return step.slug if step else None


def test_when_all_was_done_together_lately_there_is_no_step_together(monkeypatch):
    lately = couple(history=tuple(Done(practice.slug, MONDAY) for practice in practices()))
    assert _slug(lately, MONDAY + timedelta(days=5)) is None
    monkeypatch.setattr(ladder, "rested", lambda *_: True)
    assert _slug(lately, MONDAY + timedelta(days=5))


def test_done_or_put_off_where_both_see_it_another_takes_its_place():
    first = _slug(couple(), MONDAY)
    assert first
    done = couple(history=(Done(first, MONDAY),), ever={first: 1})
    off = couple(declined_together=frozenset({(first, MONDAY)}))
    assert first not in (_slug(done, MONDAY), _slug(off, MONDAY + timedelta(days=6)))
    assert _slug(off, MONDAY) and _slug(done, MONDAY)


@quick
@given(SEEDS)
def test_neither_ratings_nor_who_is_who_nor_the_order_of_files_count(seed):
    own = life(seed)[0]
    if own.shared:
        rated = tuple(replace(done, rating="hard") for done in own.shared.history)
        turned = replace(own.shared, areas_a=own.shared.areas_b, areas_b=own.shared.areas_a, history=rated)
        here = joint_step(own.shared, own.today, own.practices, True)
        assert here == joint_step(turned, own.today, own.practices[::-1], True)


def test_what_the_two_see_differently_counts_for_the_two():
    same = {strategy: Area(5, 2) for strategy in STRATEGIES}
    one, other = {**same, "quality-time": Area(0, 2)}, {**same, "quality-time": Area(10, 2)}
    assert KNOWN[_slug(couple(areas_a=one, areas_b=other), MONDAY) or ""].strategy == "quality-time"


# Over the weeks


def weeks_of(does: Callable[[int], bool]) -> list[str]:
    """The strategies that stood first for someone who looks twice a week, and to whom two matter most."""
    areas = {strategy: Area(9, 0) for strategy in STRATEGIES}
    areas |= {strategy: Area(0, 3) for strategy in ("quality-time", "emotional-intimacy")}
    own, first = snapshot(own_clear=True, harm_ended=True, areas=areas), []
    for number in range(16):
        own = replace(own, today=MONDAY + timedelta(days=number // 2 * 7 + number % 2 * 3))
        slug = suggest(own)[0].slug
        first.append(KNOWN[slug].strategy)
        if does(number):
            own = replace(own, history=(*own.history, Done(slug, own.today)))
        else:
            own = replace(own, declined={**own.declined, slug: own.today})
    return first


@pytest.mark.parametrize("does", [lambda _: True, lambda number: number % 2 == 0, lambda number: number % 3 != 0])
def test_eight_weeks_reach_every_strategy(does):
    assert set(weeks_of(does)) == set(STRATEGIES)


def test_without_the_weight_of_time_they_do_not(monkeypatch):
    monkeypatch.setattr(weighing, "STALE_PER_DAY", 0)
    assert set(weeks_of(lambda _: True)) != set(STRATEGIES)


def test_one_suggestion_takes_less_than_a_thousandth_of_a_second():
    many = (*practices(), *(_like(number) for number in range(4)))
    history = tuple(Done(many[n % 40].slug, MONDAY - timedelta(days=119 - n // 2)) for n in range(200))
    areas = {strategy: Area(3, 3) for strategy in STRATEGIES}
    shared = couple(areas_a=areas, areas_b=areas, history=history[::4], ever={done.slug: 9 for done in history})
    own = snapshot(practices=many, history=history, areas=areas, shared=shared, own_clear=True, joint_open=True)
    assert min(_seconds(own) for _ in range(30)) < 0.001


def _like(number: int) -> PracticeFacts:
    return PracticeFacts(f"more-{number}", "quality-time", 10, "either", "open", 1, together=True)


def _seconds(own: Snapshot) -> float:
    began = perf_counter()
    rules.suggest(own)
    return perf_counter() - began
