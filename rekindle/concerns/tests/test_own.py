"""A concern for oneself alone: the whole of it is in the own vault, and nothing anywhere else tells of it."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.apps import apps
from django.test import Client
from django.utils import timezone

from rekindle.concerns import drafts, waiting
from rekindle.safety import gate
from tests.cast import NOW, Actor, actor, clear_and_willing, couple

pytestmark = pytest.mark.django_db
WORDS = "the drawer with the letters"


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def begin(client: Client, title: str = "The drawer") -> str:
    form = {"title": title, "how": "alone", "once": str(uuid4())}
    answer = client.post("/us/concerns/new/", form)
    assert answer.status_code == 302 and client.post("/us/concerns/new/", form)["Location"] == answer["Location"]
    return str(answer["Location"]).removesuffix("1/")


def walk(client: Client, base: str, **said: str) -> list[str]:
    """Through all screens, one after the other; their titles."""
    titles, n = [], 1
    while True:
        page = client.get(f"{base}{n}/").text
        titles.append(re.findall(r"<h1[^>]*>(.*?)</h1>", page)[0])
        if "Done for now" in page:
            return titles
        names = set(re.findall(r'name="([a-z_]+)"', page)) & set(said)
        answer = client.post(f"{base}{n}/", {name: said[name] for name in names})
        assert answer["Location"] == f"{base}{n + 1}/"
        n += 1


def test_it_is_asked_screen_by_screen_and_looked_back_at() -> None:
    alice = actor("Alice")
    gate.clear(alice.vault, None, timezone.now())
    client = alice.client()
    base = begin(client)
    titles = walk(
        client, base, happens=WORDS, hard="Anger", stress="Work", half="I count", need="rest", **{"try": "ask"}
    )
    assert titles[-4:-1] == ["What is your half of it?", "What do you need?", "What will you try yourself?"]
    assert "How does it get into this: work?" in titles and "How does it go round?" in titles
    answer = client.post(f"{base}{len(titles)}/", {"look_back": "14"})
    item = answer["Location"]
    page = client.get(item).text
    assert WORDS in page and "Go on with it" in page and base in page
    assert "The drawer" in client.get("/mine/").text
    assert waiting.own(alice.vault, NOW.date()) == []
    with time_machine.travel(NOW + timedelta(days=14)):
        (due,) = waiting.own(alice.vault, timezone.localdate())
    assert due.title == "The drawer" and due.url == item
    assert client.post(f"{item}remove/").status_code == 302
    assert client.get(item).status_code == client.get(f"{base}1/").status_code == 404


def test_no_circle_is_asked_of_somebody_whose_check_is_not_clear() -> None:
    client = actor("Alice").client()
    titles = walk(client, begin(client), happens=WORDS)
    assert "How does it go round?" not in titles and "What is your half of it?" not in titles
    assert "The private questions" in client.get(f"{begin(client, 'x')}9/").text


def test_without_that_guard_it_would_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rekindle.concerns.asking.GUARDED", ())
    client = actor("Alice").client()
    assert "What is your half of it?" in walk(client, begin(client), happens=WORDS)


def rows() -> dict[str, int]:
    found = [
        model for room in ("ledger", "moments", "reveal", "couples") for model in apps.get_app_config(room).get_models()
    ]
    return {model.__name__: model.objects.count() for model in found}


def seen_by(one: Actor) -> list[str]:
    client = one.client()
    pages = ("/us/", "/us/concerns/", "/us/concerns/new/", "/today/", "/mine/")
    return [re.sub(r'value="[^"]{20,}"|nonce="[^"]*"', "", client.get(page).text) for page in pages]


def test_the_partner_sees_the_same_pages_as_before() -> None:
    alice, bob = couple()
    clear_and_willing(alice, bob)
    before, his = rows(), seen_by(bob)
    client = alice.client()
    base = begin(client)
    walk(client, base, happens=WORDS)
    assert rows() == before and seen_by(bob) == his
    assert bob.client().get(f"{base}1/").status_code == 404
    assert WORDS not in client.get("/us/").text + client.get("/us/concerns/").text
    # The reverse: something for both is seen.
    client.post("/us/concerns/new/", {"title": "For both", "how": "together", "once": str(uuid4())})
    assert rows() != before and seen_by(bob) != his


def test_somebody_alone_is_offered_nothing_for_two() -> None:
    client = actor("Alice").client()
    assert 'value="together"' not in client.get("/us/concerns/new/").text
    answer = client.post("/us/concerns/new/", {"title": "x", "how": "together", "once": str(uuid4())})
    assert answer.status_code == 400


def test_what_cannot_be_kept_stays_in_the_page() -> None:
    client = actor("Alice").client()
    base = begin(client)
    answer = client.post(f"{base}1/", {"happens": "a\x00b"})
    assert answer.status_code == 400 and "can’t be kept" in answer.text
    assert client.post(f"{base}99/", {"look_back": "3000"}).status_code == 400
    assert client.post(f"{base}1/", {"happens": WORDS, "go": "leave"})["Location"].startswith("/mine/")
    assert client.post(f"{base}2/", {"go": "back"})["Location"] == f"{base}1/"
    assert WORDS in client.get(f"{base}1/").text


def test_a_draft_of_a_side_is_found_under_mine() -> None:
    alice, _ = couple()
    concern = uuid4()
    drafts.keep_side(alice.vault, concern, "Sundays", {"happens": WORDS}, NOW)
    drafts.keep_side(alice.vault, concern, "Sundays", {"happens": WORDS + " again"}, NOW)
    client = alice.client()
    page = client.get("/mine/").text
    assert page.count("My side, not sealed: Sundays") == 1
    item = re.findall(r"/mine/[0-9a-f-]{36}/", page)[0]
    assert f"/us/concerns/{concern}/side/1/" in client.get(item).text
    drafts.drop_side(alice.vault, concern)
    assert client.get(item).status_code == 404
