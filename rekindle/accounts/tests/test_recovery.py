"""The recovery code: shown once, kept only when it is on paper, and what it gives back."""

import re

import pytest
from django.test import Client

from rekindle.accounts.views.own import NOT_YOURS
from rekindle.accounts.views.resetting import NOT_THE_CODE
from rekindle.vault.models import Keys
from rekindle.vault.patience import TRIES, WAIT
from tests.cast import NOW, PASSPHRASE, Actor, actor

pytestmark = pytest.mark.django_db
NEW = "quarry lemon bishop canal frost"
PAGE = "/settings/recovery/"


@pytest.fixture
def alice() -> Actor:
    return actor("Alice")


def shown(client: Client, path: str = PAGE) -> list[str]:
    page = client.get(path).content.decode()
    return re.findall(r"<li>([a-z]+)</li>", page.partition("<ol class")[2].partition("</ol>")[0])


def keep(client: Client, words: list[str], **more: str):  # type: ignore[no-untyped-def]
    return client.post(PAGE, {"code": " ".join(words), "word": words[6], "passphrase": PASSPHRASE, **more})


def has_code(one: Actor) -> bool:
    return Keys.objects.get(person=one.person).by_recovery is not None


def reset(code: str, username: str = "alice", **more: str):  # type: ignore[no-untyped-def]
    client = Client()
    return client, client.post("/reset/code/", {"username": username, "code": code, "passphrase": NEW, **more})


def test_fifteen_words_another_time_other_ones_and_nothing_kept_yet(alice: Actor) -> None:
    client = alice.client()
    first, second = shown(client), shown(client)
    assert len(first) == 15 and first != second and not has_code(alice)


def test_word_seven_and_the_passphrase_keep_it(alice: Actor) -> None:
    client = alice.client()
    words = shown(client)
    for wrong in ({"word": words[5] + "x"}, {"word": ""}, {"passphrase": "not this one at all"}, {"passphrase": ""}):
        page = keep(client, words, **wrong)
        assert page.status_code == 400 and page.content.decode().count(f"<li>{words[0]}</li>") == 1
        assert not has_code(alice)
    assert keep(client, words, word=f" {words[6].upper()} ")["Location"] == "/settings/"
    assert has_code(alice)


def test_the_wrong_passphrase_is_named_and_counted(alice: Actor) -> None:
    client = alice.client()
    words = shown(client)
    for _ in range(TRIES):
        assert NOT_YOURS in keep(client, words, passphrase="not this one at all").content.decode()
    assert WAIT in keep(client, words).content.decode() and not has_code(alice)


@pytest.mark.parametrize("code", ["", "a b c", " ".join(["abandon"] * 15), "x" * 401])
def test_a_code_that_is_none_is_not_kept(alice: Actor, code: str) -> None:
    page = alice.client().post(PAGE, {"code": code, "word": "abandon", "passphrase": PASSPHRASE})
    assert page.status_code == 400 and not has_code(alice)


def test_after_signing_up_it_leads_on_and_later_is_fine(alice: Actor) -> None:
    client = alice.client()
    assert 'name="first" value="1"' in client.get(PAGE + "?first=1").content.decode()
    assert keep(client, shown(client), first="1")["Location"] != "/settings/"


def test_the_code_brings_everything_back_with_a_new_passphrase(alice: Actor) -> None:
    alice.vault.add("note", {"text": "x"}, NOW)
    client = alice.client()
    words = shown(client)
    keep(client, words)
    fresh, answer = reset(" ".join(words))
    assert answer.status_code == 302 and fresh.get("/settings/").status_code == 200
    assert client.get("/settings/")["Location"].startswith("/sign-in/")
    other = Client()
    assert other.post("/sign-in/", {"username": "alice", "passphrase": PASSPHRASE}).status_code == 400
    assert other.post("/sign-in/", {"username": "alice", "passphrase": NEW}).status_code == 302
    assert other.get("/settings/").status_code == 200 and b". x</span>" in other.get("/mine/").content


def test_the_new_code_takes_the_place_of_the_old_one(alice: Actor) -> None:
    client = alice.client()
    old, new = shown(client), shown(client)
    keep(client, old)
    keep(client, new)
    assert reset(" ".join(old))[1].status_code == 400 and reset(" ".join(new))[1].status_code == 302


def test_a_wrong_code_an_unknown_name_and_no_code_look_the_same(alice: Actor) -> None:
    bob = actor("Bob").client()
    keep(bob, shown(bob))
    code = " ".join(shown(alice.client()))
    for name in ("alice", "bob", "nobody"):
        for text in (code, "fifteen words that are none"):
            _, page = reset(text, name)
            assert page.status_code == 400 and NOT_THE_CODE.replace("’", "'") in page.content.decode()


def test_codes_cannot_be_tried_for_ever(alice: Actor) -> None:
    client = alice.client()
    words = shown(client)
    keep(client, words)
    for _ in range(TRIES):
        reset("not the code")
    assert WAIT in reset(" ".join(words))[1].content.decode()


def test_a_new_passphrase_made_of_the_name_is_refused_before_the_code_is_tried(alice: Actor) -> None:
    _, page = reset("x", username="rosalind", passphrase="Rosalind Rosalind 12")
    assert page.status_code == 400 and NOT_THE_CODE not in page.content.decode()
