"""Six hundred strings that break things, in every field of every form: kept as they are, or refused in one sentence."""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import sync_playwright

from rekindle.accounts.models import Person
from rekindle.mine import views as mine_views
from rekindle.web.forms import UNWRITABLE
from tests.cast import Actor, actor
from tests.chromium import QUIET, executable
from tests.proofs import hostile
from tests.proofs.doors import untouched, visitor
from tests.proofs.hostile import MARKUP, OTHERS, Field, Form, arrived, fill, forms_on, open_pages, send, shown_again
from tests.proofs.readers import view
from tests.proofs.world import World, build

MANY, RUNS = 600, 3
# Where a person's own words go: what is taken must be kept to the letter, what is refused must stay in the page.
OWN = ("text", "answer", "reply", "note", "write-1", "name", "happens", "soft_own", "when", "line")


@pytest.fixture
def world(db: None, settings: Any) -> World:
    settings.EMAIL_URL = "smtp://localhost"
    return build()


class Visit:
    """A form, and the browser it was found in."""

    def __init__(self, one: Actor, client: Client, form: Form) -> None:
        self.one, self.client, self.form = one, client, form


def visits(world: World) -> list[Visit]:
    """Every form there is, each once however many pages it is on."""
    found: dict[tuple[str, ...], Visit] = {}
    for role, pages in open_pages(world).items():
        client, one = visitor(world, role), world.people.get(role, world.alice)
        for page in pages:
            for form in forms_on(client, page):
                found.setdefault(form.key, Visit(one, client, form))
    return list(found.values())


def sendings(world: World) -> Iterator[tuple[Visit, Field, str]]:
    """Every string once, and every field of every form many times; own words get every second one."""
    every = [(visit, field) for visit in visits(world) for field in visit.form.open]
    own = [(visit, field) for visit, field in every if field.name in OWN]
    assert {field.name for _, field in own} == set(OWN) and len(every) > 25
    turns, own_turns = cycle(every), cycle(own)
    for number, text in enumerate(hostile.strings(MANY)):
        visit, field = next(own_turns if number % 2 else turns)
        yield visit, field, text


def complaints(visit: Visit, field: Field, text: str) -> Iterator[str]:
    where = f"{field.name} of {visit.form.action} with {text[:40]!a}"
    with untouched(visit.client):
        answer = send(visit.client, visit.form, fill(visit.form, field, text))
        kept = everything(visit.one) if field.name in OWN and answer.status_code == 302 else None
    if answer.status_code >= 500:
        yield f"{where}: {answer.status_code}"
    elif field.name in OWN:
        yield from (f"{where}: {problem}" for problem in _own(answer, text, kept))


def everything(one: Actor) -> list[str]:
    """Every text that this person can read anywhere, and everybody's name."""
    seen = view(one, timezone.now().date())
    names = list(Person.objects.values_list("name", flat=True))
    return list(_texts([*seen.values(), one.vault.document("draft short"), names]))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inside in value.values():
            yield from _texts(inside)
    elif isinstance(value, list | tuple):
        for inside in value:
            yield from _texts(inside)
    elif hasattr(value, "body"):
        yield from _texts(value.body)


def _own(answer: Any, text: str, kept: list[str] | None) -> Iterator[str]:
    sent = arrived(text)
    if kept is not None:
        if sent.strip() and sent not in kept:
            yield "taken, but not kept as it was"
        if UNWRITABLE.search(sent):
            yield "taken, though it cannot be written"
    elif answer.status_code not in (400, 413):
        yield f"neither taken nor refused: {answer.status_code}"
    elif answer.status_code == 400 and 'role="alert"' not in answer.text:
        yield "refused without a sentence"
    elif answer.status_code == 400 and sent.strip() and not shown_again(sent, answer.text):
        yield "refused, and the words are gone"


def test_there_are_six_hundred_different_ones() -> None:
    found = hostile.strings(MANY)
    assert len(set(found)) == MANY and {*MARKUP, *OTHERS} <= set(found)


def test_no_form_breaks_and_no_word_is_changed(world: World) -> None:
    assert [problem for one in sendings(world) for problem in complaints(*one)] == []


PLACES = ("/practices/{}/?at={}", "/sign-in/?next={}", "/help/?c={}", "/settings/address/?now={}", "/mine/?all={}")


def test_nothing_in_an_address_a_cookie_or_a_header_breaks_a_page(world: World) -> None:
    client = world.alice.client()
    client.raise_request_exception = False
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    for number, text in enumerate([*MARKUP, *OTHERS][::3]):
        odd = hostile.quote_plus(hostile.raw(text[:2000]))
        page = PLACES[number % len(PLACES)].replace("{}", str(world.run), number % len(PLACES) == 0).replace("{}", odd)
        assert client.get(page).status_code < 500, page[:80]
        assert client.get(f"/reset/{odd}/{odd}/").status_code == 404
        plain = text.encode("ascii", "replace").decode().translate(dict.fromkeys((*range(32), 127), "?"))
        odd_headers = dict.fromkeys(("user-agent", "accept-language", "origin", "x-forwarded-proto"), plain[:500])
        assert Client(raise_request_exception=False).get("/sign-in/", headers=odd_headers).status_code < 500
        client.cookies["vk"] = plain[:200]
        assert client.get("/mine/").status_code == 302
        client.cookies["vk"] = cookies["vk"]
    assert client.get("/mine/").status_code == 200


# The reverse: fields that trust what they are given.


def test_a_field_that_trims_or_breaks_would_be_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = next(one for one in visits(world) if one.form.action == "/mine/new/")
    field = next(one for one in visit.form.open if one.name == "text")
    assert list(complaints(visit, field, "   edges   ")) == []
    monkeypatch.setattr(mine_views.NoteForm.base_fields["text"], "strip", True)
    assert any("not kept as it was" in one for one in complaints(visit, field, "   edges   "))
    monkeypatch.setattr("rekindle.web.forms.UNWRITABLE", mine_views.NoteForm)
    assert any("500" in one for one in complaints(visit, field, "anything"))


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_markup_in_a_note_is_only_text(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the page's own policy switched off: it is the second wall, and must not be what holds."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    alice = actor("Alice")
    ids = [alice.vault.add("note", {"text": text}, timezone.now()) for text in MARKUP]
    cookies = [
        {"name": name, "value": one.value, "url": live_server.url} for name, one in alice.client().cookies.items()
    ]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=executable(), args=[*QUIET])
        context = browser.new_context(bypass_csp=True, base_url=live_server.url)
        context.add_cookies(cookies)
        page, said = context.new_page(), []
        page.on("dialog", lambda dialog: said.append(dialog.message))
        for where in ("/mine/", *(f"/mine/{id}/" for id in ids)):
            page.goto(where)
            assert page.title() == "Mine · Rekindle"
            assert page.url == f"{live_server.url}{where}"
        assert page.input_value("textarea") == MARKUP[-1]
        # The reverse: the same words as markup do run here.
        page.set_content(MARKUP[0])
        assert page.title() == "ran"
        browser.close()
    assert said == []
