"""Lock now: one tap on every page but those on which something is being written."""

import pytest
from django.test import Client

from tests.cast import Actor, actor

pytestmark = pytest.mark.django_db
BUTTON = 'action="/lock/"'


@pytest.fixture
def alice() -> Actor:
    return actor("Alice")


@pytest.mark.parametrize("path", ["/today/", "/practices/", "/us/", "/mine/", "/help/"])
def test_it_is_on_every_tab(alice: Actor, path: str) -> None:
    assert BUTTON in alice.client().get(path).content.decode()


def test_it_locks_at_once(alice: Actor) -> None:
    client = alice.client()
    client.post("/lock/")
    assert client.get("/mine/").url.startswith("/unlock/")


def test_it_is_not_beside_words_that_are_not_kept(alice: Actor) -> None:
    assert BUTTON not in alice.client().get("/mine/new/").content.decode()


def test_it_is_not_there_when_nothing_is_open(alice: Actor) -> None:
    assert BUTTON not in Client().get("/help/").content.decode()
    assert BUTTON not in alice.client(unlocked=False).get("/help/").content.decode()
