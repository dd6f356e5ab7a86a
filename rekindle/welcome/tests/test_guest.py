"""A guest: fourteen questions, an answer in words, one thing for tonight, and nothing on the server."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from rekindle import catalogue
from rekindle.vault.models import Item
from rekindle.welcome import tonight
from rekindle.welcome.guest import slugs, tops
from rekindle.welcome.rules import Answers, read_carried, read_form

pytestmark = pytest.mark.django_db


def filled(now: int = 3, importance: int = 2, csi: int = 2) -> dict[str, str]:
    form = {f"now-{slug}": str(now) for slug in slugs()} | {f"imp-{slug}": str(importance) for slug in slugs()}
    return form | {f"csi-{n}": str(csi) for n in range(4)}


def test_every_question_is_on_the_page() -> None:
    page = Client().get("/start/").content.decode()
    assert page.count("data-question ") == 14
    assert all(f'name="now-{slug}"' in page and f'name="imp-{slug}"' in page for slug in slugs())


def test_what_weighs_most_comes_first_in_words() -> None:
    form = filled(now=8) | {"now-quality-time": "2", "imp-quality-time": "3"}
    page = Client().post("/start/", form).content.decode()
    assert "Most of all <b>Time together</b>" in page
    assert catalogue.current().practices[tonight.choose(["quality-time"]).slug].title in page


def test_nothing_is_stored_before_it_is_kept() -> None:
    client = Client()
    client.get("/start/")
    client.post("/start/", filled())
    assert not Session.objects.exists() and not Item.objects.exists()
    assert set(client.cookies) == {"c"}


def test_an_empty_form_is_asked_again() -> None:
    answer = Client().post("/start/", {})
    assert answer.status_code == 400 and b"Answer at least one question" in answer.content


def test_skipped_questions_leave_no_number() -> None:
    page = Client().post("/start/", {"now-empathy": "2", "imp-empathy": "3"}).content.decode()
    assert "there is no number for it" in page


def test_every_strategy_that_weighs_leads_to_something_for_tonight() -> None:
    for slug in slugs():
        practice = tonight.choose([slug])
        assert practice.minutes <= 10 and practice.gate == "open"
        assert Client().get(f"/tonight/{tonight.number_of(practice)}/").status_code == 200


def test_there_is_nothing_beyond_the_last_thing_for_tonight() -> None:
    assert Client().get(f"/tonight/{len(tonight.practices()) + 1}/").status_code == 404
    assert Client().get("/tonight/0/").status_code == 404


answers = st.builds(
    Answers,
    st.dictionaries(st.sampled_from(slugs()), st.tuples(st.integers(0, 10), st.integers(0, 3)), min_size=1),
    st.tuples(*(st.none() | st.integers(0, top) for top in tops())),
)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(answers)
def test_answers_travel_in_the_page_and_come_back_the_same(given: Answers) -> None:
    assert read_carried(given.carried(), slugs(), tops()) == given


@settings(max_examples=120, derandomize=True, deadline=None)
@given(
    st.text(max_size=200)
    | st.sampled_from(['{"areas":{"empathy":[99,1]},"csi-4":[1,1,1,1]}', "[" * 5000, '{"areas":3,"csi-4":[]}'])
)
def test_a_tampered_page_is_read_as_nothing_or_as_valid_answers(text: str) -> None:
    found = read_carried(text, slugs(), tops())
    assert found is None or all(0 <= now <= 10 and 0 <= importance <= 3 for now, importance in found.areas.values())


@pytest.mark.parametrize("value", ["11", "-1", "9" * 400, "²", "1e1", " 3", "\x00"])
def test_numbers_out_of_range_count_as_skipped(value: str) -> None:
    assert read_form({"now-empathy": value, "imp-empathy": "1"}, slugs(), tops()).empty
