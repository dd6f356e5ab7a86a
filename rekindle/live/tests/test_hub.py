"""What an open socket is told, when it is closed, and what becomes of a signal that was lost."""

import asyncio
from uuid import uuid4

import pytest
from django.db import OperationalError, transaction

from rekindle.live import sockets, telling
from rekindle.live.hub import GONE, LOCKED, Hub
from rekindle.live.tests.calling import ORIGIN, THREAD, Call, House


@pytest.fixture(autouse=True)
def here(settings) -> None:
    settings.ORIGIN = ORIGIN


async def opened(house: House, **how: str) -> Call:
    call = Call(house, **how)
    await call.until(2)
    assert call.accepted
    return call


@pytest.mark.usefixtures("blind")
def test_it_says_where_things_stand_and_what_is_told_from_any_thread() -> None:
    async def steps() -> None:
        house = House()
        one, two, other = await opened(house), await opened(house, cookie="s=two"), await opened(house, thread=uuid4())
        assert one.numbers == two.numbers == [3]
        await asyncio.to_thread(house.hub.tell, THREAD, 4)
        await one.hears(4)
        await two.hears(4)
        # What is older than what was said before is no news.
        await asyncio.to_thread(house.hub.tell, THREAD, 2)
        await asyncio.to_thread(house.hub.tell, THREAD, 5)
        await one.hears(5)
        assert one.numbers == [3, 4, 5] and other.numbers == [3]
        for call in (one, two, other):
            await call.leave()

    asyncio.run(steps())


@pytest.mark.usefixtures("blind")
def test_what_is_told_while_the_page_is_asked_is_not_missed() -> None:
    async def steps() -> None:
        house = House()
        pages = house.pages

        async def slow(scope, receive, send) -> None:
            await pages(scope, receive, send)
            house.hub.tell(THREAD, 9)
            await asyncio.sleep(0)

        house.door._pages = slow
        call = await opened(house)
        await call.hears(9)
        await call.leave()

    asyncio.run(steps())


def test_a_lost_signal_is_healed_by_the_watch(quick: None) -> None:
    async def steps() -> None:
        house = House()
        call = await opened(house)
        house.n = 4
        await call.hears(4)
        await call.leave()

    asyncio.run(steps())


def test_without_the_watch_it_would_stay_lost(blind: None) -> None:
    async def steps() -> None:
        house = House()
        call = await opened(house)
        house.n = 4
        await asyncio.sleep(0.3)
        assert call.numbers == [3]
        await call.leave()

    asyncio.run(steps())


def test_it_closes_when_the_session_locks_or_the_couple_is_over(quick: None) -> None:
    async def steps() -> None:
        house = House()
        one, two, three = await opened(house), await opened(house, cookie="s=two"), await opened(house, thread=uuid4())
        house.locked.add("two")
        assert await two.closed() == LOCKED
        house.over.add(THREAD)
        assert await one.closed() == GONE
        assert not three.task.done()
        await three.leave()

    asyncio.run(steps())


def test_without_the_watch_it_would_stay_open(blind: None) -> None:
    async def steps() -> None:
        house = House()
        call = await opened(house)
        house.locked.add("mine")
        await asyncio.sleep(0.3)
        assert not call.task.done()
        await call.leave()

    asyncio.run(steps())


@pytest.mark.usefixtures("quick")
def test_a_watch_that_cannot_look_lets_nothing_through_and_goes_on(monkeypatch, caplog) -> None:
    monkeypatch.setattr(sockets, "SURE", 0.2)

    async def steps() -> None:
        house = House()
        call = await opened(house)
        house.blind = OperationalError("database is locked")
        await asyncio.sleep(0.3)
        house.hub.tell(THREAD, 4)
        await asyncio.sleep(0.1)
        assert call.numbers == [3] and not call.task.done()
        house.blind = None
        await call.hears(4)
        await call.leave()

    asyncio.run(steps())
    assert "OperationalError" in caplog.text and "Traceback" not in caplog.text and str(THREAD) not in caplog.text


@pytest.mark.usefixtures("quick")
def test_the_watch_looks_only_while_somebody_is_there() -> None:
    async def steps() -> None:
        house = House()
        await (await opened(house)).leave()
        await asyncio.sleep(0.1)
        before = house.looks
        await asyncio.sleep(0.1)
        assert house.looks == before and house.hub._watching.done()
        call = await opened(house)
        await asyncio.sleep(0.1)
        assert house.looks > before
        await call.leave()

    asyncio.run(steps())


@pytest.mark.usefixtures("quick")
def test_it_gives_a_sign_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "HEARTBEAT", 0.02)

    async def steps() -> None:
        call = await opened(House())
        await call.until(5)
        assert set(call.numbers) == {3}
        await call.leave()

    asyncio.run(steps())


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("words", [{"text": "?"}, {"text": "x" * 900}, {"bytes": b"x"}])
def test_whoever_speaks_is_closed(words: dict[str, object]) -> None:
    async def steps() -> None:
        call = await opened(House())
        call.say("receive", **words)
        assert await call.closed() == 1008

    asyncio.run(steps())


@pytest.mark.usefixtures("quick")
def test_a_line_that_breaks_while_something_is_said_is_no_error() -> None:
    async def steps() -> None:
        house = House()
        call = await opened(house)

        async def broken(message: object) -> None:
            raise OSError

        call._send = broken
        house.hub.tell(THREAD, 4)
        await asyncio.sleep(0.05)
        await call.leave()

    asyncio.run(steps())


def test_nobody_to_tell_is_no_error() -> None:
    hub = Hub()
    hub.tell(THREAD, 1)

    async def begun() -> None:
        hub.begin()

    asyncio.run(begun())
    hub.tell(THREAD, 2)  # that loop is closed


@pytest.mark.django_db(transaction=True)
def test_it_is_told_once_the_transaction_is_through(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    monkeypatch.setattr(telling.hub, "tell", lambda thread, n: told.append(n))
    with transaction.atomic():
        telling.tell(THREAD, 1)
        assert told == []
    with pytest.raises(LookupError), transaction.atomic():
        telling.tell(THREAD, 2)
        raise LookupError
    telling.tell(THREAD, 3)
    assert told == [1, 3]


@pytest.mark.usefixtures("quick")
def test_it_ends_with_the_server() -> None:
    async def steps() -> None:
        house = House()
        call = await opened(house)
        await house.hub.end()
        house.hub.tell(THREAD, 4)
        await asyncio.sleep(0.05)
        assert house.hub._watching.cancelled() and call.numbers == [3]
        await call.leave()

    asyncio.run(steps())
