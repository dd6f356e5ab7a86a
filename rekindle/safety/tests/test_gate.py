"""The gate: closed while the check runs, open only for both, and the same from outside whatever the reason."""

from datetime import date, datetime, timedelta

import pytest

from rekindle.couples.models import Member
from rekindle.couples.pair import Pair
from rekindle.safety import gate
from rekindle.vault.models import Item
from tests.cast import NOW, Actor, clear_and_willing, couple

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def two() -> tuple[Actor, Actor]:
    return couple()


def is_open(one: Actor, today: date = TODAY) -> bool:
    return one.pair.joint_open(gate.clear_until(one.vault), today)


def test_both_clear_and_willing_opens_for_both(two: tuple[Actor, Actor]) -> None:
    clear_and_willing(*two)
    assert is_open(two[0]) and is_open(two[1])


@pytest.mark.parametrize("missing", ["clear", "wish"])
@pytest.mark.parametrize("who", [0, 1])
def test_one_missing_word_keeps_it_closed_for_both(two: tuple[Actor, Actor], who: int, missing: str) -> None:
    for at, one in enumerate(two):
        if not (at == who and missing == "clear"):
            gate.clear(one.vault, one.pair, NOW)
        gate.wish(one.vault, one.pair, NOW, together=not (at == who and missing == "wish"))
    assert not is_open(two[0]) and not is_open(two[1])


@pytest.mark.parametrize("who", [0, 1])
def test_beginning_again_closes_before_any_answer(two: tuple[Actor, Actor], who: int) -> None:
    clear_and_willing(*two)
    gate.begin(two[who].vault, two[who].pair, NOW)
    assert not is_open(two[0]) and not is_open(two[1])
    gate.clear(two[who].vault, two[who].pair, NOW)
    assert is_open(two[0]) and is_open(two[1])


def test_changing_ones_mind_closes_at_once(two: tuple[Actor, Actor]) -> None:
    clear_and_willing(*two)
    gate.wish(two[1].vault, two[1].pair, NOW, together=False)
    assert not is_open(two[0]) and not is_open(two[1])


def test_a_check_runs_out_after_ninety_days(two: tuple[Actor, Actor]) -> None:
    clear_and_willing(*two)
    last = TODAY + gate.LASTS
    assert gate.is_clear(two[0].vault, last) and not gate.is_clear(two[0].vault, last + timedelta(days=1))
    assert not is_open(two[0], last + timedelta(days=1))


def test_what_the_partner_can_read_ends_at_a_months_end(two: tuple[Actor, Actor]) -> None:
    clear_and_willing(*two)
    said = two[1].pair.willing(two[1].pair.other)
    assert said.until == date(2026, 5, 31) < TODAY + gate.LASTS


def test_rows_have_one_size_whatever_they_say(two: tuple[Actor, Actor]) -> None:
    alice, _ = two
    sizes = set()

    def note() -> None:
        word = Member.objects.get(person=alice.person).willing
        sizes.add((len(bytes(word)), *{len(bytes(blob)) for blob in Item.objects.values_list("blob", flat=True)}))

    for act in (gate.begin, gate.clear):
        act(alice.vault, alice.pair, NOW)
        note()
    for together in (True, False):
        gate.wish(alice.vault, alice.pair, NOW, together=together)
        note()
    assert len(sizes) == 1


def test_alone_the_gate_is_kept_all_the_same() -> None:
    alice, _ = couple(confirmed=False)
    gate.clear(alice.vault, None, NOW)
    assert gate.is_clear(alice.vault, TODAY)


def test_a_wish_from_before_the_words_were_compared_counts_afterwards() -> None:
    alice, bob = couple(confirmed=False)
    clear_and_willing(alice, bob)
    for one in (alice, bob):
        one.pair.confirm()
    publish_all(alice.pair, bob.pair, now=NOW)
    assert is_open(alice) and is_open(bob)


def publish_all(*pairs: Pair, now: datetime) -> None:
    for pair in pairs:
        gate.publish(pair.vault, pair, now.date())
