"""Mail through a real SMTP server: what it says, what its links do, and that nothing breaks without it."""

import re
import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings as real
from django.test import Client

from rekindle.accounts import mail, verbs
from rekindle.accounts.models import Person
from rekindle.vault.patience import TRIES
from tests.cast import PASSPHRASE, Actor, actor

pytestmark = pytest.mark.django_db
NEW = "quarry lemon bishop canal frost"
ADDRESS = "mira@example.org"


class Box(list[Message]):
    """A mail server's handler that keeps what arrives."""

    async def handle_DATA(self, server: object, session: object, envelope) -> str:  # type: ignore[no-untyped-def]
        self.append(message_from_bytes(envelope.content))
        return "250 OK"

    def link(self) -> str:
        """The path in the newest mail."""
        text = str(self[-1].get_payload(decode=True), "utf-8")  # type: ignore[arg-type]
        found = re.search(r"^https?://\S+", text, re.MULTILINE)
        assert found
        return found[0].removeprefix(real.ORIGIN)


def through(settings, port: int) -> None:  # type: ignore[no-untyped-def]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_URL, settings.EMAIL_HOST, settings.EMAIL_PORT = "smtp://here", "127.0.0.1", port


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def box(settings) -> Iterator[Box]:  # type: ignore[no-untyped-def]
    box, port = Box(), free_port()
    server = Controller(box, hostname="127.0.0.1", port=port, server_hostname="here")
    server.start()
    through(settings, port)
    yield box
    posted()
    server.stop()


def posted() -> None:
    """Wait until the outbox is empty: it sends one by one."""
    mail.outbox.submit(int).result(20)


@pytest.fixture
def mira() -> Actor:
    return actor("Mira")


def verified(one: Actor) -> Actor:
    verbs.set_email(one.person, ADDRESS)
    assert verbs.verify_email(one.person)
    return one


def ask(address: str):  # type: ignore[no-untyped-def]
    answer = Client().post("/reset/", {"email": address})
    posted()
    return answer


def test_an_address_is_verified_by_its_mail_and_a_button(mira: Actor, box: Box) -> None:
    client = mira.client()
    assert client.post("/settings/address/", {"email": "Mira@Example.org"})["Location"].endswith("?now=sent")
    assert "not confirmed yet" in client.get("/settings/address/").content.decode()
    # A scanner that follows links changes nothing.
    assert Client().get(box.link()).status_code == 200 and not Person.objects.get().email_verified
    assert "The address is yours" in Client().post(box.link()).content.decode()
    assert Person.objects.get().email_verified and Client().get(box.link()).status_code == 404
    assert box[-1]["To"] == ADDRESS


def test_from_a_forgotten_passphrase_to_a_new_one(mira: Actor, box: Box) -> None:
    verified(mira)
    ask("MIRA@example.org")
    client = Client()
    assert client.post(box.link(), {"passphrase": NEW})["Location"] == "/unlock/"
    assert Client().post("/sign-in/", {"username": ADDRESS, "passphrase": NEW}).status_code == 302
    assert Client().get(box.link()).status_code == 404


def test_a_mail_names_nothing_and_nobody(mira: Actor, box: Box, settings) -> None:  # type: ignore[no-untyped-def]
    settings.ORIGIN = "https://notes.example.org"
    ask(str(verified(mira).person.email))
    verbs.set_email(mira.person, ADDRESS)
    verbs.welcome_mail(mira.person)
    posted()
    assert len(box) == 2
    for message in box:
        text = f"{message['Subject']} {message['From']} {message.get_payload()}".lower()
        for word in ("rekindle", "mira", "partner", "couple", "relationship", "love", "passphrase", "reset your"):
            assert word not in text.replace(ADDRESS, "")
        assert message.get_content_type() == "text/plain" and not message["Reply-To"]


def test_unknown_and_unverified_addresses_get_the_same_page_and_no_mail(mira: Actor, box: Box) -> None:
    def page(address: str) -> str:
        return str(ask(address).content.decode())

    verbs.set_email(mira.person, ADDRESS)
    unverified, unknown = page(ADDRESS), page("nobody@example.org")
    assert not box
    assert verbs.verify_email(mira.person)
    assert page(ADDRESS) == unverified == unknown and len(box) == 1


def test_the_answer_does_not_wait_for_the_mail(mira: Actor, monkeypatch: pytest.MonkeyPatch, box: Box) -> None:
    verified(mira)
    later: list[object] = []
    monkeypatch.setattr(mail.outbox, "submit", lambda *job: later.append(job))
    Client().post("/reset/", {"email": ADDRESS})
    assert len(later) == 1 and not box
    monkeypatch.undo()


def test_nobody_is_flooded(mira: Actor, box: Box) -> None:
    verified(mira)
    for _ in range(TRIES + 5):
        assert ask(ADDRESS).status_code == 200
    assert len(box) == TRIES


@pytest.mark.parametrize("text", ["", "mira", "a@b\n.org", "x" * 300 + "@example.org", "<b>@example.org", "\x00@a.org"])
def test_what_is_no_address_gets_one_sentence(mira: Actor, box: Box, text: str) -> None:
    assert ask(text).status_code == 400
    if text:
        assert mira.client().post("/settings/address/", {"email": text}).status_code == 400
    assert not box


def test_an_empty_field_removes_the_address(mira: Actor, box: Box) -> None:
    client = verified(mira).client()
    assert client.post("/settings/address/", {"email": ""})["Location"].endswith("?now=removed")
    assert Person.objects.get().email is None and not Person.objects.get().email_verified


def test_the_same_address_once_more_stays_confirmed(mira: Actor, box: Box) -> None:
    client = verified(mira).client()
    assert client.post("/settings/address/", {"email": ADDRESS})["Location"].endswith("?now=kept")
    assert Person.objects.get().email_verified and not box


def test_an_address_belongs_to_whoever_opens_its_mail(mira: Actor, box: Box) -> None:
    bob = actor("Bob")
    for one in (bob, mira):
        one.client().post("/settings/address/", {"email": ADDRESS})
    theirs, hers = (str(message.get_payload()) for message in box)
    assert theirs != hers
    assert Client().post(box.link()).status_code == 200
    box.pop()
    taken = Client().post(box.link())
    assert taken.status_code == 409 and "in use" in taken.content.decode()
    assert Person.objects.get(email_verified=True).name == "Mira"


def test_an_address_used_as_a_name_is_asked_about_at_sign_up(box: Box) -> None:
    person, _ = verbs.create(uuid4(), ADDRESS, "Mira", None, PASSPHRASE)
    verbs.welcome_mail(person)
    posted()
    assert person.email == ADDRESS and not person.email_verified
    Client().post(box.link())
    assert Person.objects.get().email_verified
    plain, _ = verbs.create(uuid4(), "mira@home", "Mira", None, PASSPHRASE)
    verbs.welcome_mail(plain)
    posted()
    assert plain.email is None and len(box) == 1


def test_a_server_that_is_down_is_one_sentence(mira: Actor, settings) -> None:  # type: ignore[no-untyped-def]
    through(settings, 1)
    client = mira.client()
    answer = client.post("/settings/address/", {"email": ADDRESS}, follow=True)
    assert answer.status_code == 200 and "could not be sent now" in answer.content.decode()
    assert Person.objects.get().email == ADDRESS
    assert verbs.verify_email(Person.objects.get())
    answer = ask(ADDRESS)
    assert answer.status_code == 200 and "e-mail may be down" in answer.content.decode()


def test_without_mail_set_up_an_address_is_kept_and_nothing_is_sent(mira: Actor, mailoutbox: list[object]) -> None:
    answer = mira.client().post("/settings/address/", {"email": ADDRESS}, follow=True)
    assert "This server sends no e-mail" in answer.content.decode()
    verbs.welcome_mail(mira.person)
    ask(ADDRESS)
    assert not mailoutbox
