"""Two results side by side: both or neither, nothing private, and the same for both."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rekindle import catalogue
from rekindle.measures import checkup, shared
from rekindle.reveal.models import Answer, Reply, Round
from rekindle.reveal.rounds import open_round
from rekindle.safety import gate
from tests.cast import NOW, Actor, actor, clear_and_willing, couple

from .answering import URL, body, keep

pytestmark = pytest.mark.django_db
NOTE = "a note for nobody else"
TOKENS = re.compile(r'value="[A-Za-z0-9-]{30,}"|nonce="[^"]*"')


@pytest.fixture(autouse=True)
def today() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def two() -> tuple[Actor, Actor]:
    both = couple()
    clear_and_willing(*both)
    return both


def put_in(client: Client, id: UUID, once: UUID | None = None) -> str:
    response = client.post(f"{URL}{id}/share/", {"once": str(once or uuid4())})
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def compared(two: tuple[Actor, Actor], mine: checkup.Body, theirs: checkup.Body, at: object = NOW) -> str:
    """Both put in, both have come by; the address of the comparison."""
    alice, bob = two
    address = put_in(alice.client(), keep(alice, mine, at))  # type: ignore[arg-type]
    assert put_in(bob.client(), keep(bob, theirs, at)) == address  # type: ignore[arg-type]
    alice.client().get(address)
    return address


def test_neither_sees_before_both_are_in_and_then_both_do(two: tuple[Actor, Actor]) -> None:
    alice, bob = (one.client() for one in two)
    address = put_in(alice, keep(two[0], body(now=3)))
    assert "Yours is in" in page(alice, address) and "Ten areas" not in page(bob, address)
    keep(two[1], body(now=8))
    assert put_in(bob, keep(two[1], body(now=8))) == address
    # Bob came second: it opens once Alice has been here and has let hers go.
    assert "Ten areas" not in page(bob, address)
    assert "Alice 3, Bob 8 out of 10" in page(alice, address)
    assert "Alice 3, Bob 8 out of 10" in page(bob, address)


def test_how_one_has_been_and_notes_reach_no_one(two: tuple[Actor, Actor]) -> None:
    made = checkup.note(body(position=3), "empathy", NOTE)
    address = compared(two, made, made)
    for one in two:
        html = page(one.client(), address)
        assert NOTE not in html and "worry" not in html and "doctor" not in html
    seat = shared.find(two[1].vault, Round.objects.get().pk)
    theirs = seat.their_words()
    assert (
        theirs
        and theirs.body.keys() == {"areas", "answers", "day"}
        and theirs.body["answers"].keys() == {"csi-16", "ios"}
    )


def test_the_same_form_sent_twice_puts_in_once(two: tuple[Actor, Actor]) -> None:
    client, id, once = two[0].client(), keep(two[0], body()), uuid4()
    assert put_in(client, id, once) == put_in(client, id, once) == put_in(client, id)
    assert (Round.objects.count(), Answer.objects.count()) == (1, 1)
    compared_at = compared(two, body(), body())
    # Sent once more from a page that stayed open: it is still in, so nothing new begins.
    assert put_in(client, newest_of(two[0])) == compared_at and Round.objects.count() == 1


def newest_of(one: Actor) -> UUID:
    found = checkup.newest(one.vault)
    assert found
    return found.id


def test_a_newer_result_takes_the_place_of_the_sealed_one(two: tuple[Actor, Actor]) -> None:
    client, first = two[0].client(), keep(two[0], body(now=1))
    address = put_in(client, first)
    second = keep(two[0], body(now=6), NOW + timedelta(days=3))
    assert put_in(client, second) == address and Round.objects.count() == 1
    assert "This result is in" in page(client, f"{URL}{second}/")
    assert "This result is in" not in page(client, f"{URL}{first}/")


def test_taking_back_works_before_and_after_opening(two: tuple[Actor, Actor]) -> None:
    alice, bob = two[0].client(), two[1].client()
    id = keep(two[0], body())
    address = put_in(alice, id)
    assert alice.post(address)["Location"] == URL and not Round.objects.exists()
    assert "Put this in to compare" in page(alice, f"{URL}{id}/")

    # Both are in and nothing is open yet: taking back opens nothing on the way.
    address = put_in(alice, id)
    put_in(bob, keep(two[1], body()))
    alice.post(address)
    assert [row.place for row in Answer.objects.all()] == ["b"]
    bob.post(address)

    address = compared(two, body(now=2), body(now=7))
    alice.post(address)
    assert "You took your result back" in page(alice, address)
    html = page(bob, address)
    assert "One of the two results is not here any more" in html and "Ten areas" not in html
    assert shared.shared_areas(two[1].pair) is None


def test_words_are_said_to_it_once_and_hostile_ones_come_back(two: tuple[Actor, Actor]) -> None:
    address, alice, once = compared(two, body(), body()), two[0].client(), str(uuid4())
    for _ in range(2):
        assert alice.post(address, {"reply": "<b>I see</b>", "once": once})["Location"] == address
    html = page(two[1].client(), address)
    assert html.count("&lt;b&gt;I see&lt;/b&gt;") == 1
    for words, says in (("a\x00b", "can’t be kept"), ("x" * 1_000_000, "too long"), (" ", "Write a few words")):
        response = alice.post(address, {"reply": words, "once": str(uuid4())})
        html = response.content.decode()
        assert response.status_code == 400 and says in html and words in html
    gate.begin(two[0].vault, two[0].pair, NOW)
    response = alice.post(address, {"reply": "later", "once": str(uuid4())})
    assert response.status_code == 409 and "later</textarea>" in response.content.decode()
    assert Reply.objects.count() == 1


def test_one_that_answered_what_is_gone_is_put_in_again(two: tuple[Actor, Actor]) -> None:
    alice, bob = two[0].client(), two[1].client()
    address, id = put_in(alice, keep(two[0], body(now=3))), keep(two[1], body(now=8))
    assert put_in(bob, id) == address
    # Before it opened, hers went and a new one came: what he sealed to the first one opens nothing.
    alice.post(address)
    assert put_in(alice, keep(two[0], body(now=5))) == address
    assert "Nothing has been shown" in page(bob, address)
    assert put_in(bob, id) == address
    alice.get(address)
    assert "Alice 5, Bob 8 out of 10" in page(bob, address)


def test_strangers_and_other_questions_are_not_found(two: tuple[Actor, Actor]) -> None:
    address = compared(two, body(), body())
    assert actor("Charlie").client().get(address).status_code == 404
    assert actor("Dana").client().post(address).status_code == 404
    other = open_round(two[0].pair, uuid4(), {"kind": "practice", "slug": "x", "step": "reveal-1", "title": "x"}, NOW)
    assert two[0].client().get(f"{URL}together/{other.round.pk}/").status_code == 404


def closing(who: int, how: str, two: tuple[Actor, Actor]) -> None:
    one = two[who]
    if how == "check":
        gate.begin(one.vault, one.pair, NOW)
    else:
        gate.wish(one.vault, one.pair, NOW, together=False)


@pytest.mark.parametrize(("who", "how"), [(0, "check"), (0, "wish"), (1, "check"), (1, "wish")])
def test_while_joint_steps_are_closed_nothing_goes_in_and_the_page_is_the_same_for_every_cause(
    two: tuple[Actor, Actor], who: int, how: str
) -> None:
    id, client = keep(two[0], body()), two[0].client()
    pages = set()
    for closed in (lambda: closing(0, "check", two), lambda: closing(who, how, two)):
        clear_and_willing(*two)
        closed()
        response = client.post(f"{URL}{id}/share/", {"once": str(uuid4())})
        pages.add((response.status_code, TOKENS.sub("", response.content.decode())))
    safety = catalogue.current().safety
    assert safety and len(pages) == 1
    status, html = pages.pop()
    assert status == 409 and safety.joint_closed.split(". ")[0] in html and "Put this in" not in html
    assert not Round.objects.exists()


def test_the_weekly_minute_and_an_empty_one_are_never_put_in(two: tuple[Actor, Actor]) -> None:
    only_mood = checkup.blank("whole")
    only_mood = checkup.put(only_mood, checkup.Question("phq-4", "0"), 1)
    for made in (body("pulse"), only_mood):
        id = keep(two[0], made)
        assert "Side by side" not in page(two[0].client(), f"{URL}{id}/")
        assert two[0].client().post(f"{URL}{id}/share/").status_code == 409


def test_after_parting_it_stays_readable_and_takes_nothing_new(two: tuple[Actor, Actor]) -> None:
    address = compared(two, body(now=3), body(now=8))
    two[0].pair.part(NOW)
    for one in two:
        html = page(one.client(), address)
        assert "Alice 3, Bob 8 out of 10" in html and "Say it" not in html
        assert "Side by side" not in page(one.client(), f"{URL}{newest_of(one)}/")


def test_an_answer_that_was_changed_outside_is_not_shown(two: tuple[Actor, Actor]) -> None:
    address = compared(two, body(now=3), body(now=8))
    row = Answer.objects.get(place="b")
    Answer.objects.filter(pk=row.pk).update(blob=bytes(row.blob)[:-1] + b"\0")
    response = two[0].client().get(address)
    assert response.status_code == 409 and "genuine" in response.content.decode()
    assert shared.shared_areas(two[0].pair) is None


def test_titles_and_addresses_say_nothing(two: tuple[Actor, Actor]) -> None:
    address = compared(two, body(), body())
    html = page(two[0].client(), address)
    assert "<title>Us · Rekindle</title>" in html and address == f"{URL}together/{Round.objects.get().pk}/"


# What the plan reads


def test_the_plan_reads_the_newest_comparison_the_same_for_both(two: tuple[Actor, Actor]) -> None:
    assert shared.shared_areas(two[0].pair) is None
    compared(two, body(now=1), body(now=2))
    with time_machine.travel(NOW + timedelta(days=30)):
        clear_and_willing(*two, now=NOW + timedelta(days=30))
        compared(two, body(now=5), body(now=6), NOW + timedelta(days=30))
        found = shared.shared_areas(two[0].pair)
        assert found and found == shared.shared_areas(two[1].pair)
    assert set(found[0].values()) == {(5, 2)} and set(found[1].values()) == {(6, 2)}


def test_its_cost_does_not_grow_with_the_rounds(two: tuple[Actor, Actor]) -> None:
    compared(two, body(), body())
    costs = []
    for _ in range(2):
        pair = two[0].pair
        with CaptureQueriesContext(
            connection,
        ) as queries:
            shared.shared_areas(pair)
        costs.append(len(queries))
        for _ in range(5):
            open_round(two[0].pair, uuid4(), {"kind": "practice", "slug": "x", "step": "reveal-1", "title": "x"}, NOW)
    assert costs[0] == costs[1] <= 6
