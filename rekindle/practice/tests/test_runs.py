"""A run: taken up anywhere, never doubled, and remembered for the plan."""

from datetime import timedelta
from uuid import uuid4

import pytest

from rekindle.practice import runs
from rekindle.practice.tests.walk import one_with
from tests.cast import NOW, Actor, actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> Actor:
    return actor("Alice")


def test_beginning_twice_takes_up_the_same_run(alice: Actor) -> None:
    practice, once = one_with("write"), uuid4()
    first = runs.begin(alice.vault, practice, NOW, together=False, id=once)
    assert first == once
    assert runs.begin(alice.vault, practice, NOW, together=False, id=once) == once
    assert runs.begin(alice.vault, practice, NOW, together=False, id=uuid4()) == once
    assert len(runs.history(alice.vault)["open"]) == 1


def test_the_same_form_after_the_end_opens_nothing_again(alice: Actor) -> None:
    practice, once = one_with("write"), uuid4()
    runs.begin(alice.vault, practice, NOW, together=False, id=once)
    runs.finish(alice.vault, once, None, NOW)
    assert runs.begin(alice.vault, practice, NOW, together=False, id=once) == once
    assert runs.history(alice.vault)["open"] == []


def test_answers_are_kept_changed_and_taken_away(alice: Actor) -> None:
    practice = one_with("write")
    id = runs.begin(alice.vault, practice, NOW, together=False)
    step = practice.steps_for(False)[0]
    for value in ("one", "two"):
        runs.answer(alice.vault, id, step, value, 1)
    assert runs.find(alice.vault, id)[0].body["answers"] == {step.name: "two"}
    runs.answer(alice.vault, id, step, None, 99)
    run, _ = runs.find(alice.vault, id)
    assert run.body["answers"] == {} and run.body["at"] == len(practice.steps_for(False))


def test_zero_is_an_answer(alice: Actor) -> None:
    practice = one_with("rate")
    id = runs.begin(alice.vault, practice, NOW, together=False)
    runs.answer(alice.vault, id, practice.steps_for(False)[0], 0, 1)
    assert list(runs.find(alice.vault, id)[0].body["answers"].values()) == [0]


def test_finishing_counts_once_and_the_rating_may_change(alice: Actor) -> None:
    practice = one_with("write")
    id = runs.begin(alice.vault, practice, NOW, together=False)
    for rating in (None, "helped", "hard", "no such rating"):
        runs.finish(alice.vault, id, rating, NOW)
    history = runs.history(alice.vault)
    assert history["ever"] == {practice.slug: 1} and history["open"] == []
    assert [one[:4] for one in history["recent"]] == [[practice.slug, NOW.date().isoformat(), "hard", False]]


def test_what_is_long_ago_leaves_the_recent_ones_but_not_the_count(alice: Actor) -> None:
    practice = one_with("write")
    for day in (NOW, NOW + runs.REMEMBERED + timedelta(days=1)):
        runs.finish(alice.vault, runs.begin(alice.vault, practice, day, together=False), None, day)
    history = runs.history(alice.vault)
    assert len(history["recent"]) == 1 and history["ever"] == {practice.slug: 2}


def test_dropping_deletes_every_word(alice: Actor) -> None:
    practice = one_with("write")
    id = runs.begin(alice.vault, practice, NOW, together=False)
    runs.drop(alice.vault, id, NOW)
    runs.drop(alice.vault, id, NOW)
    assert runs.under_way(alice.vault) == [] and alice.vault.whole()
    with pytest.raises(runs.Gone):
        runs.find(alice.vault, id)


def test_another_person_has_no_such_run(alice: Actor) -> None:
    id = runs.begin(alice.vault, one_with("write"), NOW, together=False)
    with pytest.raises(runs.Gone):
        runs.find(actor("Charlie").vault, id)
