"""What every page is told."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from rekindle.web import context

pytestmark = pytest.mark.urls("rekindle.web.tests.addresses")


def request(url_name: str = "today", signed_in: bool = True, **values: Any) -> HttpRequest:
    made = RequestFactory().get("/")
    made.user = SimpleNamespace(is_authenticated=signed_in, pk=7)  # type: ignore[assignment]
    made.resolver_match = SimpleNamespace(url_name=url_name)  # type: ignore[assignment]
    for name, value in values.items():
        setattr(made, name, value)
    return made


@pytest.mark.parametrize(
    ("url_name", "tab"),
    [("today", "today"), ("us-moments", "us"), ("practice-step", "practices"), ("help", "help"), ("sign-in", ""),
     ("settings-devices", "settings"), ("username", "")],
)  # fmt: skip
def test_the_tab_follows_the_name_of_the_address(url_name: str, tab: str) -> None:
    assert context.page(request(url_name))["tab"] == tab


def test_nobody_is_nobody() -> None:
    page = context.page(request(signed_in=False, vault=object()))
    assert (page["person"], page["unlocked"], page["me"], page["partner"]) == (None, False, "", "")


def test_a_locked_vault_is_not_open() -> None:
    assert context.page(request(vault=None))["unlocked"] is False
    assert context.page(request(vault=object()))["unlocked"] is True


def test_the_partner_has_the_name_that_the_couple_knows() -> None:
    assert context.page(request(couple_view=SimpleNamespace(partner_name="Jonah")))["partner"] == "Jonah"


def test_the_word_for_a_person_tells_nothing_and_stays() -> None:
    mine = context.page(request())["me"]
    other = request()
    other.user.pk = 8
    assert mine == context.page(request())["me"] != context.page(other)["me"]
    assert len(mine) == 12


def test_addresses_that_are_missing_have_a_way_round(settings: Any) -> None:
    page = context.page(request())
    assert [place.name for place in page["places"]] == ["today", "practices", "us", "mine", "help"]
    assert page["exit_url"] == "/exit/"
    assert context.url("nowhere", settings.EXIT_URL) == settings.EXIT_URL


def test_a_neutral_name_is_the_whole_title_of_the_tab(settings: Any) -> None:
    assert context.page(request())["discreet"] is False
    settings.SITE_TITLE = "Notes"
    assert context.page(request())["discreet"] is True


def test_a_request_that_failed_early_still_has_its_values() -> None:
    assert context.page(RequestFactory().get("/"))["person"] is None
