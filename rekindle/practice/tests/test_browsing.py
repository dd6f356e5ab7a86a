"""The ten strategies, one of them, and beginning a practice."""

import re
from uuid import uuid4

import pytest
from django.utils import timezone

from rekindle import catalogue
from rekindle.accounts.models import Person
from rekindle.practice import runs
from rekindle.practice.tests.walk import begin, number_of, one_with, practices, two, walk
from rekindle.safety import gate
from tests.cast import Actor, actor, clear_and_willing, couple

pytestmark = pytest.mark.django_db


def page(one: Actor, address: str) -> str:
    return one.client().get(address).content.decode()


def test_all_ten_are_listed_without_progress() -> None:
    text = page(actor("Alice"), "/practices/")
    assert [one.title in text for one in catalogue.current().strategies.values()] == [True] * 10
    assert "%" not in re.sub(r"<[^>]+>", "", text.split("<main")[1].split("</main>")[0])


@pytest.mark.parametrize("order", range(1, 11))
def test_each_strategy_lists_its_practices(order: int) -> None:
    text = page(actor("Alice"), f"/practices/{order}/")
    strategy = next(one for one in catalogue.current().strategies.values() if one.order == order)
    for practice in catalogue.current().by_strategy(strategy.slug):
        assert practice.title in text
    assert "{partner}" not in text


def test_no_topic_is_in_a_title_or_an_address() -> None:
    client = actor("Alice").client()
    practice = one_with("write")
    id = begin(client, practice)
    for address in ("/practices/", "/practices/8/", f"/practices/{id}/", f"/practices/{id}/?at=1"):
        title = client.get(address).content.decode().split("<title>")[1].split("</title>")[0]
        assert title.split(" ·")[0] in ("Practices", "Step")


def test_there_is_no_eleventh() -> None:
    assert actor("Alice").client().get("/practices/11/").status_code == 404


def test_a_locked_person_is_asked_to_unlock_and_a_guest_to_sign_in() -> None:
    locked = actor("Alice").client(unlocked=False)
    assert locked.get("/practices/")["Location"].startswith("/unlock/")
    locked.logout()
    assert "sign-in" in locked.get("/practices/")["Location"]


def test_begin_and_resume_from_the_list() -> None:
    alice = actor("Alice")
    client, practice = alice.client(), one_with("write")
    id = begin(client, practice)
    walk(client, id, practice.steps_for(False), 1)
    elsewhere = alice.client().get("/practices/").content.decode()
    assert f"/practices/{id}/" in elsewhere and "Part 2 of" in elsewhere


def test_a_double_send_begins_one_run_and_each_button_its_own() -> None:
    alice = actor("Alice")
    client, once = alice.client(), str(uuid4())
    first, second = practices()[0], one_with("rate")
    ids = [begin(client, one, once=once) for one in (first, first, second)]
    assert ids[0] == ids[1] != ids[2]
    assert [practice.slug for _, practice in runs.under_way(alice.vault)] == [second.slug, first.slug]


def test_what_is_no_practice_is_not_found() -> None:
    client = actor("Alice").client()
    for slug in ("", "no-such-thing", "../x", "a\x00"):
        assert client.post("/practices/begin/", {"slug": slug}).status_code == 404


def gated(kind: str) -> str:
    return next(one.slug for one in practices() if one.gate == kind)


def test_a_clear_gate_leads_to_the_private_check_without_a_cause() -> None:
    alice = actor("Alice")
    text = page(alice, "/practices/8/")
    assert "/help/check/" in text and "private questions" in text
    response = alice.client().post("/practices/begin/", {"slug": gated("clear"), "once": str(uuid4())})
    assert response.status_code == 403 and b"/help/check/" in response.content
    assert runs.history(alice.vault)["open"] == []


def test_a_clear_gate_opens_after_the_check() -> None:
    alice = actor("Alice")
    gate.clear(alice.vault, None, timezone.now())
    begin(alice.client(), catalogue.current().practices[gated("clear")])


def test_an_ended_gate_asks_each_time_and_no_leads_to_help() -> None:
    alice = actor("Alice")
    gate.clear(alice.vault, None, timezone.now())
    client, slug = alice.client(), gated("ended")
    for _ in range(2):
        asked = client.post("/practices/begin/", {"slug": slug, "once": str(uuid4())})
        assert asked.status_code == 200 and "are you safe?" in asked.content.decode()
        assert '<a class="button second" href="/help/">' in asked.content.decode()
        begin(client, catalogue.current().practices[slug], harm_ended="yes")
    assert client.post("/practices/begin/", {"slug": slug, "harm_ended": "no"}).status_code == 200


def test_saying_that_it_has_ended_opens_nothing_without_the_check() -> None:
    response = actor("Alice").client().post("/practices/begin/", {"slug": gated("ended"), "harm_ended": "yes"})
    assert response.status_code == 403


def test_two_buttons_only_when_steps_for_two_are_open() -> None:
    alice, _ = two()
    practice = one_with("reveal", together=True)
    order = catalogue.current().strategies[practice.strategy].order
    assert "Begin together" in page(alice, f"/practices/{order}/")
    begin(alice.client(), practice, together=True)
    assert "Begin together" not in page(actor("Charlie"), f"/practices/{order}/")


def closed_for(cause: str) -> Actor:
    """Somebody to whom steps for two are closed, for one of many causes."""
    if cause == "alone":
        return actor("Alice")
    alice, bob = couple(confirmed=cause != "unconfirmed")
    now = timezone.now()
    if cause == "partner not willing":
        clear_and_willing(alice, now=now)
    elif cause == "own not willing":
        clear_and_willing(bob, now=now)
        gate.clear(alice.vault, alice.pair, now)
    elif cause == "partner began the check again":
        clear_and_willing(alice, bob, now=now)
        gate.begin(bob.vault, bob.pair, now)
    return alice


CAUSES = ["alone", "unconfirmed", "nobody", "partner not willing", "own not willing", "partner began the check again"]


def test_the_closed_page_is_the_same_whatever_the_cause() -> None:
    practice = one_with("reveal", together=True)
    seen = set()
    for cause in CAUSES:
        client = closed_for(cause).client()
        response = client.post("/practices/begin/", {"slug": practice.slug, "together": "yes", "once": str(uuid4())})
        main = response.content.decode().split("<main")[1].split("</main>")[0]
        seen.add((response.status_code, main))
        Person.objects.all().delete()
    assert len(seen) == 1
    [(status, main)] = seen
    assert status == 403 and str(catalogue.current().safety.joint_closed)[:30] in main


def test_the_walk_finds_a_step_of_every_kind() -> None:
    for kind in ("read", "write", "rate", "choose"):
        assert number_of(one_with(kind), kind) >= 1
