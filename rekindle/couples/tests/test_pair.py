"""A couple from the inside: words compared, keys granted and pinned, a sealed willingness, an end."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from rekindle.accounts import verbs
from rekindle.couples.models import Couple, Grant, Member
from rekindle.couples.pair import CLOSED, last_of, pair_of
from rekindle.couples.rules import NotNow, Willing
from rekindle.safety import gate
from rekindle.vault.envelope import SealBroken
from rekindle.vault.models import Keys
from tests.cast import NOW, PASSPHRASE, Actor, actor, clear_and_willing, couple

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 5, 31)


@pytest.fixture
def two() -> tuple[Actor, Actor]:
    return couple()


def new_keys(one: Actor) -> None:
    one.ring = verbs.start_empty(one.person, PASSPHRASE)


def can_read(writer: Actor, reader: Actor) -> bool:
    id = uuid4()
    return reader.pair.open(id, writer.pair.seal(id, b"dear"), writer.pair.me.place) == b"dear"


# Words and keys


def test_both_read_the_same_four_words() -> None:
    alice, bob = couple(confirmed=False)
    assert alice.pair.words() == bob.pair.words() and len(alice.pair.words()) == 4
    assert not alice.pair.ready and not bob.pair.ready


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_once_both_have_compared_they_share_a_key_in_whatever_order(order: str) -> None:
    both = dict(zip("ab", couple(confirmed=False), strict=True))
    for place in order:
        both[place].pair.confirm(both[place].pair.words())
    assert both["a"].pair.ready and both["b"].pair.ready
    assert can_read(both["a"], both["b"]) and can_read(both["b"], both["a"])


def test_keys_exchanged_after_the_words_were_shown_are_not_pinned() -> None:
    alice, bob = couple(confirmed=False)
    shown, mallory = alice.pair.words(), actor("Mallory")
    keys = Keys.objects.get(person=mallory.person)
    Keys.objects.filter(person=bob.person).update(box=keys.box, sign=keys.sign)
    with pytest.raises(NotNow):
        alice.pair.confirm(shown)
    assert alice.pair.pin is None and not Grant.objects.exists()


def test_other_keys_in_the_row_than_those_pinned_are_noticed(two: tuple[Actor, Actor]) -> None:
    alice, bob = two
    keys = Keys.objects.get(person=actor("Mallory").person)
    Keys.objects.filter(person=bob.person).update(box=keys.box, sign=keys.sign)
    assert alice.pair.changed and not alice.pair.ready


@pytest.mark.parametrize(
    "swap", [lambda blob: bytes(64) + blob[64:], lambda blob: blob[:64] + bytes(80), lambda _: b""]
)
def test_a_forged_grant_is_left_where_it_is(swap: Callable[[bytes], bytes]) -> None:
    alice, bob = couple(confirmed=False)
    alice.pair.confirm()
    for grant in Grant.objects.filter(to="b"):
        Grant.objects.filter(pk=grant.pk).update(blob=swap(bytes(grant.blob)))
    bob.pair.confirm()
    assert bob.pair.checked and not bob.pair.ready


def test_a_grant_of_somebody_else_is_not_taken() -> None:
    alice, bob = couple(confirmed=False)
    eve, _ = couple("Eve", "Mallory")
    alice.pair.confirm()
    Grant.objects.filter(couple=alice.pair.couple).update(blob=Grant.objects.filter(couple=eve.pair.couple)[0].blob)
    bob.pair.confirm()
    assert not bob.pair.ready


@pytest.mark.parametrize("loser", [0, 1])
def test_after_new_keys_both_compare_again_and_go_on(two: tuple[Actor, Actor], loser: int) -> None:
    lost, kept = two[loser], two[1 - loser]
    id = uuid4()
    before = kept.pair.seal(id, b"from before")
    old = kept.pair.me.place
    new_keys(lost)
    assert lost.pair.changed and kept.pair.changed
    assert not lost.pair.ready and not kept.pair.ready
    assert lost.pair.words() == kept.pair.words()
    lost.pair.confirm()
    kept.pair.confirm()
    assert can_read(lost, kept) and can_read(kept, lost)
    assert lost.pair.open(id, before, old) == b"from before"


def test_a_key_made_after_one_compared_is_found_when_it_is_needed(two: tuple[Actor, Actor]) -> None:
    alice, bob = two
    new_keys(alice)
    bob.pair.confirm()
    Grant.objects.filter(to="a").delete()
    alice.pair.confirm()
    assert alice.pair.epoch == 2 and bob.pair.epoch == 1
    assert can_read(alice, bob) and bob.pair.epoch == 2


def test_a_key_that_nobody_granted_opens_nothing(two: tuple[Actor, Actor]) -> None:
    alice, bob = two
    pair = alice.pair
    pair._take({2: bytes(32)})
    with pytest.raises(SealBroken):
        can_read(alice, bob)


def test_with_a_key_at_hand_one_query_finds_the_couple(
    two: tuple[Actor, Actor], django_assert_num_queries: Callable[[int], Any]
) -> None:
    vault = two[0].vault
    with django_assert_num_queries(1):
        pair = pair_of(vault)
        assert pair and pair.ready


def test_when_both_lost_their_keys_they_begin_with_a_new_one(two: tuple[Actor, Actor]) -> None:
    alice, bob = two
    for one in two:
        new_keys(one)
    alice.pair.confirm()
    bob.pair.confirm()
    assert can_read(alice, bob) and can_read(bob, alice)


def test_what_the_other_one_said_before_they_lost_their_keys_stays_readable(two: tuple[Actor, Actor]) -> None:
    alice, bob = two
    id = uuid4()
    said = bob.pair.seal(id, b"of Bob")
    new_keys(bob)
    alice.pair.confirm()
    assert alice.pair.open(id, said, "b") == b"of Bob"


def test_without_a_keyring_nothing_opens(two: tuple[Actor, Actor]) -> None:
    alice, bob = two
    Keys.objects.filter(person=alice.person).delete()
    with pytest.raises(SealBroken):
        pair_of(alice.vault)
    assert bob.pair.changed


def test_words_of_nobody_cannot_be_compared(two: tuple[Actor, Actor]) -> None:
    alice, bob = two
    pair = alice.pair
    bob.person.delete()
    pair.other.refresh_from_db()
    for act in (pair.words, pair.confirm):
        with pytest.raises(NotNow):
            act()


# Sealing and willingness


def test_a_stranger_opens_nothing(two: tuple[Actor, Actor]) -> None:
    alice, _ = two
    eve, _ = couple("Eve", "Mallory")
    id = uuid4()
    with pytest.raises(SealBroken):
        eve.pair.open(id, alice.pair.seal(id, b"dear"), "a")


def test_what_one_signed_cannot_be_put_into_the_others_mouth(two: tuple[Actor, Actor]) -> None:
    alice, bob = two
    id = uuid4()
    with pytest.raises(SealBroken):
        bob.pair.open(id, alice.pair.seal(id, b"dear"), "b")


def test_every_word_about_willingness_has_the_same_size(two: tuple[Actor, Actor]) -> None:
    alice, _ = two
    sizes = set()
    for willing in (CLOSED, Willing(True, UNTIL), Willing(False, UNTIL), Willing(True, date.max)):
        alice.pair.set_willing(willing)
        assert alice.pair.willing(alice.pair.me) == willing
        sizes.add(len(bytes(Member.objects.get(person=alice.person).willing)))
    assert len(sizes) == 1


def test_a_forged_or_foreign_willingness_says_no(two: tuple[Actor, Actor]) -> None:
    alice, bob = two
    clear_and_willing(alice, bob)
    assert alice.pair.willing(alice.pair.other).open
    hers = Member.objects.get(person=alice.person).willing
    Member.objects.filter(person=bob.person).update(willing=hers)
    assert alice.pair.willing(alice.pair.other) == CLOSED


def test_a_yes_does_not_outlive_the_keys_it_was_signed_with(two: tuple[Actor, Actor]) -> None:
    alice, bob = two
    clear_and_willing(alice, bob)
    new_keys(bob)
    alice.pair.confirm()
    assert not alice.pair.joint_open(gate.clear_until(alice.vault), NOW.date())


# The end


def test_either_leaves_alone_and_both_read_on(two: tuple[Actor, Actor]) -> None:
    alice, bob = two
    id, couple_id = uuid4(), alice.pair.couple.pk
    shared = bob.pair.seal(id, b"of Bob")
    bob.pair.part(NOW)
    for one in two:
        assert pair_of(one.vault) is None
        over = last_of(one.vault)
        assert over and over.couple.pk == couple_id and not over.active
        assert over.open(id, shared, "b") == b"of Bob"
        with pytest.raises(NotNow):
            over.seal(uuid4(), b"new")
        with pytest.raises(NotNow):
            over.confirm()
    assert not Grant.objects.filter(couple=couple_id).exists()


def test_no_row_tells_who_left(two: tuple[Actor, Actor]) -> None:
    two[1].pair.part(NOW)
    assert set(Member.objects.values_list("left", flat=True)) == {NOW.date()}


def test_leaving_twice_is_leaving_once(two: tuple[Actor, Actor]) -> None:
    alice, bob = two
    mine, theirs = alice.pair, bob.pair
    mine.part(NOW)
    epoch = mine.vault.keyring.epoch
    mine.part(NOW)
    theirs.part(NOW)
    assert alice.vault.keyring.epoch == epoch
    assert not mine.active and not theirs.active


def test_the_last_couple_is_the_newest_one_that_is_over(two: tuple[Actor, Actor]) -> None:
    alice, bob = two
    assert last_of(alice.vault) is None
    alice.pair.part(NOW)
    over = last_of(bob.vault)
    assert over and over.partner_name == "Alice"


def test_an_earlier_word_put_back_opens_nothing_that_was_closed_since() -> None:
    alice, bob = couple()
    clear_and_willing(alice, bob)
    until, today = gate.clear_until(alice.vault), NOW.date()
    assert until and alice.pair.joint_open(until, today)
    earlier = bytes(alice.pair.me.willing)
    gate.wish(alice.vault, alice.pair, NOW, together=False)
    Member.objects.filter(pk=alice.pair.me.pk).update(willing=earlier)
    assert not alice.pair.joint_open(until, today)
    # The reverse: the word itself is genuine.
    assert bob.pair.willing(bob.pair.other).open


def test_places_put_back_do_not_make_two_again_of_who_has_left() -> None:
    alice, _ = couple()
    alice.pair.part(NOW)
    Member.objects.update(left=None)
    assert pair_of(alice.vault) is None
    assert not pair_of(alice.vault, Couple.objects.get().pk).active  # type: ignore[union-attr]
