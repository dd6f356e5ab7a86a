"""A thread holds what was done, in order and by whom; whatever somebody changes behind its back shows nothing."""

from uuid import uuid4

import pytest
from django.db import transaction

from rekindle.couples.pair import Pair
from rekindle.couples.rules import NotNow
from rekindle.ledger import book
from rekindle.ledger.models import Entry, Thread
from rekindle.vault import envelope
from rekindle.vault.envelope import SealBroken
from tests.cast import NOW, Actor, couple

pytestmark = pytest.mark.django_db
ID = uuid4()


@pytest.fixture
def two() -> tuple[Actor, Actor]:
    people = couple()
    book.begin(people[0].pair, "talk", ID, {"topic": "mornings"}, NOW)
    return people


def say(one: Actor, words: str) -> None:
    with book.writing(one.pair, "talk", ID) as open_book:
        open_book.add(uuid4(), {"words": words}, NOW)


def read(one: Actor) -> list[tuple[int, str, str]]:
    return [(said.n, said.place, said.body["words"]) for said in book.read(one.pair, "talk", ID).entries]


def test_both_read_the_same_in_the_same_order(two: tuple[Actor, Actor]) -> None:
    alice, bob = two
    for who, words in ((alice, "one"), (bob, "two"), (bob, "three"), (alice, "four")):
        say(who, words)
    assert read(alice) == read(bob) == [(1, "a", "one"), (2, "b", "two"), (3, "b", "three"), (4, "a", "four")]
    assert book.read(bob.pair, "talk", ID).about == {"topic": "mornings"}
    assert b"three" not in b"".join(bytes(row.blob) for row in Entry.objects.all())


def test_the_same_form_twice_opens_one_thread(two: tuple[Actor, Actor]) -> None:
    book.begin(two[0].pair, "talk", ID, {"topic": "another"}, NOW)
    assert Thread.objects.count() == 1 and book.read(two[1].pair, "talk", ID).about == {"topic": "mornings"}


def test_what_fails_half_way_leaves_nothing(two: tuple[Actor, Actor]) -> None:
    with pytest.raises(RuntimeError), book.writing(two[0].pair, "talk", ID) as open_book:
        open_book.add(uuid4(), {"words": "lost"}, NOW)
        raise RuntimeError
    assert read(two[0]) == []


def test_strangers_and_other_kinds_find_nothing(two: tuple[Actor, Actor]) -> None:
    others = couple("Dana", "Evan")
    for pair, kind in ((others[0].pair, "talk"), (two[0].pair, "concern")):
        with pytest.raises(Thread.DoesNotExist):
            book.read(pair, kind, ID)


def test_after_parting_it_is_read_and_not_written(two: tuple[Actor, Actor]) -> None:
    alice, bob = two
    say(alice, "before")
    pair = alice.pair
    bob.pair.part(NOW)
    for member in (pair.me, pair.other):
        member.refresh_from_db()
    assert [said.body["words"] for said in book.read(pair, "talk", ID).entries] == ["before"]
    with pytest.raises(NotNow), book.writing(pair, "talk", ID) as open_book:
        open_book.add(uuid4(), {"words": "after"}, NOW)


def change(what: str) -> None:
    rows = list(Entry.objects.order_by("n"))
    match what:
        case "left out":
            rows[1].delete()
        case "the last left out":
            rows[-1].delete()
        case "moved":
            Entry.objects.filter(pk=rows[0].pk).update(n=99)
        case "in the other one's name":
            Entry.objects.filter(pk=rows[0].pk).update(place="b")
        case "words swapped":
            Entry.objects.filter(pk=rows[0].pk).update(blob=rows[2].blob)
        case "number":
            Thread.objects.update(n=7)
        case "about":
            Thread.objects.update(place="b")
        case "nobody":
            Thread.objects.update(place="x")


@pytest.mark.parametrize(
    "what",
    ["left out", "the last left out", "moved", "in the other one's name", "words swapped", "number", "about", "nobody"],
)
def test_a_changed_row_shows_nothing(two: tuple[Actor, Actor], what: str) -> None:
    alice, bob = two
    for who in (alice, bob, alice, bob):
        say(who, f"by {who.person.username}")
    change(what)
    for one in two:
        with pytest.raises(SealBroken):
            read(one)


def test_a_talk_is_not_passed_off_as_something_else(two: tuple[Actor, Actor]) -> None:
    Thread.objects.update(kind="concern")
    with pytest.raises(SealBroken):
        book.read(two[0].pair, "concern", ID)


def forge(pair: Pair) -> None:
    """Bob holds the couple's key and the database: he writes something in Alice's name, and chains it rightly."""
    open_book = book.read(pair, "talk", ID)
    row = Entry(thread=open_book.thread, n=open_book.n + 1, place="a")
    inside = book.Inside(NOW, open_book._last, {"words": "I agree to everything"})
    row.blob = pair.seal(book._inside(row), book.msgspec.json.encode(inside))
    with transaction.atomic():
        row.save(force_insert=True)
        Thread.objects.filter(pk=ID).update(n=row.n)


def test_nobody_writes_in_the_other_ones_name(two: tuple[Actor, Actor]) -> None:
    say(two[0], "mine")
    forge(two[1].pair)
    with pytest.raises(SealBroken):
        read(two[0])


def test_without_the_signature_it_would_be_shown(two: tuple[Actor, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    say(two[0], "mine")
    forge(two[1].pair)
    monkeypatch.setattr(envelope, "verify", lambda *_: None)
    assert read(two[0])[-1] == (2, "a", "I agree to everything")


def test_closing_keeps_what_both_wanted_and_nothing_else(two: tuple[Actor, Actor]) -> None:
    alice, bob = two
    for who, words in ((alice, "one"), (bob, "two"), (alice, "three"), (bob, "four")):
        say(who, words)
    with book.writing(alice.pair, "talk", ID) as open_book:
        open_book.close({3, 4})
    assert read(alice) == read(bob) == [(3, "a", "three"), (4, "b", "four")]
    Entry.objects.filter(n=4).update(place="a")
    with pytest.raises(SealBroken):
        read(alice)


def test_what_is_kept_whole_stays_a_chain_after_closing(two: tuple[Actor, Actor]) -> None:
    alice, bob = two
    for who, words in ((alice, "one"), (bob, "two"), (bob, "three")):
        say(who, words)
    with book.writing(alice.pair, "talk", ID) as open_book:
        open_book.close({1, 2, 3})
    assert len(book.read(alice.pair, "talk", ID, whole=True).entries) == 3
    Entry.objects.filter(n=2).delete()
    assert len(read(alice)) == 2
    with pytest.raises(SealBroken):
        book.read(alice.pair, "talk", ID, whole=True)


def test_the_newest_threads_are_listed_without_what_was_tampered_with(two: tuple[Actor, Actor]) -> None:
    alice, _ = two
    other = uuid4()
    book.begin(alice.pair, "talk", other, {"topic": "evenings"}, NOW)
    assert [found.about["topic"] for found in book.newest(alice.pair, "talk", most=1)] in (["evenings"], ["mornings"])
    assert {found.about["topic"] for found in book.newest(alice.pair, "talk")} == {"mornings", "evenings"}
    assert list(book.newest(alice.pair, "talk", closed=True)) == list(book.newest(alice.pair, "concern")) == []
    Thread.objects.filter(pk=other).update(place="b")
    assert [found.about["topic"] for found in book.newest(alice.pair, "talk")] == ["mornings"]
