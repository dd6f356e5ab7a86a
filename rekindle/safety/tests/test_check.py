"""The private check as the server sees it: a page, a beginning, and perhaps the one word “clear”."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from rekindle import catalogue
from rekindle.safety import gate
from tests.cast import Actor, clear_and_willing, couple

pytestmark = pytest.mark.django_db
BEGIN, CLEAR = "/help/check/begin/", "/help/check/clear/"


@pytest.fixture
def two() -> tuple[Actor, Actor]:
    return couple()


def is_clear(one: Actor) -> bool:
    return gate.is_clear(one.vault, timezone.now().date())


def part(html: str) -> str:
    return html[html.index("<div data-check") : html.index("</main>")]


def test_all_questions_are_in_the_page_and_none_has_a_name(two: tuple[Actor, Actor]) -> None:
    for client in (Client(), two[0].client()):
        html = part(client.get("/help/check/").text)
        for question in catalogue.current().safety.questions:
            assert f'data-key="{question.key}"' in html
        assert not re.search(r"<(?:input|select|textarea|button)[^>]*\sname=", html)
        assert "<input" not in html


def test_without_scripts_it_says_so(two: tuple[Actor, Actor]) -> None:
    html = two[0].client().get("/help/check/").text
    assert "scripts need to be switched on" in html and "steps for two stay closed" in html


def test_signed_out_there_is_no_address_to_send_anything_to() -> None:
    html = Client().get("/help/check/").text
    assert "data-begin" not in html and "csrf" not in html


def test_a_locked_page_asks_to_be_unlocked_first(two: tuple[Actor, Actor]) -> None:
    got = two[0].client(unlocked=False).get("/help/check/")
    assert got.status_code == 302 and got.headers["Location"] == "/unlock/?next=%2Fhelp%2Fcheck%2F"


def test_beginning_closes_and_clear_opens(two: tuple[Actor, Actor]) -> None:
    alice, client = two[0], two[0].client()
    for address, clear in ((CLEAR, True), (BEGIN, False), (CLEAR, True), (CLEAR, True)):
        got = client.post(address)
        assert (got.status_code, got.content) == (204, b"")
        assert is_clear(alice) is clear


def test_beginning_closes_for_the_partner_too(two: tuple[Actor, Actor]) -> None:
    alice, bob = two
    now = timezone.now()
    clear_and_willing(*two, now=now)
    assert bob.pair.joint_open(gate.clear_until(bob.vault), now.date())
    alice.client().post(BEGIN)
    assert not bob.pair.joint_open(gate.clear_until(bob.vault), now.date())


def test_what_else_is_in_the_form_is_not_read(two: tuple[Actor, Actor]) -> None:
    alice, client = two[0], two[0].client()
    client.post(BEGIN, {"clear": "yes", "hark-afraid": "no"})
    assert not is_clear(alice)
    client.post(CLEAR, {"hark-afraid": "yes"})
    assert is_clear(alice)


@pytest.mark.parametrize("address", [BEGIN, CLEAR])
def test_only_an_open_page_changes_the_gate(two: tuple[Actor, Actor], address: str) -> None:
    alice = two[0]
    gate.clear(alice.vault, alice.pair, timezone.now())
    assert Client().post(address).status_code == 302
    assert alice.client(unlocked=False).post(address).status_code == 403
    assert alice.client().get(address).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address).status_code == 403
    assert is_clear(alice)
