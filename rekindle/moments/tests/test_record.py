"""Moments: kept once, read by both, forged by nobody, and gone with the two."""

from datetime import timedelta
from uuid import uuid4

import pytest

from rekindle.couples.models import Couple
from rekindle.couples.rules import NotNow
from rekindle.moments import record
from rekindle.moments.listing import told
from rekindle.moments.models import Moment
from rekindle.vault import envelope
from tests.cast import NOW, Actor, couple

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> tuple[Actor, Actor]:
    return couple()


def keep(one: Actor, title: str, days: int = 0, kind: str = "agreement") -> None:
    record.note(one.pair, kind, {"title": title}, NOW + timedelta(days=days), uuid4())


def titles(one: Actor, limit: int = 5) -> list[str]:
    return [moment.body["title"] for moment in record.newest(one.pair, limit)]


def test_both_read_the_newest_first(two: tuple[Actor, Actor]) -> None:
    for n, one in enumerate((two[0], two[1], two[0])):
        keep(one, f"moment {n}", n)
    assert titles(two[0]) == titles(two[1]) == ["moment 2", "moment 1", "moment 0"]
    assert titles(two[0], 1) == ["moment 2"]
    assert b"moment 1" not in b"".join(bytes(row.blob) for row in Moment.objects.all())


def test_noted_twice_it_is_one(two: tuple[Actor, Actor]) -> None:
    id = uuid4()
    for one, title in ((two[0], "first"), (two[1], "second")):
        record.note(one.pair, "agreement", {"title": title}, NOW, id)
    assert titles(two[1]) == ["first"]


def test_nobody_notes_in_the_other_ones_name(two: tuple[Actor, Actor]) -> None:
    keep(two[1], "his")
    Moment.objects.update(place="a")
    assert titles(two[0]) == titles(two[1]) == []


def test_without_the_signature_it_would_be_read(two: tuple[Actor, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    id, pair = uuid4(), two[1].pair
    inside = record.msgspec.json.encode(record.Inside("agreement", {"title": "forged"}))
    blob = pair.seal(record._inside(id, "a"), inside)
    Moment.objects.create(pk=id, couple=pair.couple, place="a", day=NOW.date(), blob=blob)
    assert titles(two[0]) == []
    monkeypatch.setattr(envelope, "verify", lambda *_: None)
    assert titles(two[0]) == ["forged"]


@pytest.mark.parametrize("content", [b"", b"[]", b'{"kind": 1}', b'{"kind": "x", "body": {"title": 3}}'])
def test_what_is_no_moment_is_left_out(two: tuple[Actor, Actor], content: bytes) -> None:
    id, pair = uuid4(), two[0].pair
    blob = pair.seal(record._inside(id, "a"), content)
    Moment.objects.create(pk=id, couple=pair.couple, place="a", day=NOW.date(), blob=blob)
    assert titles(two[1]) == []


def test_in_words(two: tuple[Actor, Actor]) -> None:
    keep(two[0], "Money on {title} Sundays")
    keep(two[0], "unknown", kind="comet")
    assert [one.words for one in told(two[1].pair)] == [
        "You tried “Money on {title} Sundays”, and you both chose to keep it."
    ]


def test_after_parting_both_read_and_nobody_notes(two: tuple[Actor, Actor]) -> None:
    keep(two[0], "before")
    pair, other = two[0].pair, two[1].pair
    other.part(NOW)
    for member in (pair.me, pair.other):
        member.refresh_from_db()
    assert [one.body["title"] for one in record.newest(pair)] == [one.body["title"] for one in record.newest(other)]
    with pytest.raises(NotNow):
        record.note(pair, "agreement", {"title": "after"}, NOW, uuid4())


def test_it_goes_with_the_couple(two: tuple[Actor, Actor]) -> None:
    keep(two[0], "ours")
    Couple.objects.all().delete()
    assert not Moment.objects.exists()
