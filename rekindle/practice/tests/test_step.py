"""The step page for one person: every kind of step, back and forth, left and taken up, with any text."""

from uuid import UUID, uuid4

import msgspec
import pytest
from django.test import Client
from django.utils import timezone

from rekindle import catalogue
from rekindle.catalogue.structs import Practice
from rekindle.practice import runs
from rekindle.practice.tests.walk import HOSTILE, KEPT, begin, number_of, one_with, practices, sent, walk
from rekindle.safety import gate
from rekindle.vault.models import Item
from tests.cast import Actor, actor, couple

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> Actor:
    one = actor("Alice")
    gate.clear(one.vault, None, timezone.now())
    return one


def answers(one: Actor, id: UUID) -> dict[str, object]:
    return runs.find(one.vault, id)[0].body["answers"]


def at(client: Client, kind: str) -> tuple[UUID, int, str]:
    """A run of a practice with that kind of step: its id, the step's place and its name."""
    practice = one_with(kind)
    id, n = begin(client, practice), number_of(practice, kind)
    walk(client, id, practice.steps_for(False), n - 1)
    return id, n, practice.steps_for(False)[n - 1].name


def test_the_first_screen_says_what_it_is_and_that_one_can_stop(alice: Actor) -> None:
    client, practice = alice.client(), one_with("write")
    text = client.get(f"/practices/{begin(client, practice)}/").content.decode()
    assert practice.title in text and f"About {practice.minutes} minutes" in text
    assert "You can stop at any step." in text and "Where this comes from" in text


def test_every_practice_can_be_walked_alone_and_ends_kindly(alice: Actor) -> None:
    client = alice.client()
    for practice in practices():
        steps = practice.steps_for(False)
        id = begin(client, practice, harm_ended="yes")
        for n in range(1, len(steps) + 1):
            shown = client.get(f"/practices/{id}/")
            assert shown.status_code == 200
            assert "{partner}" not in shown.content.decode()
            client.post(f"/practices/{id}/", {"at": str(n), "go": "on", **sent(steps[n - 1])})
        close = client.get(f"/practices/{id}/", follow=True)
        assert close.redirect_chain == [(f"/practices/{id}/close/", 302)]
        assert "That is enough for today" in close.content.decode()
    assert set(runs.history(alice.vault)["ever"]) == {practice.slug for practice in practices()}


def some() -> list[Practice]:
    """As few practices as hold every kind of step that one person takes."""
    found: dict[str, Practice] = {}
    for practice in practices():
        for step in practice.steps_for(False):
            found.setdefault(f"{step.kind} {step.pick > 1}", practice)
    return list({practice.slug: practice for practice in found.values()}.values())


def test_what_is_said_is_kept_in_readable_form(alice: Actor) -> None:
    client = alice.client()
    for practice in some():
        id = begin(client, practice, harm_ended="yes")
        walk(client, id, practice.steps_for(False))
        for step in practice.steps_for(False):
            said = answers(alice, id).get(step.name)
            expected = {
                "write": f"words for {step.name}",
                "rate": 7,
                "choose": step.options[1:2][0] if step.kind == "choose" and step.pick == 1 else None,
                "sort": list(reversed(step.options)),
            }.get(step.kind)
            if step.kind == "choose" and step.pick > 1:
                expected = [step.options[1], step.options[0]]
            assert said == expected, (practice.slug, step.name)


def test_a_step_can_be_taken_up_on_another_device(alice: Actor) -> None:
    client = alice.client()
    id, n, name = at(client, "write")
    client.post(f"/practices/{id}/", {"at": n, "go": "leave", name: "half a sentence"})
    shown = alice.client().get(f"/practices/{id}/").content.decode()
    assert "half a sentence" in shown and f"Part {n} of" in shown


def test_back_keeps_the_words_too(alice: Actor) -> None:
    client = alice.client()
    id, n, name = at(client, "write")
    response = client.post(f"/practices/{id}/", {"at": n, "go": "back", name: "kept"})
    assert response["Location"] == f"/practices/{id}/?at={n - 1}"
    assert answers(alice, id)[name] == "kept"


def test_nobody_gets_ahead_of_themselves(alice: Actor) -> None:
    client, practice = alice.client(), one_with("write")
    id = begin(client, practice)
    for asked in ("7", "99", "999999999999", "-3", "x", "²"):
        shown = client.get(f"/practices/{id}/", {"at": asked})
        assert shown.status_code == 200
        assert "Part 2" not in shown.content.decode()
    assert client.get(f"/practices/{id}/close/").status_code == 302


def test_nothing_is_preselected_and_everything_can_be_skipped(alice: Actor) -> None:
    client = alice.client()
    for kind in ("rate", "choose"):
        id, n, name = at(client, kind)
        assert " checked" not in client.get(f"/practices/{id}/?at={n}").content.decode()
        client.post(f"/practices/{id}/", {"at": n, "go": "on", name: "0"})
        assert name in answers(alice, id)
        client.post(f"/practices/{id}/", {"at": n, "go": "skip", name: "0"})
        assert name not in answers(alice, id)


def test_a_number_or_an_option_that_is_not_there_is_refused(alice: Actor) -> None:
    client = alice.client()
    for kind in ("rate", "choose"):
        id, n, name = at(client, kind)
        for value in ("11", "-1", "x", "a\x00"):
            response = client.post(f"/practices/{id}/", {"at": n, "go": "on", name: value})
            assert response.status_code == 400 and "Choose one of those shown" in response.content.decode()


def test_choosing_more_than_asked_is_said_plainly(alice: Actor) -> None:
    client = alice.client()
    practice, n = next(
        (one, n)
        for one in practices()
        for n, step in enumerate(one.steps_for(False), 1)
        if 1 < step.pick < len(step.options)
    )
    step = practice.steps_for(False)[n - 1]
    id = begin(client, practice, harm_ended="yes")
    walk(client, id, practice.steps_for(False), n - 1)
    sent_all = {"at": n, "go": "on", step.name: [str(one) for one in range(len(step.options))]}
    response = client.post(f"/practices/{id}/", sent_all)
    assert response.status_code == 400 and f"Choose up to {step.pick}" in response.content.decode()


def test_sorting_works_without_scripts(alice: Actor) -> None:
    client = alice.client()
    id, n, name = at(client, "sort")
    step = runs.find(alice.vault, id)[1].steps_for(False)[n - 1]
    order = [str(one) for one in range(len(step.options))]
    moved = client.post(f"/practices/{id}/", {"at": n, name: order, "move": "down-0"})
    assert moved["Location"] == f"/practices/{id}/?at={n}"
    assert answers(alice, id)[name] == [step.options[1], step.options[0], *step.options[2:]]
    for odd in (order[1:], [*order, "0"], ["x"] * len(order), []):
        assert client.post(f"/practices/{id}/", {"at": n, "go": "on", name: odd}).status_code == 400
    for move in ("up-0", "sideways-1", "down-99", "up-", "up-" + "9" * 5000, ""):
        assert client.post(f"/practices/{id}/", {"at": n, name: order, "move": move}).status_code == 302
        assert answers(alice, id)[name] == list(step.options)


def test_breathing_has_words_without_a_timer(alice: Actor) -> None:
    client = alice.client()
    id, n, _ = at(client, "breathe")
    text = client.get(f"/practices/{id}/?at={n}").content.decode()
    assert "Breathe in while you count to four" in text and "<audio" not in text


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_any_text_is_kept_as_written_and_never_runs(alice: Actor, text: str) -> None:
    client = alice.client()
    id, n, name = at(client, "write")
    assert client.post(f"/practices/{id}/", {"at": n, "go": "on", name: text}).status_code == 302
    assert answers(alice, id)[name] == text
    assert "<script>alert" not in client.get(f"/practices/{id}/?at={n}").content.decode()


@pytest.mark.parametrize("go", ["on", "leave", "back"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_text_that_cannot_be_kept_stays_in_the_page(alice: Actor, text: str, go: str) -> None:
    client = alice.client()
    id, n, name = at(client, "write")
    response = client.post(f"/practices/{id}/", {"at": n, "go": go, name: text})
    assert response.status_code == 400 and "One thing to check" in response.content.decode()
    assert text[-100:].replace("\x00", "") in response.content.decode().replace("\x00", "")
    assert name not in answers(alice, id)


def test_a_lone_surrogate_is_refused_in_one_sentence(alice: Actor) -> None:
    client = alice.client()
    id, n, name = at(client, "write")
    body = f"at={n}&go=on&{name}=%ED%A0%80".encode()
    response = client.generic("POST", f"/practices/{id}/", body, "application/x-www-form-urlencoded")
    assert response.status_code in (302, 400)


def test_a_megabyte_is_answered_calmly(alice: Actor) -> None:
    client = alice.client()
    id, n, name = at(client, "write")
    response = client.post(f"/practices/{id}/", {"at": n, "go": "on", name: "x" * 1_000_000})
    assert response.status_code == 400 and "too long" in response.content.decode()


def test_sending_twice_is_the_same_as_once(alice: Actor) -> None:
    client = alice.client()
    id, n, name = at(client, "write")
    for _ in range(2):
        client.post(f"/practices/{id}/", {"at": n, "go": "on", name: "once"})
    assert answers(alice, id)[name] == "once"


def test_a_stranger_and_a_partner_find_nothing() -> None:
    alice, bob = couple()
    id = begin(alice.client(), one_with("write"))
    for other in (bob, actor("Charlie")):
        client = other.client()
        assert client.get(f"/practices/{id}/").status_code == 404
        assert client.post(f"/practices/{id}/", {"at": 1}).status_code == 404
        assert client.get(f"/practices/{id}/close/").status_code == 404
        client.post(f"/practices/{id}/drop/")
    assert runs.find(alice.vault, id)


def test_nothing_of_a_run_is_readable_in_the_database(alice: Actor) -> None:
    client = alice.client()
    id, n, name = at(client, "write")
    client.post(f"/practices/{id}/", {"at": n, "go": "on", name: "canary in the mine"})
    assert b"canary" not in b"".join(bytes(one) for one in Item.objects.values_list("blob", flat=True))


def test_deleting_a_run_leads_to_today(alice: Actor) -> None:
    client = alice.client()
    id = begin(client, one_with("write"))
    assert client.get(f"/practices/{id}/drop/").status_code == 405
    assert client.post(f"/practices/{id}/drop/")["Location"] == "/today/"
    assert client.get(f"/practices/{id}/").status_code == 404


def test_a_check_begun_again_pauses_a_gated_run_but_takes_the_words(alice: Actor) -> None:
    client = alice.client()
    practice = one_with("write", gate="clear")
    id = begin(client, practice)
    n = number_of(practice, "write")
    walk(client, id, practice.steps_for(False), n - 1)
    gate.begin(alice.vault, None, timezone.now())
    name = practice.steps_for(False)[n - 1].name
    assert client.post(f"/practices/{id}/", {"at": n, "go": "on", name: "not lost"}).status_code == 302
    assert answers(alice, id)[name] == "not lost"
    assert client.get(f"/practices/{id}/").status_code == 403


def test_a_practice_that_left_the_library_is_not_found(alice: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    client = alice.client()
    practice = one_with("write")
    id = begin(client, practice)
    left = {slug: one for slug, one in catalogue.current().practices.items() if slug != practice.slug}
    without = msgspec.structs.replace(catalogue.current(), practices=left)
    monkeypatch.setattr(catalogue, "current", lambda: without)
    assert client.get(f"/practices/{id}/").status_code == 404
    assert client.get("/practices/").status_code == 200


def close(client: Client, id: UUID, **more: str) -> str:
    return client.post(f"/practices/{id}/close/", more).get("Location", "")


def test_the_rating_is_optional_and_hard_is_thanked_for(alice: Actor) -> None:
    client, practice = alice.client(), one_with("write")
    id = begin(client, practice, once=str(uuid4()))
    walk(client, id, practice.steps_for(False))
    assert close(client, id) == "/today/"
    assert close(client, id, rating="helped") == "/today/"
    assert close(client, id, rating="hard") == f"/practices/{id}/close/"
    text = client.get(f"/practices/{id}/close/").content.decode()
    assert "Thank you for saying so. Something lighter next time." in text and 'href="/today/"' in text
    assert runs.history(alice.vault)["recent"][-1][2] == "hard"
    assert client.post(f"/practices/{id}/close/", {"rating": "awful"}).status_code == 400


def test_the_closing_words_and_the_sources_are_there(alice: Actor) -> None:
    client, practice = alice.client(), one_with("write")
    id = begin(client, practice)
    walk(client, id, practice.steps_for(False))
    text = client.get(f"/practices/{id}/close/").content.decode()
    assert "Where this comes from" in text and 'class="mark big"' in text
    for source in catalogue.current().sources_of(practice):
        assert str(source.year) in text
