"""A check-up without its pages: what is put in comes out, what is private stays, a result is made once."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekindle import catalogue
from rekindle.measures import checkup, rules
from rekindle.measures.checkup import FORMS, Question
from rekindle.vault.models import Item
from tests.cast import NOW, Actor, actor

from .answering import body, keep, slugs

FORM = st.sampled_from(sorted(FORMS))


@st.composite
def bodies(draw: st.DrawFn) -> checkup.Body:
    """Any body a person can make, gaps and notes included."""
    made = checkup.blank(draw(FORM))
    for question in checkup.questions(made["form"]):
        made = checkup.put(made, question, draw(values(question)))
    return checkup.note(made, draw(st.sampled_from(slugs())), draw(st.text(max_size=20)))


def values(question: Question) -> st.SearchStrategy[Any]:
    if question.part == "areas":
        return st.none() | st.tuples(st.integers(0, 10), st.integers(0, 3))
    item = catalogue.current().measures[question.part].items[int(question.key)]
    return st.none() | st.integers(0, len(item.options) - 1)


@settings(derandomize=True, max_examples=40, deadline=None)
@given(bodies(), st.data())
def test_what_is_put_in_comes_out_and_nothing_else_moves(made: checkup.Body, data: st.DataObject) -> None:
    asked = data.draw(st.sampled_from(checkup.questions(made["form"])))
    value = data.draw(values(asked))
    after = checkup.put(made, asked, value)
    assert checkup.get(after, asked) == (list(value) if isinstance(value, tuple) else value)
    others = [one for one in checkup.questions(made["form"]) if one != asked]
    assert [checkup.get(after, one) for one in others] == [checkup.get(made, one) for one in others]


@settings(derandomize=True, max_examples=40, deadline=None)
@given(bodies())
def test_how_somebody_has_been_and_their_notes_are_never_shared(made: checkup.Body) -> None:
    shared = checkup.to_share(made)
    assert shared.keys() == {"areas", "answers"}
    assert "phq-4" not in shared["answers"]
    assert all(catalogue.current().measures[name].shared == "consent" for name in shared["answers"])


@settings(derandomize=True, max_examples=40, deadline=None)
@given(bodies())
def test_a_result_scores_as_the_rules_score(made: checkup.Body) -> None:
    measures = catalogue.current().measures
    expected = {name: rules.score(measures[name], given) for name, given in made["answers"].items()}
    assert checkup.scores(made) == expected


@pytest.mark.parametrize("value", [(11, 1), (-1, 1), (3, 4), (3,), 3, (True, 1), (3.5, 1), ("3", 1), (3, None)])
def test_an_area_is_two_numbers_of_the_scale(value: Any) -> None:
    with pytest.raises(ValueError, match="numbers shown"):
        checkup.put(checkup.blank("short"), Question("areas", slugs()[0]), value)


def test_blank_words_are_no_note() -> None:
    noted = checkup.note(checkup.blank("short"), "empathy", "a thought")
    assert checkup.note(noted, "empathy", " \n")["notes"] == {}
    assert not checkup.empty(noted) and checkup.empty(checkup.blank("short"))


# In the vault


@pytest.fixture
def alice(db: None) -> Actor:
    return actor("Alice")


def test_a_result_sent_twice_is_made_once_and_the_course_stays(alice: Actor) -> None:
    once, made = uuid4(), body("whole")
    checkup.finish(alice.vault, made, NOW, once)
    before = checkup.standing(alice.vault)
    assert checkup.finish(alice.vault, checkup.blank("whole"), NOW, once) == once
    assert checkup.standing(alice.vault) == before
    assert len(list(alice.vault.newest(checkup.KIND))) == 1


def test_a_draft_knows_its_place_and_a_result_does_not_keep_it(alice: Actor) -> None:
    checkup.keep_draft(alice.vault, {**body("pulse"), "at": 3}, NOW)
    draft = checkup.draft(alice.vault, "pulse")
    assert (draft["at"], draft["began"]) == (3, "2026-03-04")
    found = checkup.find(alice.vault, checkup.finish(alice.vault, draft, NOW))
    assert found and found.body == body("pulse")
    assert checkup.draft(alice.vault, "pulse") == checkup.blank("pulse")


def test_a_draft_of_other_questions_is_begun_anew(alice: Actor) -> None:
    checkup.keep_draft(alice.vault, {**body("pulse"), "answers": {"csi-4": [1, 2]}}, NOW)
    assert checkup.draft(alice.vault, "pulse") == checkup.blank("pulse")


def test_the_course_of_a_result_ends_with_it(alice: Actor) -> None:
    first = keep(alice, body("pulse", position=1))
    keep(alice, body("pulse", position=3), NOW + timedelta(days=7))
    standing = checkup.standing(alice.vault)
    assert [score for _, score in checkup.course(standing, "csi-4")] == [4, 12]
    assert checkup.course(standing, "csi-4", str(first)) == [("2026-03-04", 4)]
    assert checkup.course(standing, "csi-4", str(uuid4())) == []


def test_the_weekly_minute_does_not_hide_the_newest_areas(alice: Actor) -> None:
    whole = keep(alice, body("whole"))
    keep(alice, body("pulse"), NOW + timedelta(days=7))
    newest = checkup.newest(alice.vault)
    assert newest and newest.id == whole
    assert checkup.standing(alice.vault)["areas"] == body("whole")["areas"]


# A guest


def guest(areas: Any = None, scale: Any = (3, 3, None, 2)) -> str:
    return json.dumps({"areas": {"empathy": [2, 3]} if areas is None else areas, "csi-4": scale})


def test_what_a_guest_answered_becomes_a_short_check_up_once(alice: Actor) -> None:
    id = checkup.keep_guest(alice.vault, guest(), NOW)
    assert checkup.keep_guest(alice.vault, guest(), NOW) == id
    found = checkup.find(alice.vault, id)
    assert found and found.body["form"] == "short"
    assert found.body["areas"] == {"empathy": [2, 3]} and found.body["answers"] == {"csi-4": [3, 3, None, 2]}
    assert checkup.standing(alice.vault)["newest"] == str(id)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nothing",
        "[]",
        "[" * 3000,
        '"\\ud800',
        "{}",
        guest(areas=[]),
        guest(areas={"no such area": [1, 1]}),
        guest(areas={"empathy": [1]}),
        guest(areas={"empathy": [11, 1]}),
        guest(areas={"empathy": [True, 1]}),
        guest(areas={"empathy": None}),
        guest(scale=[1, 2, 3]),
        guest(scale=[1, 2, 3, 9]),
        guest(scale=[1, 2, 3, 1.0]),
        guest(scale={"0": 1}),
        guest(areas={}, scale=[None] * 4),
        guest()[:-1] + ', "phq-4": [0, 0, 0, 0]}',
        " " * 5000 + guest(),
    ],
)
def test_anything_else_from_a_guest_is_refused_and_nothing_is_kept(alice: Actor, text: str) -> None:
    rows = Item.objects.count()
    with pytest.raises(ValueError):
        checkup.keep_guest(alice.vault, text, NOW)
    assert Item.objects.count() == rows
