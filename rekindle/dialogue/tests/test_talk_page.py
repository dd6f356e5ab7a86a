"""A talk as two people press their way through it, with plain pages."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from rekindle.dialogue.shapes import Act, Phase
from rekindle.dialogue.tests.talks import Side, begun, sides, to_speak, two
from rekindle.ledger.models import Entry, Thread
from rekindle.safety import gate
from tests.cast import Actor, couple

pytestmark = pytest.mark.django_db


def test_a_spoken_talk_from_the_rules_to_the_end() -> None:
    alice, bob = sides()
    assert "stays with" not in alice.look() and "Before you begin" in alice.heading
    assert alice.press(Act.AGREE).headers["Location"] == f"/talks/{alice.id}/"
    assert alice.heading == "You said yes" and bob.heading == "Before you begin"
    bob.press(Act.AGREE)
    bob.press(Act.BEGIN, first="a")
    assert (alice.heading, bob.heading) == ("You have the floor", "Just listen")
    alice.press(Act.DONE)
    assert (alice.heading, bob.heading) == ("Bob is saying it back", "Now say it back")
    alice.press(Act.NOT_QUITE)
    assert alice.heading == "Say the piece that was missing"
    alice.press(Act.DONE)
    alice.press(Act.YES)
    assert (alice.heading, bob.heading) == ("Now listen", "What makes sense about it?")
    bob.press(Act.VALID)
    assert bob.heading == "Now your side" and alice.heading == "Just listen"


def test_colours_follow_the_floor() -> None:
    alice, bob = sides()
    assert 'data-body=""' in alice.look()
    to_speak(alice, bob)
    assert '<body class="floor-a">' in alice.look() and '<body class="listen-a">' in bob.look()
    bob.press(Act.PAUSE)
    assert '<body class="floor-pause">' in alice.look() and '<body class="floor-pause">' in bob.look()


def typed() -> tuple[Side, Side]:
    alice, bob = sides("apart")
    to_speak(alice, bob)
    return alice, bob


def test_typed_words_are_for_both_and_sealed() -> None:
    alice, bob = typed()
    alice.press(Act.DONE, text="When we rush, I feel alone with it.")
    assert "I feel alone with it" in bob.look() and bob.heading == "Now say it back"
    bob.press(Act.BACK, text="You feel left alone when we rush.")
    assert "left alone when we rush" in alice.look() and alice.heading == "Did Bob get it?"
    stored = b"".join(bytes(row.blob) for row in Entry.objects.all())
    assert b"alone" not in stored
    alice.press(Act.YES)
    bob.press(Act.VALID, text="It makes sense.")
    assert "It makes sense." in alice.look() and "It makes sense." in bob.look()
    assert "When we rush" not in bob.look(), "what was said back has had its time"


@pytest.mark.parametrize("act", [Act.DONE])
def test_words_are_needed_where_words_are_the_act(act: Act) -> None:
    alice, _ = typed()
    for nothing in ("", "  \n"):
        answer = alice.press(act, text=nothing)
        assert answer.status_code == 400 and "Write a few words here." in answer.text
    too_long = alice.press(act, text="x" * 4_001)
    assert too_long.status_code == 400 and "x" * 4_001 in too_long.text and alice.table.book.n == 3


def test_words_that_came_too_late_stay_in_the_page() -> None:
    alice, bob = typed()
    seen = alice.moment()
    bob.press(Act.PAUSE)
    answer = alice.press(Act.DONE, moment=seen, text="my long sentence")
    assert answer.status_code == 409 and "moved on" in answer.text
    assert "my long sentence" in answer.text and "Not sent." in answer.text
    assert alice.table.talk.phase is Phase.PAUSED


def test_a_pause_and_a_stop_work_whatever_the_other_one_did() -> None:
    alice, bob = sides()
    to_speak(alice, bob)
    seen = bob.moment()
    alice.press(Act.DONE)
    assert bob.press(Act.PAUSE, moment=seen).status_code == 302
    assert bob.press(Act.STOP, moment=seen).status_code == 302
    assert Thread.objects.get(pk=bob.id).closed


def test_what_the_other_one_does_meanwhile_does_not_undo_my_yes() -> None:
    alice, bob = sides()
    seen = bob.moment()
    alice.press(Act.AGREE)
    assert bob.press(Act.AGREE, moment=seen).status_code == 302
    assert alice.table.talk.phase is Phase.WHO


def test_two_who_press_begin_at_once_begin_once() -> None:
    alice, bob = sides()
    alice.press(Act.AGREE)
    bob.press(Act.AGREE)
    seen = bob.moment()
    alice.press(Act.BEGIN, first="a")
    assert bob.press(Act.BEGIN, first="b", moment=seen).status_code == 409
    assert alice.table.talk.speaker == "a"


def test_the_same_form_twice_is_one_act() -> None:
    alice, bob = sides()
    once, seen = uuid4(), alice.moment()
    for _ in range(2):
        assert alice.press(Act.AGREE, once=once, moment=seen).status_code == 302
    assert alice.table.book.n == 1 and alice.table.talk.said == {"a"}
    # Another button of the same page is another act.
    assert bob.press(Act.AGREE).status_code == 302
    assert alice.press(Act.PAUSE, once=once).status_code == 302
    assert alice.table.talk.phase is Phase.PAUSED


def test_nobody_acts_for_the_other_but_on_one_phone() -> None:
    alice, bob = sides()
    answer = bob.press(Act.AGREE, by="a")
    assert answer.status_code == 409 and alice.table.book.n == 0
    one, _ = sides_of_one_phone()
    assert one.press(Act.AGREE, by="a").status_code == one.press(Act.AGREE, by="b").status_code == 302
    assert one.table.talk.phase is Phase.WHO


def sides_of_one_phone() -> tuple[Side, Side]:
    people = couple("Dana", "Evan")
    for one in people:
        gate.clear(one.vault, one.pair, timezone.now())
        gate.wish(one.vault, one.pair, timezone.now(), together=True)
    id = begun(people, "one")
    dana, evan = (Side(one, one.client(), id) for one in people)
    return dana, evan


def test_one_phone_shows_both_and_turns_the_listener_round() -> None:
    dana, _ = sides_of_one_phone()
    for place in "ab":
        dana.press(Act.AGREE, by=place)
    dana.press(Act.BEGIN, by="b", first="b")
    page = dana.look()
    assert page.count('class="half') == 2 and page.count("turned") == 1
    assert page.index("For Evan") < page.index("For Dana") and page.count("<h1") == 1
    assert page.count("I need a pause") == page.count("Stop here") == 2 and "left, <span" in page


def test_a_pause_lasts_twenty_minutes_and_brings_both_back() -> None:
    alice, bob = sides()
    to_speak(alice, bob)
    alice.press(Act.PAUSE)
    assert "I am ready" not in bob.look() and bob.press(Act.READY).status_code == 409
    with time_machine.travel(timezone.now() + timedelta(minutes=21)):
        assert bob.heading == "Time to come back"
        bob.press(Act.READY)
        assert "It goes on when Alice is too" in bob.look()
        alice.press(Act.READY)
        assert alice.heading == "You have the floor" and "Welcome back" in alice.look()
        alice.press(Act.DONE)
        assert "Welcome back" not in alice.look()


def test_another_time_is_chosen_from_the_list() -> None:
    alice, bob = sides()
    alice.press(Act.PAUSE)
    assert alice.press(Act.LATER, back="never").status_code == 400
    assert bob.press(Act.LATER, back="t20").status_code == 302
    assert "back tomorrow at 20:00" in alice.look()


ONWARD = {Phase.SPEAK: Act.DONE, Phase.MIRROR: Act.BACK, Phase.CHECK: Act.YES, Phase.VALIDATE: Act.VALID}


def to_the_end(alice: Side, bob: Side) -> None:
    to_speak(alice, bob)
    for _ in range(60):
        talk = alice.table.talk
        if talk.phase is Phase.CLOSE:
            return
        speaker, listener = (alice, bob) if talk.speaker == "a" else (bob, alice)
        act = ONWARD[talk.phase]
        (listener if act in (Act.BACK, Act.VALID) else speaker).press(act, text=f"words of {talk.turn}")
    raise AssertionError


def test_what_both_want_to_keep_is_kept_and_the_rest_is_gone() -> None:
    alice, bob = sides("apart")
    to_the_end(alice, bob)
    alice.press(Act.CLOSE, text="I was heard.", next="Tea at nine", keep="yes")
    assert "I was heard." not in bob.look()
    bob.press(Act.CLOSE, text="Thank you for waiting.", keep="yes")
    assert Entry.objects.count() == 2
    for one in (alice, bob):
        page = one.look()
        assert "I was heard." in page and "Thank you for waiting." in page and "Tea at nine" in page
        assert "words of" not in page and "Saturdays" in one.client.get("/talks/").text
    bob.client.post(f"/talks/{bob.id}/taken-back/")
    assert "Thank you" not in alice.look() and "I was heard." in alice.look()
    alice.client.post(f"/talks/{bob.id}/taken-back/")
    assert not Thread.objects.exists() and alice.client.get(f"/talks/{bob.id}/").status_code == 404


@pytest.mark.parametrize("keeps", [("", "yes"), ("yes", ""), ("", "")])
def test_what_only_one_wants_to_keep_is_gone(keeps: tuple[str, str]) -> None:
    alice, bob = sides("apart")
    to_the_end(alice, bob)
    for one, keep in zip((alice, bob), keeps, strict=True):
        one.press(Act.CLOSE, text=f"sentence of {one.actor.person.name}", **({"keep": keep} if keep else {}))
    assert not Entry.objects.exists()
    for one in (alice, bob):
        assert "nothing is kept" in one.look() and "sentence of" not in one.look()
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        alice.client.get("/talks/")
        assert not Thread.objects.exists()


def test_stopping_keeps_nothing_even_at_the_last_moment() -> None:
    alice, bob = sides("apart")
    to_the_end(alice, bob)
    alice.press(Act.CLOSE, text="mine", keep="yes")
    bob.press(Act.STOP)
    assert not Entry.objects.exists() and "mine" not in bob.look()


def test_how_it_was_is_mine_alone() -> None:
    alice, bob = sides()
    bob.press(Act.STOP)
    for value in ("hard", "helped"):
        alice.client.post(f"/talks/{alice.id}/rating/", {"rating": value})
    alice.client.post(f"/talks/{alice.id}/rating/", {"rating": "<nonsense>"})
    kept = list(alice.actor.vault.newest("talk"))
    assert [one.body["rating"] for one in kept] == ["helped"]
    assert "Change it" in alice.look() and "Change it" not in bob.look()
    assert not list(bob.actor.vault.newest("talk"))


def test_how_it_was_is_not_asked_before_the_end() -> None:
    alice, _ = sides()
    alice.client.post(f"/talks/{alice.id}/rating/", {"rating": "hard"})
    assert not list(alice.actor.vault.newest("talk"))


def test_the_part_of_the_page_alone() -> None:
    alice, _ = sides()
    part = alice.client.get(f"/talks/{alice.id}/", headers={"x-part": "1"}).text
    assert part.lstrip().startswith("<main") and "<html" not in part and 'data-n="0"' in part
    sent = {"act": "agree", "by": "a", "moment": alice.moment(), "once": str(uuid4())}
    answer = alice.client.post(f"/talks/{alice.id}/acts/", sent, headers={"x-part": "1"})
    assert answer.status_code == 200 and 'data-n="1"' in answer.text and "<html" not in answer.text


def test_words_that_nobody_says_back_are_read_in_the_turn_after() -> None:
    alice, bob = sides("apart", kind="good-news")
    to_speak(alice, bob)
    assert not alice.table.talk.here.mirror
    alice.press(Act.DONE, text="The boat is sold.")
    assert "The boat is sold." in bob.look() and "The boat is sold." in alice.look()


def test_the_same_button_of_the_next_page_is_another_act() -> None:
    alice, bob = sides()
    to_speak(alice, bob)
    page = alice.look()
    for n in (4, 5):
        once = re.search(r'name="once" value="([^"]+)"', page)
        assert once
        sent = {"act": "minute", "by": "a", "moment": alice.moment(), "once": once[1]}
        page = alice.client.post(f"/talks/{alice.id}/acts/", sent, headers={"x-part": "1"}).text
        assert alice.table.book.n == n


def close_the_gate(one: Actor) -> None:
    gate.begin(one.vault, one.pair, timezone.now())


def test_a_closed_gate_closes_the_talk_for_both_with_one_text() -> None:
    alice, bob = typed()
    alice.press(Act.DONE, text="a sentence of hers")
    close_the_gate(alice.actor)
    for one in (alice, bob):
        shown = one.client.get(f"/talks/{one.id}/")
        assert shown.status_code == 403 and "a sentence of hers" not in shown.text
        assert one.press(Act.STOP).status_code == 403
    pages = [one.client.get("/talks/").text for one in (alice, bob)]
    assert all("A talk is open" not in page for page in pages)


def test_after_parting_a_talk_that_was_open_is_gone() -> None:
    alice, bob = sides()
    bob.actor.pair.part(timezone.now())
    for one in (alice, bob):
        assert one.client.get(f"/talks/{one.id}/").status_code == 404
        assert one.client.post(f"/talks/{one.id}/acts/", {}).status_code == 404


def test_what_both_kept_stays_readable_after_parting() -> None:
    alice, bob = sides("apart")
    to_the_end(alice, bob)
    for one in (alice, bob):
        one.press(Act.CLOSE, text="kept words", keep="yes")
    bob.actor.pair.part(timezone.now())
    assert "kept words" in alice.look() and "kept words" in bob.look()


def test_beginning_one() -> None:
    alice, bob = two()
    client = alice.client()
    assert "One topic, each in turn" in client.get("/talks/").text
    page = client.get("/talks/kinds/1/").text
    assert "What is it about?" in page and "Bob finds the talk on Today" in page
    once = uuid4()
    sent = {"topic": "Mornings", "way": "apart", "minutes": "2", "once": once}
    assert client.post("/talks/kinds/1/", {**sent, "topic": ""}).status_code == 400
    assert client.post("/talks/kinds/1/", {**sent, "minutes": "9"}).status_code == 400
    for _ in range(2):
        answer = client.post("/talks/kinds/1/", sent)
        assert answer.headers["Location"] == f"/talks/{once}/"
    another = bob.client().post("/talks/kinds/1/", {**sent, "once": uuid4(), "topic": "Evenings"})
    assert another.status_code == 409 and "There is a talk open already" in another.text and "Evenings" in another.text
    assert Thread.objects.count() == 1


def test_a_topic_is_brought_along_from_another_page() -> None:
    alice, _ = two()
    client = alice.client()
    page = client.post("/talks/", {"topic": "Who calls the landlord", "back": "/us/"}).text
    assert 'value="Who calls the landlord"' in page and 'value="/us/"' in page
    for elsewhere, kept in (("/us/", "/us/"), ("https://evil.example/", ""), ("//evil.example", "")):
        once = uuid4()
        sent = {"topic": "x", "way": "two", "minutes": "3", "once": once, "back": elsewhere}
        client.post("/talks/kinds/1/", sent)
        side = Side(alice, client, once)
        assert side.table.back == kept
        side.press(Act.STOP)


def test_while_joint_steps_are_closed_nothing_is_begun() -> None:
    people = couple()
    client = people[0].client()
    assert "Open the talk" not in client.get("/talks/kinds/1/").text
    sent = {"topic": "x", "way": "two", "minutes": "3", "once": uuid4()}
    assert client.post("/talks/kinds/1/", sent).status_code == 403 and not Thread.objects.exists()
    assert client.get("/talks/kinds/99/").status_code == 404
