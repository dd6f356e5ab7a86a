"""The page behind the socket: a number for the two, and nothing for anybody else."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from rekindle import catalogue
from rekindle.ledger import book
from rekindle.safety import gate
from rekindle.vault import unlocking
from rekindle.vault.models import Unlock
from tests.cast import PASSPHRASE, Actor, clear_and_willing, couple

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> tuple[Actor, Actor]:
    alice, bob = couple()
    clear_and_willing(alice, bob, now=timezone.now())
    return alice, bob


@pytest.fixture
def thread(two: tuple[Actor, Actor]) -> UUID:
    id = uuid4()
    book.begin(two[0].pair, "talk", id, {}, timezone.now())
    return id


def test_both_are_told_a_number_and_no_word(two, thread) -> None:
    for one in two:
        answer = one.client().get(f"/live/{thread}/")
        assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"0", "text/plain; charset=utf-8")


def test_a_closed_gate_is_one_text_whoever_closed_it(two, thread) -> None:
    gate.begin(two[0].vault, two[0].pair, timezone.now())
    told = {
        (one.client().get(f"/live/{thread}/").status_code, one.client().get(f"/live/{thread}/").text) for one in two
    }
    assert told == {(403, catalogue.current().safety.joint_closed)}


def test_after_parting_there_is_nothing(two, thread) -> None:
    two[0].pair.part(timezone.now())
    assert [one.client().get(f"/live/{thread}/").status_code for one in two] == [404, 404]


def shared_device(minutes: int, **headers: str) -> timedelta:
    """How far the unlocking has slid after so many minutes of asking every minute."""
    client, began = Client(), timezone.now()
    Unlock.objects.all().delete()
    with time_machine.travel(began, tick=False) as clock:
        client.post("/sign-in/", {"username": "alice", "passphrase": PASSPHRASE, "device": "shared"})
        for _ in range(minutes):
            clock.shift(timedelta(minutes=1))
            client.get(f"/live/{uuid4()}/", headers=headers)
        row = Unlock.objects.first()
        return row.used_at - began if row else timedelta(-1)


def test_a_page_that_asks_by_itself_keeps_no_vault_open(two) -> None:
    assert shared_device(3, **{"x-part": "1"}) == timedelta(0)
    assert shared_device(6, **{"x-part": "1"}) == timedelta(-1)


def test_without_that_rule_it_would(two, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unlocking, "by_itself", lambda request: False)
    assert shared_device(6, **{"x-part": "1"}) == timedelta(minutes=6)


def test_what_a_person_sends_counts(two, rf) -> None:
    assert unlocking.by_itself(rf.get("/", headers={"x-part": "1"}))
    assert not unlocking.by_itself(rf.post("/", headers={"x-part": "1"}))
    assert not unlocking.by_itself(rf.get("/"))
