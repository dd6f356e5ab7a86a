"""Addresses that would carry words in the open, addresses nobody knows, and the headers of every page."""

from typing import Any

import pytest
from django.test import Client

from rekindle.web.middleware import HEADERS

pytestmark = [pytest.mark.urls("rekindle.web.tests.addresses"), pytest.mark.django_db]


@pytest.fixture
def public(settings: Any) -> None:
    settings.ORIGIN = "https://evening.example"
    settings.ALLOWED_HOSTS = ["evening.example", *settings.LOCAL_HOSTS]


@pytest.mark.usefixtures("public")
@pytest.mark.parametrize(
    ("host", "secure", "status"),
    [
        ("evening.example", True, 200),
        ("evening.example", False, 421),
        ("localhost", False, 200),
        ("localhost:8000", False, 200),
        ("127.0.0.1", False, 200),
        ("[::1]:8000", False, 200),
        ("192.168.1.20", False, 421),
        ("other.example", True, 400),
        ("evening.example.evil.example", True, 400),
        ("bad host", False, 400),
    ],
)
def test_words_travel_only_where_they_are_protected(host: str, secure: bool, status: int) -> None:
    page = Client(SERVER_NAME="x", headers={"host": host}).get("/today/", secure=secure)
    assert page.status_code == status
    assert all(page.headers[name] == value for name, value in HEADERS.items())
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


@pytest.mark.usefixtures("public")
def test_the_open_address_leads_to_the_private_one() -> None:
    shown = Client(headers={"host": "evening.example"}).get("/today/").content.decode()
    assert 'href="https://evening.example/"' in shown
    assert "Good evening" not in shown


def test_at_home_another_name_on_the_network_is_refused() -> None:
    page = Client(headers={"host": "192.168.1.20:8000"}).get("/today/")
    assert page.status_code == 421
    assert "REKINDLE_ORIGIN" in page.content.decode()


def test_the_public_address_over_plain_http_is_refused_even_if_it_was_configured(settings: Any) -> None:
    settings.ORIGIN = "http://192.168.1.20:8000"
    settings.ALLOWED_HOSTS = ["192.168.1.20", *settings.LOCAL_HOSTS]
    assert Client(headers={"host": "192.168.1.20:8000"}).get("/today/").status_code == 421


def test_a_page_cannot_weaken_its_headers() -> None:
    page = Client().get("/today/")
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Robots-Tag"].startswith("noindex")
