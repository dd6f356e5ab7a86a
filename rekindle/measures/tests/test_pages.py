"""The pages of one's own check-up, as a browser asks for them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from rekindle import catalogue
from rekindle.measures import checkup
from rekindle.measures.forms import NOTE, OPEN
from tests.cast import NOW, Actor, actor, couple

from .answering import URL, body, fields, go_through, keep, send, slugs

pytestmark = pytest.mark.django_db
AREA = len(catalogue.current().measures["csi-16"].items) + 1  # the first area of the whole form
SOME = "79a6ff2f-bcf8-4dbe-9563-ba943576d2e2"
MIND = "mind-your-own <b>words</b>"


@pytest.fixture
def alice() -> Actor:
    return actor("Alice")


@pytest.fixture
def browser(alice: Actor) -> Client:
    return alice.client()


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


# Answering


@pytest.mark.parametrize("form", checkup.FORMS)
def test_every_form_goes_from_its_first_question_to_a_result(alice: Actor, browser: Client, form: str) -> None:
    result = go_through(browser, form)
    kept = list(alice.vault.newest(checkup.KIND))
    assert [one.body["form"] for one in kept] == [form] and result == f"{URL}{kept[0].id}/"
    assert kept[0].body == body(form)
    assert "Where you are" in page(browser, result)


@pytest.mark.parametrize("form", checkup.FORMS)
def test_every_screen_has_one_title_and_the_official_words(browser: Client, form: str) -> None:
    for n, question in enumerate(checkup.questions(form), start=1):
        html = page(browser, f"{URL}{form}/{n}/")
        assert html.count("<h1") == 1 and "<title>Step · Rekindle</title>" in html
        assert f"Question {n} of {len(checkup.questions(form))}" in html
        measure = catalogue.current().measures[question.part]
        if question.part != "areas":
            item = measure.items[int(question.key)]
            assert all(option.label in html for option in item.options)
            assert all(word in html for word in item.pair or ()) and (measure.stem or "") in html


@pytest.mark.parametrize("address", ["pulse/0/", "pulse/5/", "whole/32/", "weekly/1/", "csi-4/1/"])
def test_what_is_no_question_is_not_found(browser: Client, address: str) -> None:
    assert browser.get(URL + address).status_code == 404
    assert browser.post(URL + address).status_code == 404


def test_nothing_chosen_is_asked_again_and_keeps_the_note(alice: Actor, browser: Client) -> None:
    response = send(browser, "whole", AREA, now=3, note=MIND)
    html = response.content.decode()
    assert response.status_code == 400 and OPEN in html and "mind-your-own &lt;b&gt;words" in html
    assert 'value="3" id="id_now_3" checked' in html or 'id="id_now_3" checked' in html
    assert checkup.empty(checkup.draft(alice.vault, "whole"))


def test_skipping_leaves_it_open_and_keeps_the_note(alice: Actor, browser: Client) -> None:
    send(browser, "whole", AREA, **fields(checkup.questions("whole")[AREA - 1]))
    assert send(browser, "whole", AREA, skip="1", note=MIND).status_code == 302
    draft = checkup.draft(alice.vault, "whole")
    assert draft["areas"] == {} and draft["notes"] == {slugs()[0]: MIND}


def test_everything_skipped_makes_no_result(alice: Actor, browser: Client) -> None:
    for n in range(1, 4):
        send(browser, "pulse", n, skip="1")
    response = send(browser, "pulse", 4, skip="1")
    assert response["Location"] == URL
    assert not list(alice.vault.newest(checkup.KIND))


def test_the_last_screen_sent_twice_makes_one_result(alice: Actor, browser: Client) -> None:
    for n in range(1, 4):
        send(browser, "pulse", n, answer=2)
    once = uuid4()
    first, second = (send(browser, "pulse", 4, once, answer=2)["Location"] for _ in range(2))
    assert first == second == f"{URL}{once}/"
    assert [one.body["answers"]["csi-4"] for one in alice.vault.newest(checkup.KIND)] == [[2, 2, 2, 2]]
    assert checkup.course(checkup.standing(alice.vault), "csi-4") == [(checkup.standing(alice.vault)["day"], 8)]


def test_it_goes_on_where_it_stopped_on_any_device(alice: Actor, browser: Client) -> None:
    send(browser, "whole", 1, answer=3)
    send(browser, "whole", 2, answer=0)
    other = alice.client()
    html = page(other, URL)
    assert "Question 3 of 31" in html and f"{URL}whole/3/" in html
    assert 'id="id_answer_3" checked' in page(other, f"{URL}whole/1/")


def test_beginning_again_forgets_the_draft(alice: Actor, browser: Client) -> None:
    send(browser, "pulse", 1, answer=3)
    assert browser.post(URL, {"form": "pulse"})["Location"] == f"{URL}pulse/1/"
    assert "Where you stopped" not in page(browser, URL)
    assert browser.post(URL, {"form": "other"}).status_code == 404


@pytest.mark.parametrize(("words", "says"), [("a\x00b", "can’t be kept"), ("x" * 1_000_000, f"Up to {NOTE:,}")])
def test_hostile_words_get_one_sentence_and_are_kept(alice: Actor, browser: Client, words: str, says: str) -> None:
    response = send(browser, "whole", AREA, now=3, importance=1, note=words)
    html = response.content.decode()
    assert response.status_code == 400 and says in html and words in html
    assert checkup.draft(alice.vault, "whole")["notes"] == {}


def test_half_a_character_is_kept_as_what_arrived(alice: Actor, browser: Client) -> None:
    data, kind = b"now=3&importance=1&note=a%ED%A0%80b", "application/x-www-form-urlencoded"
    assert browser.post(f"{URL}whole/{AREA}/", data, content_type=kind).status_code == 302
    assert checkup.draft(alice.vault, "whole")["notes"][slugs()[0]].startswith("a\ufffd")


@pytest.mark.parametrize("answer", ["7", "-1", "x", "1" * 400, "\u0663", "\x00", "1.0"])
def test_an_answer_that_is_none_is_asked_again(browser: Client, answer: str) -> None:
    assert send(browser, "pulse", 1, answer=answer).status_code == 400
    assert send(browser, "whole", AREA, now=answer + "9", importance="1").status_code == 400


def test_markup_and_turned_text_stay_words(alice: Actor, browser: Client) -> None:
    words = "\u202e<script>alert(1)</script>"
    data = fields(checkup.questions("short")[0]) | {"note": words}
    send(browser, "short", 1, **data)
    for n in range(2, 15):
        result = send(browser, "short", n, skip="1")
    html = page(browser, result["Location"])
    assert "<script>alert" not in html and "\u202e&lt;script&gt;" in html


# Results


def test_a_stranger_finds_no_result(alice: Actor) -> None:
    id = keep(alice, body())
    stranger = actor("Charlie").client()
    assert stranger.get(f"{URL}{id}/").status_code == 404
    assert stranger.post(f"{URL}{id}/share/").status_code == 404
    assert stranger.get(f"{URL}{uuid4()}/").status_code == 404


@pytest.mark.parametrize("address", ["", "pulse/1/", f"{SOME}/", f"together/{SOME}/"])
def test_a_locked_vault_asks_for_the_passphrase_first(alice: Actor, address: str) -> None:
    response = alice.client(unlocked=False).get(URL + address)
    assert response.status_code == 302 and response["Location"].startswith("/unlock/")


def test_the_words_say_score_cut_off_sample_and_that_nobody_checked(alice: Actor, browser: Client) -> None:
    html = page(browser, f"{URL}{keep(alice, body(position=0))}/")
    assert "Your answers add up to" in html and "clearly unhappy" in html
    assert "a large online sample, mostly young women" in html and "not yet checked against the paper" in html
    assert "Funk" in html and "<title>Us · Rekindle</title>" in html


def test_an_open_scale_has_no_score_and_says_so(alice: Actor, browser: Client) -> None:
    made = checkup.put(body("pulse"), checkup.Question("csi-4", "2"), None)
    html = page(browser, f"{URL}{keep(alice, made)}/")
    assert "Some questions are still open" in html and "add up to" not in html


def test_low_days_lead_to_people_and_to_no_diagnosis(alice: Actor, browser: Client) -> None:
    html = page(browser, f"{URL}{keep(alice, body(position=3))}/")
    assert "doctor or counsellor" in html and "It is no diagnosis" in html and "people who listen" in html
    # The part that is complete is said even while the whole is not.
    half = checkup.put(body(position=3), checkup.Question("phq-4", "0"), None)
    assert "doctor or counsellor" in page(browser, f"{URL}{keep(alice, half)}/")


def test_a_second_result_stands_beside_the_first_and_the_one_before(alice: Actor, browser: Client) -> None:
    for week, position in enumerate((3, 2, 0)):
        newest = keep(alice, body("pulse", position=position), NOW + timedelta(days=7 * week))
    html = page(browser, f"{URL}{newest}/")
    assert html.count("<dt>Since ") == 2
    assert "a turn for the worse, and a large one" in html
    assert "nearer the middle" in html and "people who listen" in html
    assert '<svg viewBox="0 0 326 182"' in html and "The numbers as a table" in html


def test_what_weighs_most_comes_first_and_notes_come_back(alice: Actor, browser: Client) -> None:
    made = checkup.put(body("short", now=9), checkup.Question("areas", "quality-time"), (1, 3))
    html = page(browser, f"{URL}{keep(alice, checkup.note(made, 'empathy', MIND))}/")
    assert "What weighs most for you: Time together." in html
    assert "you gave it 1 of 10" in html and "mind-your-own &lt;b&gt;" in html


def test_the_circles_are_told_in_words_with_their_move(alice: Actor, browser: Client) -> None:
    far, near = body(), checkup.put(body(), checkup.Question("ios", "0"), 5)
    keep(alice, far)
    html = page(browser, f"{URL}{keep(alice, near, NOW + timedelta(days=30))}/")
    assert "You chose picture 6 of 7" in html and "Four steps closer together" in html


def test_alone_nothing_is_said_of_comparing(alice: Actor, browser: Client) -> None:
    html = page(browser, f"{URL}{keep(alice, body())}/")
    assert "Side by side" not in html and "/share/" not in html


def test_a_partner_finds_nothing_of_it() -> None:
    alice, bob = couple()
    id = keep(alice, body())
    assert bob.client().get(f"{URL}{id}/").status_code == 404


def test_a_long_course_opens_a_bounded_number_of_things(
    alice: Actor, browser: Client, django_assert_max_num_queries: object
) -> None:
    for week in range(30):
        keep(alice, body("pulse", position=week % 4), NOW + timedelta(days=7 * week))
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        html = page(browser, URL)
    assert html.count(">The weekly minute<") == 1 + 12
    assert "your own ordinary ups and downs" in html
