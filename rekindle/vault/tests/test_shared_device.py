"""A device that others use too: it locks by the row, by the clock of the server, and in the browser itself."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from rekindle.vault.models import Unlock
from tests.cast import PASSPHRASE, actor

pytestmark = pytest.mark.django_db
FIVE_MINUTES = 300


@pytest.fixture
def client() -> Client:
    actor("Alice")
    client = Client()
    client.post("/sign-in/", {"username": "alice", "passphrase": PASSPHRASE, "device": "shared"})
    return client


def is_open(client: Client) -> bool:
    return client.get("/mine/").status_code == 200


def test_the_browser_drops_its_half_after_five_minutes(client: Client) -> None:
    assert client.cookies["vk"]["max-age"] == FIVE_MINUTES
    assert client.cookies["s"]["max-age"] == ""


def test_who_goes_on_stays_open_and_the_half_slides_along(client: Client) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        for _ in range(4):
            clock.shift(timedelta(minutes=3))
            del client.cookies["vk"]["max-age"]
            assert is_open(client) and client.cookies["vk"]["max-age"] == FIVE_MINUTES


def test_a_shared_device_is_made_an_own_one_by_no_row(client: Client) -> None:
    assert is_open(client)
    Unlock.objects.update(shared_device=False)
    assert not is_open(client)
    Unlock.objects.update(shared_device=True)
    assert is_open(client)
