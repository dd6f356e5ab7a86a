"""Any sequence of acts of two people, on the real thing: nobody reads the other before both are in."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rekindle.reveal.finding import find
from rekindle.reveal.models import Answer, Round
from rekindle.reveal.rounds import open_round, seat
from rekindle.reveal.rules import Act, IllegalMove, State
from rekindle.reveal.seat import Seat
from rekindle.vault.envelope import SealBroken
from tests.cast import NOW, Actor, couple

pytestmark = pytest.mark.django_db
PROMPT = {"kind": "practice", "slug": "x", "step": "reveal-1", "title": "A time I felt close to you"}
ACTS = st.lists(st.tuples(st.integers(0, 1), st.sampled_from(list(Act))), max_size=9)


def act(one: Seat, what: Act, words: str) -> None:
    if what is Act.ANSWER:
        one.answer({"text": words})
    elif what is Act.VISIT:
        one.visit()
    else:
        one.take_back()


def read(one: Seat) -> str | None:
    """What this person can read of the other: words, "" for an empty place, None for nothing."""
    said = one.their_words()
    return None if said is None else str(said.body.get("text", ""))


@settings(derandomize=True, max_examples=40, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(ACTS)
def test_nobody_reads_before_both_are_in(acts: list[tuple[int, Act]]) -> None:
    people = couple(f"a{uuid4().hex[:12]}", f"b{uuid4().hex[:12]}")
    pairs = [one.pair for one in people]
    id = open_round(pairs[0], uuid4(), PROMPT, NOW).round.pk
    said: list[str | None] = [None, None]
    for n, (who, what) in enumerate(acts):
        try:
            act(seat(pairs[who], id), what, f"words {n}")
            if what is not Act.VISIT:
                said[who] = f"words {n}" if what is Act.ANSWER else None
        except IllegalMove:
            pass
        except Round.DoesNotExist:
            return
        if not Round.objects.filter(pk=id).exists():
            return
        sides = [seat(pair, id) for pair in pairs]
        assert [side.state is State.OPEN for side in sides] in ([True, True], [False, False])
        for me, other in ((0, 1), (1, 0)):
            found = read(sides[me])
            assert found is None or (sides[me].state is State.OPEN and sides[me].mine is not None)
            assert found in (None, said[other] or "")


def test_after_a_take_back_the_second_is_asked_and_then_both_open() -> None:
    alice, bob = couple()
    id = open_round(alice.pair, uuid4(), PROMPT, NOW).round.pk
    seat(alice.pair, id).answer({"text": "one"})
    seat(bob.pair, id).answer({"text": "his"})
    seat(alice.pair, id).take_back()
    assert seat(alice.pair, id).answer({"text": "two"}) is State.DUE
    assert seat(alice.pair, id).visit() is State.DUE
    assert seat(bob.pair, id).stale
    # Until he seals it again, hers may change as if it were the first.
    seat(alice.pair, id).answer({"text": "three"})
    seat(bob.pair, id).answer({"text": "his"})
    assert seat(alice.pair, id).visit() is State.OPEN
    assert read(seat(bob.pair, id)) == "three" and read(seat(alice.pair, id)) == "his"


def test_an_answer_whose_counterpart_is_gone_goes_back_under_its_own_key() -> None:
    alice, bob = couple()
    id = open_round(alice.pair, uuid4(), PROMPT, NOW).round.pk
    seat(alice.pair, id).answer({"text": "one"})
    seat(bob.pair, id).answer({"text": "his"})
    seat(alice.pair, id).take_back()
    assert Answer.objects.get().held == "couple"
    assert seat(bob.pair, id).visit() is State.MINE
    assert Answer.objects.get().held == "pending"
    assert seat(bob.pair, id).my_words().body == {"text": "his"}


def test_what_both_took_back_is_gone() -> None:
    alice, bob = couple()
    id = open_round(alice.pair, uuid4(), PROMPT, NOW).round.pk
    seat(alice.pair, id).answer({"text": "hers"})
    seat(bob.pair, id).answer({"text": "his"})
    seat(alice.pair, id).visit()
    assert seat(alice.pair, id).take_back()
    assert not seat(bob.pair, id).take_back()
    assert not Round.objects.exists()


def parted() -> tuple[Actor, Actor, Round]:
    alice, bob = couple()
    round = open_round(alice.pair, uuid4(), PROMPT, NOW).round
    seat(alice.pair, round.pk).answer({"text": "hers"})
    seat(bob.pair, round.pk).answer({"text": "his"})
    return alice, bob, round


def test_after_parting_nothing_opens_and_nothing_new_goes_in() -> None:
    alice, bob, round = parted()
    bob.pair.part(NOW)
    hers = find(alice.vault, round.pk)
    assert hers.visit() is State.DUE and read(hers) is None
    for new in (lambda: hers.answer({"text": "x"}), lambda: hers.reply(uuid4(), "x", NOW)):
        with pytest.raises(IllegalMove, match="not a couple here any more"):
            new()
    find(alice.vault, round.pk).take_back()
    assert find(bob.vault, round.pk).my_words().body == {"text": "his"}


def test_what_was_open_stays_readable_for_both_after_parting() -> None:
    alice, bob, round = parted()
    seat(alice.pair, round.pk).visit()
    alice.pair.part(NOW)
    assert read(find(alice.vault, round.pk)) == "his" and read(find(bob.vault, round.pk)) == "hers"
    assert not any(b"hers" in bytes(one.blob) for one in Answer.objects.all())
    find(alice.vault, round.pk).take_back()
    assert read(find(bob.vault, round.pk)) is None


def test_a_partner_who_seals_nonsense_breaks_nothing() -> None:
    alice, bob, round = parted()
    blob = bob.pair.seal(round.pk, b"[1, 2]")
    Round.objects.filter(pk=round.pk).update(blob=blob, place="b")
    with pytest.raises(SealBroken):
        seat(alice.pair, round.pk).prompt()
