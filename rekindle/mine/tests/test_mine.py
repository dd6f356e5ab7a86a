"""Mine: written, read, changed, deleted, taken out; by its owner alone."""

import io
import json
from uuid import uuid4

import pytest
import pyzipper
from django.test import Client
from django.utils import timezone

from rekindle import catalogue
from rekindle.mine.reading import READERS
from rekindle.practice import runs
from rekindle.reveal.rounds import open_round, seat
from tests.cast import NOW, Actor, actor, clear_and_willing, couple

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> Actor:
    return actor("Alice")


def write(client: Client, text: str, once: str = "") -> str:
    return str(client.post("/mine/new/", {"text": text, "once": once or str(uuid4())}).url)


def test_a_note_is_kept_shown_and_found_again(alice: Actor) -> None:
    client = alice.client()
    assert b"I am tired of pretending" in client.get(write(client, "I am tired of pretending")).content
    assert b"I am tired of pretending" in client.get("/mine/").content


def test_a_double_press_keeps_one_note(alice: Actor) -> None:
    client, once = alice.client(), str(uuid4())
    assert write(client, "once", once) == write(client, "once", once)
    assert len(list(alice.vault.newest("note"))) == 1


def test_a_note_can_be_changed_and_deleted(alice: Actor) -> None:
    client = alice.client()
    address = write(client, "first")
    client.post(address, {"text": "second"})
    assert b"second" in client.get(address).content
    client.post(address + "remove/")
    assert client.get(address).status_code == 404 and alice.vault.whole()


def test_a_note_is_found_by_its_owner_alone(alice: Actor) -> None:
    address = write(alice.client(), "mine")
    charlie = actor("Charlie").client()
    assert charlie.get(address).status_code == 404
    assert charlie.post(address, {"text": "x"}).status_code == 404
    assert charlie.post(address + "remove/").status_code == 404


def test_an_empty_note_is_asked_for_words(alice: Actor) -> None:
    answer = alice.client().post("/mine/new/", {"text": "  "})
    assert answer.status_code == 400 and b"Write a few words here." in answer.content


def test_words_written_while_the_vault_locked_itself_are_carried_through(alice: Actor) -> None:
    client = alice.client(unlocked=False)
    answer = client.post("/mine/new/", {"text": "do not lose me", "once": str(uuid4())})
    assert answer.status_code == 403 and b"do not lose me" in answer.content


def test_nothing_of_the_words_is_in_title_or_address(alice: Actor) -> None:
    client = alice.client()
    address = write(client, "secret words")
    page = client.get(address).content.decode()
    assert "secret" not in address and "secret" not in page.partition("<title>")[2].partition("</title>")[0]


def test_every_kind_that_is_kept_has_a_reader(alice: Actor) -> None:
    run = catalogue.current().practices["under-the-anger"]
    id = runs.begin(alice.vault, run, NOW, together=False)
    runs.answer(alice.vault, id, run.steps_for(False)[1], "words", 2)
    write(alice.client(), "a note")
    assert set(alice.vault.keyring.heads) <= set(READERS)


def unpacked(client: Client, passphrase: str = "") -> dict[str, str]:
    answer = client.post("/mine/export/", {"passphrase": passphrase})
    with pyzipper.AESZipFile(io.BytesIO(answer.content)) as file:
        if passphrase:
            file.setpassword(passphrase.encode())
        return {name: file.read(name).decode() for name in file.namelist()}


def test_everything_can_be_taken_out_as_a_page_and_as_data() -> None:
    alice, bob = couple()
    clear_and_willing(alice, bob, now=timezone.now())
    round = open_round(alice.pair, uuid4(), {"kind": "practice", "title": "A time"}, NOW).round
    seat(alice.pair, round.pk).answer({"text": "hers <b>"})
    seat(bob.pair, round.pk).answer({"text": "his"})
    client = alice.client()
    write(client, "only mine")
    files = unpacked(client)
    data = json.loads(files["notes.json"])
    assert data["ours"][0]["theirs"] == {"text": "his"} and data["mine"][0]["lines"][0]["words"] == "only mine"
    assert "only mine" in files["notes.html"] and "hers &lt;b&gt;" in files["notes.html"]


def test_a_file_with_a_passphrase_opens_only_with_it(alice: Actor) -> None:
    client = alice.client()
    write(client, "only mine")
    sealed = client.post("/mine/export/", {"passphrase": "a passphrase for the file"}).content
    assert b"only mine" not in sealed
    assert "only mine" in unpacked(client, "a passphrase for the file")["notes.html"]
    with pytest.raises(RuntimeError), pyzipper.AESZipFile(io.BytesIO(sealed)) as file:
        file.setpassword(b"another")
        file.read("notes.json")
