"""Signals on real servers: who hears them, when a line is closed, two processes with Redis between them and without."""

import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection

from tests.talking.house import PEOPLE, Talk, free_port, make, redis, talking

pytestmark = pytest.mark.xdist_group("sockets")
# Long enough for a watch that looks every second on a busy machine, and the promise is two.
SOON, NEVER = 2.0, "3600"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    data = tmp_path_factory.mktemp("made") / "data"
    return data, make(data)


@pytest.fixture
def data(made: tuple[Path, dict[str, Any]], tmp_path: Path) -> Path:
    return Path(shutil.copytree(made[0], tmp_path / "data"))


@pytest.fixture
def people(made: tuple[Path, dict[str, Any]]) -> dict[str, Any]:
    return made[1]


@pytest.fixture
def talk(data: Path, people: dict[str, Any]) -> Iterator[Talk]:
    with talking(data, people) as talk:
        yield talk


def heard(line: ClientConnection, within: float = SOON) -> str:
    return str(line.recv(timeout=within))


def hears_nothing(line: ClientConnection, within: float = SOON) -> bool:
    """A sign of life that says nothing new may be among it."""
    until, seen = time.monotonic() + within, set()
    while (left := until - time.monotonic()) > 0:
        try:
            seen.add(line.recv(timeout=left))
        except TimeoutError:
            break
    return seen <= {'{"n": 0}'}


def closed(line: ClientConnection, within: float = SOON) -> int:
    """The code with which it is closed in that time. Raises TimeoutError when it stays open."""
    until = time.monotonic() + within
    while True:
        try:
            line.recv(timeout=max(0.0, until - time.monotonic()))
        except ConnectionClosed as error:
            assert error.rcvd
            return error.rcvd.code


def refused(talk: Talk, name: str, **how: Any) -> bool:
    try:
        with talk.socket(name, **how):
            return False
    except InvalidStatus as error:
        return error.response.status_code == 403


def test_both_hear_of_it_and_nobody_else_gets_a_line(talk: Talk) -> None:
    with talk.socket("alice") as hers, talk.socket("bob") as his:
        assert {heard(hers), heard(his)} == {'{"n": 0}'}
        talk.says("alice", "a private word")
        assert heard(hers) == heard(his) == '{"n": 1}'
    assert refused(talk, "charlie") and refused(talk, "nobody")
    for origin in (None, "null", "http://evil.example", f"http://localhost:{talk.port + 1}"):
        assert refused(talk, "alice", origin=origin)
    assert not refused(talk, "alice")


def test_every_way_out_closes_the_line(talk: Talk, data: Path) -> None:
    ways = [("bob", "/lock/", 4401), ("alice", "/us/part/", 4404)]
    with talk.socket("bob") as his, talk.socket("alice") as hers:
        lines = {"bob": his, "alice": hers}
        for name, path, code in ways:
            assert talk.ask(name, path, {})[0] == 302
            assert closed(lines[name]) == code
            assert refused(talk, name)
    assert talk.ask("alice", talk.live)[0] == 404 and talk.ask("bob", talk.live)[0] == 302


@pytest.mark.parametrize("path", ["/sign-out/", "/exit/"])
def test_signing_out_closes_the_line(talk: Talk, path: str) -> None:
    with talk.socket("alice") as hers, talk.socket("bob") as his:
        heard(his)
        assert talk.ask("alice", path, {})[0] == 302
        assert closed(hers) == 4401
        talk.says("bob", "still here")
        assert heard(his) == '{"n": 1}'
    assert refused(talk, "alice")


def test_parting_closes_both_lines(talk: Talk) -> None:
    with talk.socket("alice") as hers, talk.socket("bob") as his:
        assert talk.ask("bob", "/us/part/", {})[0] == 302
        assert closed(hers) == closed(his) == 4404
    assert refused(talk, "alice") and refused(talk, "bob")


def test_a_closed_gate_gives_nobody_a_line(talk: Talk) -> None:
    assert talk.ask("bob", "/help/check/begin/", {})[0] == 204
    assert refused(talk, "alice") and refused(talk, "bob")
    assert [talk.ask(name, talk.live)[0] for name in ("alice", "bob")] == [403, 403]


def test_without_the_watch_a_line_would_stay_open(data: Path, people: dict[str, Any]) -> None:
    with talking(data, people, LIVE_EVERY=NEVER) as talk, talk.socket("alice") as hers:
        talk.ask("alice", "/sign-out/", {})
        with pytest.raises(TimeoutError):
            closed(hers)


def test_words_too_large_or_any_words_close_the_line(talk: Talk) -> None:
    for words, code in (("?", 1008), ("x" * 2000, 1009)):
        with talk.socket("alice") as hers:
            heard(hers)
            hers.send(words)
            assert closed(hers) == code


def test_two_processes_that_cannot_hear_each_other_look(data: Path, people: dict[str, Any]) -> None:
    with talking(data, people) as one, talking(data, people, origin=one.origin) as two, one.socket("alice") as hers:
        heard(hers)
        two.says("bob", "from the other side")
        assert heard(hers) == '{"n": 1}'
        assert two.ask("alice", "/lock/", {})[0] == 302
        assert closed(hers) == 4401


def test_without_the_watch_they_would_hear_nothing(data: Path, people: dict[str, Any]) -> None:
    with (
        talking(data, people, LIVE_EVERY=NEVER) as one,
        talking(data, people, origin=one.origin) as two,
        one.socket("alice") as hers,
    ):
        two.says("bob", "from the other side")
        assert hears_nothing(hers)


def test_over_redis_they_hear_each_other_without_looking(data: Path, people: dict[str, Any], tmp_path: Path) -> None:
    with (
        redis(tmp_path) as url,
        talking(data, people, LIVE_EVERY=NEVER, REDIS_URL=url) as one,
        talking(data, people, origin=one.origin, LIVE_EVERY=NEVER, REDIS_URL=url) as two,
        one.socket("alice") as hers,
        two.socket("bob") as his,
    ):
        assert heard(hers) == heard(his) == '{"n": 0}'
        two.says("bob", "one way")
        assert heard(hers) == heard(his) == '{"n": 1}'
        one.says("alice", "and back")
        assert heard(hers) == heard(his) == '{"n": 2}'


def test_a_redis_that_goes_away_costs_a_second_and_is_found_again(
    data: Path, people: dict[str, Any], tmp_path: Path
) -> None:
    port = free_port()
    url = f"redis://127.0.0.1:{port}"
    with (
        talking(data, people, REDIS_URL=url) as one,
        talking(data, people, origin=one.origin, REDIS_URL=url) as two,
        one.socket("alice") as hers,
    ):
        heard(hers)
        two.says("bob", "with nobody between")
        assert heard(hers) == '{"n": 1}'
        assert one.log.read_text().count("Redis is away") == 1
        with redis(tmp_path, port):
            two.says("bob", "with somebody between")
            assert heard(hers) == '{"n": 2}'
        two.says("bob", "and with nobody again")
        assert heard(hers) == '{"n": 3}'


def test_the_server_stops_at_once_with_open_lines(data: Path, people: dict[str, Any]) -> None:
    with talking(data, people) as talk, talk.socket("alice") as hers, talk.socket("bob") as his:
        heard(hers), heard(his)
        began = time.monotonic()
        talk.process.send_signal(signal.SIGTERM)
        assert closed(hers) == closed(his) == 1012
        assert talk.process.wait(5) == 0 and time.monotonic() - began < 5


def test_everybody_has_cookies_of_their_own(people: dict[str, Any]) -> None:
    assert len({people[name]["s"] for name in PEOPLE}) == len(PEOPLE)
