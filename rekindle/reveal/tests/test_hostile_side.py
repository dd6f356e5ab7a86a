"""What the other one's side sealed may have any shape. It never takes a page from the one who reads."""

from uuid import uuid4

import pytest
from django.utils import timezone

from rekindle.couples.models import Grant
from rekindle.reveal.rounds import open_round, seat
from tests.cast import Actor, clear_and_willing, couple

pytestmark = pytest.mark.django_db
PROMPT = {"kind": "practice", "slug": "x", "step": "reveal-1", "title": "A time I felt close to you"}
DEEP = b"[" * 3000 + b"]" * 3000


@pytest.fixture
def both() -> tuple[Actor, Actor]:
    both = couple()
    clear_and_willing(*both, now=timezone.now())
    return both


def statuses(one: Actor, *more: str) -> list[int]:
    client = one.client()
    client.raise_request_exception = False
    return [client.get(page).status_code for page in ("/today/", "/us/", "/practices/", *more)]


def test_an_answer_as_deep_as_a_well(both: tuple[Actor, Actor]) -> None:
    alice, bob = both
    id = open_round(alice.pair, uuid4(), PROMPT, timezone.now()).round.pk
    seat(alice.pair, id).answer({"text": "mine"})
    seat(bob.pair, id).answer({"text": "his"})
    his = seat(bob.pair, id)
    assert his.mine
    deep = b'{"body":{"text":' + DEEP + b'},"salt":"AAAA"}'
    his.mine.blob = his._seal_couple(his._inside(his.mine), deep)[1]
    his.mine.save()
    assert statuses(alice, f"/rounds/{id}/") == [200, 200, 200, 409]


def test_a_question_as_deep_as_a_well(both: tuple[Actor, Actor]) -> None:
    alice, bob = both
    row = open_round(bob.pair, uuid4(), PROMPT, timezone.now()).round
    row.blob = bob.pair.seal(row.pk, b'{"kind":"practice","x":' + DEEP + b"}")
    row.save()
    assert statuses(alice, f"/rounds/{row.pk}/") == [200, 200, 200, 409]


@pytest.mark.parametrize("word", [b"[]", b"5", b'{"open":1,"until":5}', b'{"open":1,"until":null}', b"[" * 20_000])
def test_a_word_on_steps_for_two_that_is_none(both: tuple[Actor, Actor], word: bytes) -> None:
    alice, bob = both
    pair = bob.pair
    pair.me.willing = pair.seal(pair._willing_id(pair.me), word)
    pair.me.save()
    assert statuses(alice) == [200, 200, 200]
    assert not alice.pair.willing(alice.pair.other).open


def test_a_grant_with_a_number_beyond_all_numbers(both: tuple[Actor, Actor]) -> None:
    alice, bob = both
    grant = Grant.objects.filter(to="b").get()
    Grant.objects.create(couple=grant.couple, to="b", epoch=2**40, blob=grant.blob)
    assert statuses(bob) == [200, 200, 200]
