"""Who gets a socket: a page of this very site, whose ordinary page is there for it."""

import asyncio

import pytest
from django.test import override_settings

from rekindle.live import hub, sockets
from rekindle.live.tests.calling import ORIGIN, Call, House

pytestmark = pytest.mark.usefixtures("quick")

FOREIGN = [
    None,
    "null",
    "",
    "http://evil.example",
    "http://localhost",
    "http://localhost:8001",
    "https://localhost:8000",
    "http://127.0.0.1:8000",
    "http://localhost.evil.example:8000",
    "http://LOCALHOST:8000",
    "http://localhost:8000/",
    "http://user@localhost:8000",
    "http://localhost:8000, http://evil.example",
]


async def outcome(house: House, **how: str | None) -> tuple[bool, int]:
    """Whether it was let in, and how often the pages were asked."""
    call = Call(house, **how)
    await call.until(1)
    if call.accepted:
        await call.leave()
    return call.accepted, len(house.asked)


@pytest.mark.parametrize("origin", FOREIGN)
@pytest.mark.parametrize("hosts", [["localhost"], ["*"]])
def test_another_site_is_refused_before_anything_is_asked(origin: str | None, hosts: list[str]) -> None:
    with override_settings(ORIGIN=ORIGIN, ALLOWED_HOSTS=hosts):
        assert asyncio.run(outcome(House(), origin=origin)) == (False, 0)


@pytest.mark.parametrize("origin", FOREIGN)
def test_without_the_look_at_the_origin_it_would_come_in(origin: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "own_origin", lambda scope: True)
    with override_settings(ORIGIN=ORIGIN):
        assert asyncio.run(outcome(House(), origin=origin)) == (True, 1)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (ORIGIN, ORIGIN),
        ("https://Home.Example", "https://home.example"),
        ("https://home.example:443", "https://home.example"),
        ("http://home.example:80", "http://home.example"),
        ("https://home.example:8443", "https://home.example:8443"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_the_own_site_comes_in_as_browsers_write_it(address: str, said: str) -> None:
    with override_settings(ORIGIN=address):
        assert asyncio.run(outcome(House(), origin=said)) == (True, 1)


@override_settings(ORIGIN=ORIGIN)
@pytest.mark.parametrize("status", [302, 400, 403, 404, 421, 500, 503])
def test_what_the_page_refuses_the_socket_refuses(status: int) -> None:
    assert asyncio.run(outcome(House(status=status))) == (False, 1)


@override_settings(ORIGIN=ORIGIN)
@pytest.mark.parametrize("how", [{"cookie": "c=other"}, {"cookie": None}, {"thread": "talk"}, {"thread": "../healthz"}])
def test_what_cannot_be_anybodys_is_refused_without_asking(how: dict[str, str]) -> None:
    assert asyncio.run(outcome(House(), **how)) == (False, 0)


@override_settings(ORIGIN=ORIGIN)
def test_two_sets_of_cookies_are_none() -> None:
    scope = {"headers": [(b"cookie", b"s=mine"), (b"cookie", b"s=yours")]}
    assert sockets.session_of(scope) == "" and sockets.session_of({"headers": scope["headers"][:1]}) == "mine"


@override_settings(ORIGIN=ORIGIN)
def test_the_page_is_asked_as_this_browser_would_and_counts_as_nobody_being_here() -> None:
    house = House()
    asyncio.run(outcome(house, **{"x-forwarded-proto": "https", "content-length": "9"}))
    (scope,) = house.asked
    assert (scope["type"], scope["method"], scope["scheme"], scope["query_string"]) == ("http", "GET", "http", b"")
    names = {name.decode(): text.decode() for name, text in scope["headers"]}
    assert names == {"host": "localhost:8000", "cookie": "s=mine", "x-forwarded-proto": "https", "x-part": "1"}


@override_settings(ORIGIN=ORIGIN)
def test_a_session_has_a_few_sockets_and_the_house_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "A_PROCESS", hub.A_SESSION + 1)

    async def steps() -> None:
        house = House()
        calls = [Call(house) for _ in range(hub.A_SESSION)]
        for call in calls:
            await call.until(1)
        assert all(call.accepted for call in calls)
        assert not (await outcome(house))[0]
        other = Call(house, cookie="s=other")
        await other.until(1)
        assert other.accepted and not (await outcome(house, cookie="s=third"))[0]
        await calls[0].leave()
        assert (await outcome(house))[0]
        for call in (*calls[1:], other):
            await call.leave()
        assert house.hub.has_room("s") and not house.hub._threads and not house.hub._sessions

    asyncio.run(steps())
