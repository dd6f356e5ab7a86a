"""When one of two erases their account."""

from uuid import uuid4

import pytest

from rekindle.couples.models import Couple, Member
from rekindle.reveal.models import Answer, Round
from rekindle.reveal.rounds import open_round, seat
from tests.cast import NOW, PASSPHRASE, Actor, clear_and_willing, couple

pytestmark = pytest.mark.django_db


def leave(one: Actor) -> None:
    assert b"gone" in one.client().post("/settings/leave/", {"passphrase": PASSPHRASE}).content.lower()


def test_an_answer_only_they_could_open_goes_with_them() -> None:
    alice, bob = couple()
    round = open_round(alice.pair, uuid4(), {"kind": "practice", "title": "x"}, NOW).round
    seat(alice.pair, round.pk).answer({"text": "hers"})
    leave(alice)
    assert not Answer.objects.exists() and not Round.objects.exists()
    assert Member.objects.get(place="b").left is not None and Couple.objects.exists()


def test_what_was_shared_stays_with_the_other_one() -> None:
    alice, bob = couple()
    clear_and_willing(alice, bob)
    round = open_round(alice.pair, uuid4(), {"kind": "practice", "title": "x"}, NOW).round
    seat(alice.pair, round.pk).answer({"text": "hers"})
    seat(bob.pair, round.pk).answer({"text": "his"})
    seat(alice.pair, round.pk).release()
    leave(alice)
    assert b"hers" in bob.client().get(f"/rounds/{round.pk}/").content


def test_a_couple_in_which_nobody_is_left_goes() -> None:
    alice, bob = couple()
    leave(alice)
    leave(bob)
    assert not Couple.objects.exists() and not Member.objects.exists()
