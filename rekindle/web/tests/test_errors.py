"""Accidents: the right status, one plain page, nothing written is lost, nothing secret is shown."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.test import Client, RequestFactory

from rekindle.web import errors
from rekindle.web.middleware import HEADERS

pytestmark = [pytest.mark.urls("rekindle.web.tests.addresses"), pytest.mark.django_db]
WORDS = "I wanted to say <sorry>, and mean it."


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OperationalError("database is locked"), 503),
        (OperationalError("attempt to write a readonly database"), 503),
        (OperationalError("database or disk is full"), 503),
        (OperationalError("disk I/O error"), 503),
        (RequestDataTooBig(), 413),
        (MultiPartParserError("Invalid boundary"), 400),
        (UnreadablePostError("gone"), 400),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "no"), 400),
    ],
)
def test_known_accidents_have_their_own_page(error: Exception, status: int) -> None:
    answer = errors.answer(error, RequestFactory().post("/", {"text": WORDS}))
    assert answer is not None and answer.status_code == status


@pytest.mark.parametrize("error", [OperationalError("no such table: x"), RuntimeError("x"), PermissionDenied(), None])
def test_mistakes_in_the_programme_are_not_dressed_up(error: Exception | None) -> None:
    assert errors.answer(error, RequestFactory().get("/")) is None


@pytest.mark.parametrize(
    ("path", "status"), [("/locked/", 503), ("/typo/", 500), ("/broken/", 500), ("/nowhere/", 404)]
)
def test_each_accident_through_the_whole_stack(browser: Client, path: str, status: int) -> None:
    page = browser.post(path, {"text": WORDS, "passphrase": "hunter2 hunter2", "choice": "me"})
    assert page.status_code == status
    shown = page.content.decode()
    assert shown.count("<h1>") == 1 and "Quick exit" in shown
    assert "hunter2" not in shown and "csrf" not in shown and "a secret in a message" not in shown
    assert (f"{errors.Kept('text', WORDS).text}".replace("<", "&lt;").replace(">", "&gt;") in shown) is (status >= 500)
    assert all(page.headers[name] == value for name, value in HEADERS.items())


def test_the_server_says_when_to_come_back(browser: Client) -> None:
    assert browser.get("/locked/").headers["Retry-After"] == "10"


def test_a_form_without_its_token_keeps_the_words() -> None:
    page = Client(enforce_csrf_checks=True).post("/write/", {"text": WORDS, "new_passphrase": "hunter2 hunter2"})
    assert page.status_code == 403
    assert "I wanted to say &lt;sorry&gt;, and mean it." in page.content.decode()
    assert "hunter2" not in page.content.decode()


def test_words_from_another_site_are_not_shown() -> None:
    sent = Client(enforce_csrf_checks=True).post("/write/", {"text": WORDS}, headers={"Sec-Fetch-Site": "cross-site"})
    assert sent.status_code == 403
    assert "I wanted to say" not in sent.content.decode()


def test_too_much_is_one_sentence(browser: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    page = browser.post("/write/", {"text": "x" * 2000})
    assert page.status_code == 413
    assert "too long" in page.content.decode()


def test_too_many_fields_are_too_much(browser: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    assert browser.post("/write/", {f"f{n}": "x" for n in range(9)}).status_code == 413


def test_a_broken_form_is_not_a_crash(browser: Client) -> None:
    page = browser.post("/write/", b"--x\r\nnonsense", content_type="multipart/form-data; boundary=\xff\xfe")
    assert page.status_code == 400


@pytest.mark.parametrize("status", ["400", "403", "403_csrf", "404", "413", "500", "503"])
def test_error_pages_stand_alone(status: str) -> None:
    shown = errors.page(RequestFactory().get("/"), int(status[:3]), template=f"{status}.html").content.decode()
    assert shown.count("<h1>") == 1 and "<title>" in shown
    assert "!" not in shown.replace("<!doctype", "")
