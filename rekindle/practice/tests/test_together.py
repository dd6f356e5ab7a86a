"""Steps that both answer, inside a practice."""

from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from rekindle.catalogue.structs import Practice
from rekindle.practice import runs
from rekindle.practice.tests.walk import begin, number_of, one_with, sent, two
from rekindle.reveal.listing import open_for
from rekindle.reveal.models import Answer, Round
from rekindle.reveal.rounds import seat
from rekindle.safety import gate
from tests.cast import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> tuple[Actor, Actor]:
    return two()


def up_to_it(client: Client) -> tuple[UUID, Practice, int, str]:
    """A run for two, at its first step that both answer."""
    practice = one_with("reveal", together=True)
    id, n = begin(client, practice, together=True), number_of(practice, "reveal", together=True)
    for at, step in enumerate(practice.steps_for(True)[: n - 1], 1):
        client.post(f"/practices/{id}/", {"at": at, "go": "on", **sent(step)})
    return id, practice, n, practice.steps_for(True)[n - 1].name


def seal(client: Client, text: str) -> tuple[UUID, int, str]:
    id, _, n, name = up_to_it(client)
    response = client.post(f"/practices/{id}/", {"at": n, "go": "seal", name: text})
    assert response["Location"] == f"/practices/{id}/?at={n}"
    return id, n, name


def page(one: Actor, id: UUID, n: int) -> str:
    return one.client().get(f"/practices/{id}/?at={n}").content.decode()


def test_sealing_shows_ones_own_words_and_no_hurry(pair: tuple[Actor, Actor]) -> None:
    alice, _ = pair
    id, n, _ = seal(alice.client(), "hers alone")
    text = page(alice, id, n)
    assert "hers alone" in text and "Not open yet. There is no deadline" in text
    assert "Bob’s answer" in text


def test_two_who_begin_apart_meet_in_one_round(pair: tuple[Actor, Actor]) -> None:
    alice, bob = pair
    hers, n, _ = seal(alice.client(), "from Alice")
    his, _, _ = seal(bob.client(), "from Bob")
    assert Round.objects.count() == 1
    assert "from Alice" not in page(bob, his, n)
    both = page(alice, hers, n)
    assert "from Alice" in both and "from Bob" in both
    assert "from Alice" in page(bob, his, n)


def test_one_can_go_on_while_it_stays_sealed(pair: tuple[Actor, Actor]) -> None:
    alice, bob = pair
    client = alice.client()
    id, n, _ = seal(client, "still sealed")
    response = client.post(f"/practices/{id}/", {"at": n, "go": "on"})
    assert response["Location"] == f"/practices/{id}/?at={n + 1}"
    assert [one.state.value for one in open_for(bob.pair)] == ["empty"]


def test_going_on_without_takes_it_back_and_keeps_the_words_private(pair: tuple[Actor, Actor]) -> None:
    alice, bob = pair
    client = alice.client()
    id, n, name = seal(client, "mine again")
    client.post(f"/practices/{id}/", {"at": n, "go": "without"})
    assert not Answer.objects.exists() and open_for(bob.pair) == []
    run, _ = runs.find(alice.vault, id)
    assert run.body["answers"][name] == "mine again" and run.body["rounds"] == {}
    assert "mine again" in page(alice, id, n)


def test_going_on_without_having_sealed_keeps_what_was_typed(pair: tuple[Actor, Actor]) -> None:
    alice, _ = pair
    client = alice.client()
    id, _, n, name = up_to_it(client)
    client.post(f"/practices/{id}/", {"at": n, "go": "without", name: "not for now"})
    assert runs.find(alice.vault, id)[0].body["answers"][name] == "not for now"
    assert not Round.objects.exists()


def test_going_on_without_after_opening_takes_nothing_back(pair: tuple[Actor, Actor]) -> None:
    alice, bob = pair
    client = alice.client()
    id, n, _ = seal(client, "from Alice")
    his, _, _ = seal(bob.client(), "from Bob")
    page(alice, id, n)
    client.post(f"/practices/{id}/", {"at": n, "go": "without"})
    assert "from Alice" in page(bob, his, n)


def test_taking_it_out_lets_go_of_nothing_when_the_other_answered_meanwhile(pair: tuple[Actor, Actor]) -> None:
    alice, bob = pair
    client = alice.client()
    id, n, name = seal(client, "mine again")
    his, _, _ = seal(bob.client(), "from Bob")
    client.post(f"/practices/{id}/", {"at": n, "go": "without"})
    assert Answer.objects.count() == 1 and "mine again" not in page(bob, his, n)
    assert runs.find(alice.vault, id)[0].body["answers"][name] == "mine again"


def test_leaving_keeps_a_draft_for_oneself(pair: tuple[Actor, Actor]) -> None:
    alice, _ = pair
    client = alice.client()
    id, _, n, name = up_to_it(client)
    client.post(f"/practices/{id}/", {"at": n, "go": "leave", name: "half a"})
    assert "half a" in page(alice, id, n) and not Round.objects.exists()


def test_nothing_is_sealed_without_a_word_or_with_one_that_cannot_be_kept(pair: tuple[Actor, Actor]) -> None:
    alice, _ = pair
    client = alice.client()
    id, _, n, name = up_to_it(client)
    for text in ("", "   ", "a\x00b", "x" * 20_001):
        assert client.post(f"/practices/{id}/", {"at": n, "go": "seal", name: text}).status_code == 400
    assert not Round.objects.exists()


def test_a_double_send_seals_once(pair: tuple[Actor, Actor]) -> None:
    alice, _ = pair
    client = alice.client()
    id, n, name = seal(client, "once")
    client.post(f"/practices/{id}/", {"at": n, "go": "seal", name: "once"})
    assert Answer.objects.count() == 1


def test_when_joint_steps_close_the_run_goes_on_in_private(pair: tuple[Actor, Actor]) -> None:
    alice, bob = pair
    client = alice.client()
    id, _, n, name = up_to_it(client)
    gate.begin(bob.vault, bob.pair, timezone.now())
    text = page(alice, id, n)
    assert "this one is for you alone" in text and "Only you" in text and "Seal it" not in text
    response = client.post(f"/practices/{id}/", {"at": n, "go": "seal", name: "kept for me"})
    assert response["Location"] == f"/practices/{id}/?at={n}"
    assert runs.find(alice.vault, id)[0].body["answers"][name] == "kept for me"
    assert not Round.objects.exists()


def test_nothing_opens_while_joint_steps_are_closed(pair: tuple[Actor, Actor]) -> None:
    alice, bob = pair
    id, n, _ = seal(alice.client(), "from Alice")
    his, _, _ = seal(bob.client(), "from Bob")
    gate.begin(alice.vault, alice.pair, timezone.now())
    assert "from Bob" not in page(alice, id, n)
    alice.client().get("/today/")
    assert "from Alice" not in page(bob, his, n)


def test_after_parting_the_run_goes_on_in_private(pair: tuple[Actor, Actor]) -> None:
    alice, bob = pair
    client = alice.client()
    id, n, _ = seal(client, "from Alice")
    bob.pair.part(timezone.now())
    text = page(alice, id, n)
    assert "from Alice" in text and "Go on without" not in text
    assert client.post(f"/practices/{id}/", {"at": n, "go": "on"}).status_code == 302


def test_the_close_says_what_is_still_sealed_and_lights_both_when_open(pair: tuple[Actor, Actor]) -> None:
    alice, bob = pair
    client = alice.client()
    practice = one_with("reveal", together=True)
    names = [step.name for step in practice.steps_for(True) if step.kind == "reveal"]
    id = finish(client, practice)
    assert "Your answer is sealed" in client.get(f"/practices/{id}/close/").content.decode()
    finish(bob.client(), practice)
    shown = client.get(f"/practices/{id}/close/").content.decode()
    assert "Your answer is sealed" not in shown and 'class="arc-b"' in shown.split("closing-body")[1]
    assert len(names) == Round.objects.count()


def finish(client: Client, practice: Practice) -> UUID:
    id = begin(client, practice, together=True)
    for at, step in enumerate(practice.steps_for(True), 1):
        if step.kind == "reveal":
            client.post(f"/practices/{id}/", {"at": at, "go": "seal", **sent(step)})
        client.post(f"/practices/{id}/", {"at": at, "go": "on", **({} if step.kind == "reveal" else sent(step))})
    return id


def test_an_answer_that_is_not_genuine_is_not_shown(pair: tuple[Actor, Actor]) -> None:
    alice, bob = pair
    id, n, _ = seal(alice.client(), "from Alice")
    his, _, _ = seal(bob.client(), "from Bob")
    page(alice, id, n)
    row = Answer.objects.get(place="a")
    Answer.objects.filter(pk=row.pk).update(blob=bytes(row.blob)[:-1] + b"x")
    response = bob.client().get(f"/practices/{his}/?at={n}")
    assert response.status_code == 409 and b"from Alice" not in response.content
    assert "can’t be shown as genuine" in response.content.decode()


def test_the_round_is_the_same_one_on_both_sides(pair: tuple[Actor, Actor]) -> None:
    alice, bob = pair
    id, _, name = seal(alice.client(), "hers")
    linked = UUID(runs.find(alice.vault, id)[0].body["rounds"][name])
    assert seat(bob.pair, linked).prompt()["step"] == name
