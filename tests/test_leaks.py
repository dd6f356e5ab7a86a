"""What one person keeps to themselves changes nothing that the other can see; accidents leave no words behind."""

import io
import logging
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from rekindle.couples.models import Member
from rekindle.couples.rules import Willing
from rekindle.reveal.models import Answer
from rekindle.reveal.rules import State
from rekindle.safety import gate
from rekindle.vault.models import Keys
from rekindle.vault.store import Vault
from rekindle.web.logs import Bare
from tests.cast import Actor, clear_and_willing, couple
from tests.proofs.doors import TABLE, address
from tests.proofs.world import World

pytestmark = pytest.mark.django_db
NOISE = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")[^"]+|(?<=name="once" value=")[^"]+|(?<=nonce=")[^"]+')
SECRET = "Käfig<words&of one’s own>"


# Why steps for two are closed is nobody's business.


def never_checked(hers: Actor) -> None:
    gate.wish(hers.vault, hers.pair, timezone.now(), together=True)


def said_no(hers: Actor) -> None:
    gate.clear(hers.vault, hers.pair, timezone.now())
    gate.wish(hers.vault, hers.pair, timezone.now(), together=False)


def began_again(hers: Actor) -> None:
    gate.clear(hers.vault, hers.pair, timezone.now())
    gate.wish(hers.vault, hers.pair, timezone.now(), together=True)
    gate.begin(hers.vault, hers.pair, timezone.now())


def ran_out(hers: Actor) -> None:
    gate.clear(hers.vault, hers.pair, timezone.now() - timedelta(days=200))
    gate.wish(hers.vault, hers.pair, timezone.now() - timedelta(days=200), together=True)


def forged(hers: Actor) -> None:
    Member.objects.filter(pk=hers.pair.me.pk).update(willing=bytes(len(hers.pair.me.willing) or 1000))


def nothing_yet(hers: Actor) -> None:
    hers.pair.set_willing(Willing(False, timezone.now().date()))


def says_yes(hers: Actor) -> None:
    clear_and_willing(hers, now=timezone.now())


CAUSES = (never_checked, said_no, began_again, ran_out, forged, nothing_yet)
SHARED_PAGES = ("/today/", "/us/", "/practices/", "/practices/3/", "/check-up/", "/mine/", "/settings/", "/us/part/")


def seen_by(client: Client, pages: tuple[str, ...] = SHARED_PAGES) -> list[tuple[int, str]]:
    """Status and text of every page, without what is new at every visit."""
    answers = [client.get(page) for page in pages]
    return [(answer.status_code, NOISE.sub("", answer.text)) for answer in answers]


def after(client: Client, hers: Actor, cause: Callable[[Actor], None]) -> tuple[list[tuple[int, str]], int]:
    """What he sees after something of hers, and how large her word for both is in the database."""
    with transaction.atomic():
        cause(hers)
        seen = seen_by(client), len(Member.objects.get(pk=hers.pair.me.pk).willing)
        transaction.set_rollback(True)
    return seen


def test_the_partner_sees_the_same_whatever_the_cause() -> None:
    hers, his = couple()
    gate.clear(his.vault, his.pair, timezone.now())
    gate.wish(his.vault, his.pair, timezone.now(), together=True)
    gate.publish(hers.vault, hers.pair, timezone.now().date())
    client = his.client()
    seen = [after(client, hers, cause) for cause in CAUSES]
    assert all(one == seen[0] for one in seen)
    assert all(status == 200 for status, _ in seen[0][0])
    # The reverse: once she is clear and says yes, the pages do differ. So a difference would have been seen.
    assert after(client, hers, says_yes) != seen[0]


def test_whether_the_other_one_has_answered_is_on_no_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = ("/today/", "/us/", *(f"/rounds/{world.rounds[name]}/" for name in ("hers", "empty")))
    bob = world.bob.client()
    before = seen_by(bob, pages)
    with transaction.atomic():
        Answer.objects.filter(round=world.rounds["hers"]).delete()
        without = seen_by(bob, pages)
        transaction.set_rollback(True)
    assert without == before
    # The reverse: a page that told the state as it is known would read otherwise.
    monkeypatch.setattr("rekindle.reveal.listing.shown", lambda now: State.MINE if now is State.THEIRS else now)
    assert seen_by(bob, pages) != before


# Accidents


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """Everything the server would print."""
    printed = io.StringIO()
    for name in ("", "django"):
        for handler in logging.getLogger(name).handlers:
            if type(handler) is logging.StreamHandler:
                monkeypatch.setattr(handler, "stream", printed)
    return printed


def fail(self: Vault, *args: object, **kwargs: object) -> None:
    words = SECRET
    raise RuntimeError(f"cannot keep {words}")


# These end the session, or begin another.
ENDING = ("sign-out", "exit", "lock", "leave", "sign-in", "sign-up", "device-end")


def failing_requests(world: World) -> list[int]:
    client = world.alice.client()
    client.raise_request_exception = False
    posts = [name for name, (_, post) in TABLE.items() if "405" not in post and name not in ENDING]
    fields = dict.fromkeys(("text", "answer", "reply", "note", "code", "slug", "form", "name"), SECRET)
    answers = [client.post(address(world, name), {**fields, "passphrase": SECRET}).status_code for name in posts]
    gets = [client.get(address(world, name), {"q": SECRET}).status_code for name in TABLE if name not in ENDING]
    return answers + gets


def test_accidents_leave_no_words_in_the_log(world: World, log: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Vault, "change", fail)
    monkeypatch.setattr(Vault, "documents", fail)
    assert failing_requests(world).count(500) >= 5
    printed = log.getvalue()
    assert "RuntimeError at" in printed
    assert not any(word in printed for word in ("Käfig", "words", "passphrase", "alice", "wisteria", str(world.note)))


def test_without_the_bare_log_words_would_be_found(
    world: World, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Bare, "filter", lambda self, record: True)
    monkeypatch.setattr(Vault, "change", fail)
    failing_requests(world)
    assert "Käfig" in log.getvalue()


def test_the_page_of_an_accident_shows_nothing_but_what_was_just_written(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = world.alice.client()
    client.raise_request_exception = False
    monkeypatch.setattr(Vault, "change", fail)
    page = client.post("/mine/new/", {"text": "what I just wrote", "passphrase": SECRET})
    assert page.status_code == 500 and "what I just wrote" in page.text
    assert not any(word in page.text for word in ("Käfig", "RuntimeError", "Traceback", "wisteria", "Alice"))


def test_a_keyring_that_is_gone_is_said_calmly_and_shows_nothing(world: World) -> None:
    client = world.alice.client()
    Keys.objects.filter(person=world.alice.person).update(keyring=b"forged")
    page = client.get("/mine/")
    assert page.status_code == 409 and "does not open" in page.text and "wisteria" not in page.text
