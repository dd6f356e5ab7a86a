"""Making an account, and answering an invitation."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from rekindle.accounts.models import Person
from rekindle.couples import invitations
from rekindle.couples.models import Member
from rekindle.measures import checkup
from tests.cast import PASSPHRASE, Actor, actor, couple

pytestmark = pytest.mark.django_db
ANSWERS = '{"areas":{"empathy":[2,3]},"csi-4":[1,2,1,1]}'


def form(**change: str) -> dict[str, str]:
    return {
        "name": "Mira",
        "username": "mira",
        "passphrase": PASSPHRASE,
        "device": "own",
        "adult": "on",
        "once": str(uuid4()),
    } | change


def vault_of(client: Client) -> object:
    return client.get("/today/").wsgi_request.vault


def test_a_new_account_is_signed_in_unlocked_and_asked_about_a_recovery_code() -> None:
    client = Client()
    assert client.post("/sign-up/", form()).url == "/settings/recovery/?first=1"
    assert client.get("/mine/").status_code == 200


def test_what_a_guest_found_is_carried_over_sealed() -> None:
    client = Client()
    client.post("/sign-up/", form(answers=ANSWERS))
    assert checkup.standing(vault_of(client))["areas"] == {"empathy": [2, 3]}


def test_answers_that_were_tampered_with_are_left_out() -> None:
    client = Client()
    assert client.post("/sign-up/", form(answers="{")).status_code == 302
    assert checkup.standing(vault_of(client))["areas"] == {}


def test_a_form_sent_twice_makes_one_account() -> None:
    client, sent = Client(), form()
    client.post("/sign-up/", sent)
    assert client.post("/sign-up/", sent).status_code == 302
    assert Person.objects.count() == 1


def test_someone_elses_form_key_opens_nothing() -> None:
    alice = actor("Alice")
    answer = Client().post(
        "/sign-up/", form(username="eve", once=str(alice.person.pk), passphrase="wrong words but long enough here")
    )
    assert answer.status_code != 500 and Person.objects.get(pk=alice.person.pk).username == "alice"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"passphrase": "short"}, "at least 15 characters"),
        ({"passphrase": "miramiramiramira1987"}, "names or numbers"),
        ({"username": "a"}, "2 to 150 characters"),
        ({"adult": ""}, "for adults"),
        ({"name": ""}, "Write a few words"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_the_rest_is_kept(change: dict[str, str], sentence: str) -> None:
    answer = Client().post("/sign-up/", form(answers=ANSWERS, **change))
    page = answer.content.decode()
    assert answer.status_code == 400 and sentence in page
    assert "&quot;areas&quot;" in page and PASSPHRASE not in page and not Person.objects.exists()


@pytest.fixture
def invited() -> tuple[Actor, str]:
    alice = actor("Alice")
    return alice, invitations.invite(alice.person, timezone.now())


def test_the_invited_one_first_sees_what_this_is_without_an_account(invited: tuple[Actor, str]) -> None:
    page = Client().post("/join/", {"token": f"http://localhost:8000/join/#{invited[1]}"}).content.decode()
    assert "Alice has invited you" in page and "What Alice never sees" in page
    assert not Member.objects.exists()


def test_signing_up_from_an_invitation_makes_two_people(invited: tuple[Actor, str]) -> None:
    Client().post("/sign-up/", form(token=invited[1]))
    assert {member.name for member in Member.objects.all()} == {"Alice", "Mira"}


def test_someone_with_an_account_joins_with_it(invited: tuple[Actor, str]) -> None:
    bob = actor("Bob")
    assert bob.client().post("/join/accept/", {"token": invited[1]}).url == "/us/words/"


def test_saying_no_tells_nobody_and_changes_nothing(invited: tuple[Actor, str]) -> None:
    page = Client().post("/join/", {"token": invited[1], "no": "1"})
    assert b"Nobody is told" in page.content and not Member.objects.exists()


@pytest.mark.parametrize("token", ["", "x", "\x00", "é" * 500, "🙂"])
def test_a_token_that_opens_nothing_says_so(token: str) -> None:
    answer = Client().post("/join/", {"token": token})
    assert answer.status_code == 404 and b"does not work any more" in answer.content


def test_an_invitation_used_up_still_leaves_a_good_account(invited: tuple[Actor, str]) -> None:
    Client().post("/sign-up/", form(token=invited[1]))
    answer = Client().post("/sign-up/", form(username="jonah", name="Jonah", token=invited[1]))
    assert b"Your account is fine" in answer.content and Person.objects.filter(username="jonah").exists()


def test_two_people_cannot_be_joined_by_a_third(invited: tuple[Actor, str]) -> None:
    bob, _ = couple("Bob", "Bea")
    answer = bob.client().post("/join/accept/", {"token": invited[1]})
    assert answer.status_code == 409
