"""Every address, every method, six people: who comes in, what they see, and what every answer carries."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import clear_url_caches, path
from django.views.decorators.http import require_safe

from rekindle import urls
from rekindle.accounts.models import Device
from rekindle.accounts.views import own as own_views
from rekindle.mine import views as mine_views
from rekindle.web import middleware
from tests.cast import Actor
from tests.proofs import doors
from tests.proofs.doors import OTHER_METHODS, ROLES, TABLE, Knock, address, complaints, knock_at, visitor
from tests.proofs.world import World

pytestmark = pytest.mark.django_db


def told(world: World, role: str, methods: tuple[str, ...], names: Any = TABLE) -> list[str]:
    client = visitor(world, role)
    found = []
    for name in names:
        where = address(world, name)
        for method in methods:
            found += complaints(world, knock_at(client, Knock(role, method, name), where))
    return found


def test_the_table_knows_every_address() -> None:
    assert doors.unlisted() == []


@pytest.mark.parametrize("role", ROLES)
def test_every_door(world: World, role: str) -> None:
    assert told(world, role, ("GET", "POST", *OTHER_METHODS)) == []


def test_every_door_says_the_same_about_what_was_never_there(world: World) -> None:
    """A stranger learns nothing from an address: Alice’s things and made-up ones look alike."""
    client = visitor(world, "charlie")
    for name in ("step", "round", "us-check-up-result", "us-compare", "mine-item", "talk", "live"):
        hers = client.get(address(world, name))
        made_up = client.get(re.sub(r"[0-9a-f]{8}-", "00000000-", address(world, name), count=1))
        assert hers.status_code == made_up.status_code == 404
        assert NOISE.sub("", hers.text) == NOISE.sub("", made_up.text)


NOISE = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")[^"]+|(?<=nonce=")[^"]+')


def posts() -> Iterator[str]:
    return (name for name, (_, post) in TABLE.items() if "405" not in post)


def strict(actor: Actor) -> Client:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies = actor.client().cookies
    return client


def test_no_form_without_its_token_or_from_elsewhere_comes_through(world: World) -> None:
    client = strict(world.alice)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get("/mine/new/").text)
    assert token
    for name in posts():
        where, sent = address(world, name), {"csrfmiddlewaretoken": token[1]}
        assert client.post(where).status_code == 403, name
        for origin in ("https://evil.example", "http://testserver:9", "null"):
            assert client.post(where, sent, headers={"origin": origin}).status_code == 403, (name, origin)
    own = client.post("/help/check/begin/", {"csrfmiddlewaretoken": token[1]}, headers={"origin": "http://testserver"})
    assert own.status_code == 204


def test_cookies_carry_every_flag(world: World) -> None:
    for secure in (False, True):
        with override_settings(HTTPS=secure, SESSION_COOKIE_SECURE=secure, CSRF_COOKIE_SECURE=secure):
            cookies = world.alice.client().cookies
            assert {"s", "vk", "c"} <= set(cookies)
            for cookie in cookies.values():
                assert cookie["httponly"] and cookie["samesite"] == "Strict" and not cookie["domain"]
                assert cookie["path"] == "/" and bool(cookie["secure"]) is secure


def test_addresses_are_words_of_ours_and_numbers() -> None:
    for pattern in doors.patterns():
        assert re.fullmatch(r"([a-z-]+/?|<(uuid|int):\w+>/|<slug:form>/|<str:(uid|token)>/)*", str(pattern.pattern))


# The reverse of each: a guard is taken away, and somebody complains.


def test_an_address_nobody_listed_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, path("back-door/", mine_views.mine, name="new")])
        clear_url_caches()
        assert doors.unlisted() == ["new"]
    finally:
        monkeypatch.undo()
        clear_url_caches()


def test_a_view_that_asks_nobody_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    open_to_all = require_safe(mine_views.mine.__wrapped__.__wrapped__)
    pattern = next(one for one in doors.patterns() if one.name == "mine")
    monkeypatch.setattr(pattern, "callback", open_to_all)
    assert any("instead of in" in one for one in told(world, "nobody", ("GET",), ["mine"]))
    assert any("instead of un" in one for one in told(world, "locked", ("GET",), ["mine"]))


def test_a_device_of_somebody_else_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.alice.client()
    monkeypatch.setattr(own_views, "get_object_or_404", lambda _, pk: Device.objects.get(pk=pk))
    assert told(world, "charlie", ("POST",), ["device-end"])


def test_words_of_somebody_else_are_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    hers = world.alice.vault.get(world.note, "note")
    monkeypatch.setattr(mine_views, "_find", lambda vault, id: hers)
    assert any("shows wisteria" in one for one in told(world, "charlie", ("GET",), ["mine-item"]))


def test_a_header_that_is_missing_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(middleware.HEADERS, "Cache-Control", "public")
    client = visitor(world, "nobody")
    answer = knock_at(client, Knock("nobody", "GET", "welcome"), "/")
    monkeypatch.undo()
    assert any("Cache-Control" in one for one in complaints(world, answer))
