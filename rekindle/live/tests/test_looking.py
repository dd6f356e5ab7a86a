"""What the watch sees: sessions that are unlocked, couples that are together, how far their threads have got."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from rekindle.accounts import verbs
from rekindle.couples.models import Member
from rekindle.ledger import book
from rekindle.live.looking import Sight, seen
from rekindle.live.telling import tell
from rekindle.safety import gate
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
    id, alice, now = uuid4(), two[0], timezone.now()
    book.begin(alice.pair, "talk", id, {}, now)
    with book.writing(alice.pair, "talk", id) as open_book:
        open_book.add(uuid4(), {"text": "one"}, now)
        tell(id, open_book.n)
    return id


def session(client: Client) -> str:
    return client.cookies["s"].value


def at(client: Client, thread: UUID, **later: float) -> Sight:
    return seen([session(client), "made-up"], [thread, uuid4()], timezone.now() + timedelta(**later))


def test_all_is_well(two, thread) -> None:
    client = two[0].client()
    assert at(client, thread) == Sight({session(client)}, {thread: 1})


def test_three_queries_however_many_they_are(two, thread, django_assert_num_queries) -> None:
    keys = [session(one.client()) for one in two for _ in range(3)]
    with django_assert_num_queries(3):
        assert seen(keys, [thread] * 40, timezone.now()).sessions == set(keys)


def test_who_is_locked_signed_out_or_ended_elsewhere_is_seen(two, thread) -> None:
    for end in (
        lambda client: client.post("/lock/"),
        lambda client: client.post("/sign-out/"),
        lambda client: client.get("/exit/", headers={"sec-fetch-site": "same-origin"}),
        lambda client: two[0].person.devices.get(session_key=session(client)).end(),
        lambda client: Session.objects.filter(session_key=session(client)).delete(),
        lambda client: Unlock.objects.all().delete(),
        lambda client: verbs.lock_all(two[0].person.pk),
    ):
        client = two[0].client()
        key = session(client)
        assert seen([key], [thread], timezone.now()).sessions == {key}
        end(client)
        assert seen([key], [thread], timezone.now()).sessions == set()


def test_time_is_up_as_on_pages(two, thread) -> None:
    own, shared = two[0].client(), Client()
    shared.post("/sign-in/", {"username": "bob", "passphrase": PASSPHRASE, "device": "shared"})
    assert at(own, thread, days=13).sessions and not at(own, thread, days=15).sessions
    assert at(shared, thread, minutes=4).sessions and not at(shared, thread, minutes=6).sessions


def test_being_looked_at_is_no_activity(two, thread) -> None:
    client = two[0].client()
    before = Unlock.objects.values_list("used_at", flat=True).get()
    at(client, thread, days=3)
    assert Unlock.objects.values_list("used_at", flat=True).get() == before


def test_a_couple_that_is_over_is_seen(two, thread) -> None:
    client = two[1].client()
    two[0].pair.part(timezone.now())
    assert at(client, thread).numbers == {}


def test_a_partner_whose_account_is_gone_is_seen(two, thread) -> None:
    client = two[0].client()
    Member.objects.filter(person=two[1].person).update(person=None)
    assert at(client, thread).numbers == {}


def test_a_gate_that_closes_is_not_acted_on(two, thread) -> None:
    """The other one would know the moment at which somebody answered the private check."""
    client = two[1].client()
    gate.begin(two[0].vault, two[0].pair, timezone.now())
    assert at(client, thread).numbers == {thread: 1}
    assert client.get(f"/live/{thread}/").status_code == 403
