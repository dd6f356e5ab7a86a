"""What Today, Us and the plan are told of the rounds of a couple."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rekindle.reveal.listing import asked, finished_together, open_for
from rekindle.reveal.models import Answer, Round
from rekindle.reveal.rounds import open_round, seat
from rekindle.reveal.rules import State
from rekindle.reveal.seat import Seat
from rekindle.safety import gate
from tests.cast import Actor, clear_and_willing, couple

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> tuple[Actor, Actor]:
    alice, bob = couple()
    clear_and_willing(alice, bob, now=timezone.now())
    return alice, bob


def prompt(n: int = 1) -> dict[str, str]:
    return {"kind": "practice", "slug": f"slug-{n}", "step": "reveal-1", "title": f"Question {n} for {{partner}}"}


def ask(one: Actor, n: int = 1) -> Seat:
    return open_round(one.pair, uuid4(), prompt(n), timezone.now())


def open_one(alice: Actor, bob: Actor, n: int = 1) -> Seat:
    table = ask(alice, n)
    table.answer({"text": "hers"})
    seat(bob.pair, table.round.pk).answer({"text": "his"})
    return table


def test_states_tell_nothing_of_the_other(pair: tuple[Actor, Actor]) -> None:
    alice, bob = pair
    table = ask(alice)
    table.answer({"text": "hers"})
    assert [(one.state, one.mark) for one in open_for(alice.pair)] == [(State.MINE, "a")]
    assert [(one.state, one.mark) for one in open_for(bob.pair)] == [(State.EMPTY, "none")]
    seat(bob.pair, table.round.pk).answer({"text": "his"})
    assert [(one.state, one.mark) for one in open_for(bob.pair)] == [(State.MINE, "b")]


def test_what_is_due_opens_on_the_way(pair: tuple[Actor, Actor]) -> None:
    alice, bob = pair
    open_one(alice, bob)
    [listed] = open_for(alice.pair)
    assert (listed.state, listed.kind, listed.mark) == (State.OPEN, "practice", "both")
    assert open_for(bob.pair)[0].state is State.OPEN


def test_nothing_opens_on_the_way_while_joint_steps_are_closed(pair: tuple[Actor, Actor]) -> None:
    alice, bob = pair
    open_one(alice, bob)
    gate.begin(alice.vault, alice.pair, timezone.now())
    assert open_for(alice.pair)[0].state is State.MINE
    assert Answer.objects.get(place="a").held == "pending"


def test_a_broken_round_is_left_out_and_the_others_stay(pair: tuple[Actor, Actor]) -> None:
    alice, bob = pair
    broken, fine = open_one(alice, bob, 1), ask(alice, 2)
    row = Answer.objects.get(round=broken.round, place="b")
    Answer.objects.filter(pk=row.pk).update(blob=bytes(row.blob)[::-1])
    assert [one.id for one in open_for(alice.pair)] == [fine.round.pk]
    Round.objects.filter(pk=fine.round.pk).update(blob=b"nothing")
    assert open_for(alice.pair) == []


def test_two_who_begin_apart_find_the_same_question(pair: tuple[Actor, Actor]) -> None:
    alice, bob = pair
    ask(alice, 1)
    table = ask(alice, 2)
    assert asked(bob.pair, prompt(2)).round.pk == table.round.pk
    assert asked(bob.pair, prompt(3)) is None
    table.answer({"text": "hers"})
    seat(bob.pair, table.round.pk).answer({"text": "his"})
    seat(alice.pair, table.round.pk).visit()
    assert asked(bob.pair, prompt(2)) is None


def test_what_was_finished_together_is_the_same_for_both(pair: tuple[Actor, Actor]) -> None:
    alice, bob = pair
    for n in (1, 2):
        seat(alice.pair, open_one(alice, bob, n).round.pk).visit()
    ask(bob, 3)
    hers, his = finished_together(alice.pair), finished_together(bob.pair)
    assert hers == his and {slug for slug, _ in hers} == {"slug-1", "slug-2"}


def queries(one: Actor) -> int:
    pair = one.pair
    with CaptureQueriesContext(connection) as seen:
        open_for(pair)
    return len(seen)


def test_the_list_is_bounded_and_does_not_grow_with_the_years(pair: tuple[Actor, Actor]) -> None:
    alice, _ = pair
    ask(alice)
    few = queries(alice)
    for n in range(30):
        ask(alice, n)
    assert queries(alice) == few
    assert len(open_for(alice.pair, 7)) == 7
