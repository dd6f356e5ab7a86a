"""A round: both answer before either sees, and only keys decide."""

from uuid import uuid4

import pytest

from rekindle.reveal.models import Answer, Round
from rekindle.reveal.rounds import open_round, seat
from rekindle.reveal.rules import IllegalMove, State
from rekindle.reveal.seat import Seat
from rekindle.vault.envelope import SealBroken
from tests.cast import NOW, Actor, couple

pytestmark = pytest.mark.django_db
PROMPT = {"kind": "practice", "slug": "x", "step": "reveal-1", "title": "A time I felt close to you"}


@pytest.fixture
def table() -> tuple[Actor, Actor, Round]:
    alice, bob = couple()
    return alice, bob, open_round(alice.pair, uuid4(), PROMPT, NOW).round


def at(one: Actor, round: Round) -> Seat:
    return seat(one.pair, round.pk)


def test_both_answers_open_only_when_both_are_in(table: tuple[Actor, Actor, Round]) -> None:
    alice, bob, round = table
    assert at(alice, round).answer({"text": "hers"}) is State.MINE
    assert at(bob, round).state is State.THEIRS and at(bob, round).their_words() is None
    assert at(bob, round).answer({"text": "his"}) is State.WAITING
    assert at(bob, round).their_words() is None
    hers = at(alice, round)
    assert hers.state is State.DUE and hers.their_words() is None
    assert hers.release()
    assert at(alice, round).their_words().body == {"text": "his"}
    assert at(bob, round).their_words().body == {"text": "hers"}


def test_the_first_answer_can_change_until_the_second_is_in(table: tuple[Actor, Actor, Round]) -> None:
    alice, bob, round = table
    at(alice, round).answer({"text": "one"})
    at(alice, round).answer({"text": "two"})
    at(bob, round).answer({"text": "his"})
    with pytest.raises(IllegalMove):
        at(alice, round).answer({"text": "three"})
    at(alice, round).release()
    assert at(bob, round).their_words().body == {"text": "two"}
    with pytest.raises(IllegalMove):
        at(bob, round).answer({"text": "late"})


def test_the_partner_cannot_open_a_pending_answer_whatever_the_row_says(table: tuple[Actor, Actor, Round]) -> None:
    alice, bob, round = table
    at(alice, round).answer({"text": "hers"})
    at(bob, round).answer({"text": "his"})
    Answer.objects.filter(place="a").update(held="couple")
    assert at(bob, round).state is State.OPEN
    with pytest.raises(SealBroken):
        at(bob, round).their_words()


def test_a_forged_second_answer_releases_nothing(table: tuple[Actor, Actor, Round]) -> None:
    alice, bob, round = table
    at(alice, round).answer({"text": "hers"})
    at(bob, round).answer({"text": "his"})
    row = Answer.objects.get(place="b")
    blob = bytearray(row.blob)
    blob[10] ^= 1
    Answer.objects.filter(pk=row.pk).update(blob=bytes(blob))
    with pytest.raises(SealBroken):
        at(alice, round).release()
    assert Answer.objects.get(place="a").held == "pending"


def test_an_answer_to_other_words_is_not_shown_as_genuine(table: tuple[Actor, Actor, Round]) -> None:
    alice, bob, round = table
    at(alice, round).answer({"text": "hers"})
    at(bob, round).answer({"text": "his"})
    # Alice's own device would never do this: she swaps her words after his are in.
    seat_of_alice = at(alice, round)
    seat_of_alice.mine.delete()
    Answer.objects.filter(place="b").update(held="pending")
    at(alice, round).answer({"text": "other words"})
    Answer.objects.filter(place="b").update(held="couple")
    with pytest.raises(SealBroken):
        at(bob, round).their_words()


def test_taking_back_before_and_after_opening(table: tuple[Actor, Actor, Round]) -> None:
    alice, bob, round = table
    at(alice, round).answer({"text": "hers"})
    at(bob, round).answer({"text": "his"})
    at(alice, round).release()
    at(alice, round).take_back()
    gone = at(bob, round).their_words()
    assert gone.taken_back and gone.body == {}
    assert b"hers" not in b"".join(bytes(blob) for blob in Answer.objects.values_list("blob", flat=True))


def test_taking_back_a_lone_answer_leaves_no_round(table: tuple[Actor, Actor, Round]) -> None:
    alice, _, round = table
    at(alice, round).answer({"text": "hers"})
    with pytest.raises(Round.DoesNotExist):
        at(alice, round).take_back()
        at(alice, round)


def test_replies_come_after_opening_in_order_and_once(table: tuple[Actor, Actor, Round]) -> None:
    alice, bob, round = table
    with pytest.raises(IllegalMove):
        at(alice, round).reply(uuid4(), "early", NOW)
    at(alice, round).answer({"text": "hers"})
    at(bob, round).answer({"text": "his"})
    at(alice, round).release()
    once = uuid4()
    at(bob, round).reply(once, "I hear you", NOW)
    at(bob, round).reply(once, "I hear you", NOW)
    assert [(said.place, said.text) for said in at(alice, round).replies()] == [("b", "I hear you")]


def test_a_stranger_finds_no_round(table: tuple[Actor, Actor, Round]) -> None:
    _, _, round = table
    eve, _ = couple("Eve", "Mallory")
    with pytest.raises(Round.DoesNotExist):
        at(eve, round)
