"""Help: for everybody, signed in or not, without a trace."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rekindle import catalogue
from rekindle.safety.lines import places
from tests.cast import Actor, actor, couple

pytestmark = pytest.mark.django_db
PAGES = ("/help/", "/help/?c=GB", "/help/history/", "/help/check/")


def shown(html: str) -> list[str]:
    return re.findall(r'<div data-country="(\w+)">', html)


@pytest.fixture
def alice() -> Actor:
    return couple()[0]


@pytest.mark.parametrize("page", PAGES)
def test_it_is_there_for_everybody(page: str, alice: Actor) -> None:
    for client in (Client(), alice.client(), actor("Charlie").client()):
        got = client.get(page)
        assert got.status_code == 200
        assert "<title>Help · Rekindle</title>" in got.text


@pytest.mark.parametrize("page", PAGES)
def test_opening_it_writes_nothing(page: str, alice: Actor) -> None:
    for client in (Client(), alice.client()):
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        assert not [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert not Client().get(page).cookies


def test_without_scripts_a_country_is_chosen_by_the_form() -> None:
    assert shown(Client().get("/help/").text) == []
    html = Client().get("/help/?c=GB").text
    assert shown(html) == ["GB"]
    assert 'href="tel:116123"' in html and "0808 2000 247" in html
    assert shown(Client().get("/help/?c=other").text) == ["other"]


@pytest.mark.parametrize("code", ["", "XX", "gb", "<script>alert(1)</script>", "\x00", "a" * 5000])
def test_an_unknown_country_shows_the_page_as_it_is(code: str) -> None:
    got = Client().get("/help/", {"c": code})
    assert got.status_code == 200 and shown(got.text) == []
    assert "<script>alert" not in got.text


def test_every_country_and_line_is_in_the_page() -> None:
    html = Client().get("/help/").text
    cat = catalogue.current()
    assert len(places()) == len(cat.helplines) >= 30
    for country in cat.helplines:
        for line in country.lines:
            assert html.count(f'href="{line.tel}"') >= 2


def test_it_names_the_partner_only_to_an_open_page(alice: Actor) -> None:
    assert "Bob can’t see here" in alice.client().get("/help/").text
    for client in (alice.client(unlocked=False), Client()):
        assert "Your partner can’t see here" in client.get("/help/").text


def test_the_way_out_is_explained_and_the_history_not_promised_away() -> None:
    assert "does not clear the history" in Client().get("/help/").text
    assert "What this does not take away" in Client().get("/help/history/").text
