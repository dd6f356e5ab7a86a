"""The list of devices: one's own only, without anything exact, and each can be ended."""

from uuid import uuid4

import pytest
from django.test import Client

from rekindle.accounts.models import Device
from rekindle.accounts.verbs import device_label
from rekindle.vault.models import Unlock
from tests.cast import PASSPHRASE, Actor, actor

pytestmark = pytest.mark.django_db
AGENT = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"


@pytest.fixture
def alice() -> Actor:
    return actor("Alice")


def phone() -> Client:
    client = Client(headers={"user-agent": AGENT})
    client.post("/sign-in/", {"username": "alice", "passphrase": PASSPHRASE})
    return client


@pytest.mark.parametrize(
    ("agent", "label"),
    [
        (AGENT, "Firefox on Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) Version/18.0 Safari/605.1", "Safari on Mac"),
        ("", "A browser"),
        ("<script>alert(1)</script>" * 50, "A browser"),
    ],
)
def test_a_label_to_know_it_by_and_nothing_more(agent: str, label: str) -> None:
    assert device_label(agent) == label


def test_the_list_shows_my_devices_and_which_is_this(alice: Actor) -> None:
    client, _, bob = alice.client(), phone(), actor("Bob").client()
    page = client.get("/settings/devices/").content.decode()
    assert page.count("/end/") == 2 and page.count("This device") == 1 and "Firefox on Android" in page
    assert bob.get("/settings/devices/").content.decode().count("/end/") == 1


def test_ending_one_signs_it_out_and_locks_it(alice: Actor) -> None:
    here, there = alice.client(), phone()
    other = Device.objects.get(label="Firefox on Android")
    assert there.get("/settings/").status_code == 200
    assert here.post(f"/settings/devices/{other.pk}/end/")["Location"] == "/settings/devices/"
    assert there.get("/settings/")["Location"].startswith("/sign-in/")
    assert here.get("/settings/").status_code == 200 and Unlock.objects.count() == 1
    assert here.post(f"/settings/devices/{other.pk}/end/").status_code == 404


def test_ending_this_one_is_signing_out(alice: Actor) -> None:
    client = alice.client()
    answer = client.post(f"/settings/devices/{Device.objects.get().pk}/end/")
    assert answer.status_code == 302 and "Clear-Site-Data" in answer
    assert client.get("/settings/")["Location"].startswith("/sign-in/") and not Unlock.objects.exists()


def test_nobody_ends_the_device_of_another(alice: Actor) -> None:
    client, bob = alice.client(), actor("Bob").client()
    mine = Device.objects.get(person=alice.person)
    assert bob.post(f"/settings/devices/{mine.pk}/end/").status_code == 404
    assert bob.post(f"/settings/devices/{uuid4()}/end/").status_code == 404
    assert Client().post(f"/settings/devices/{mine.pk}/end/")["Location"] == "/sign-in/"
    assert bob.get(f"/settings/devices/{mine.pk}/end/").status_code == 405
    assert client.get("/settings/").status_code == 200
