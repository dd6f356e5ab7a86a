"""Mira and Jonah are whole: what they wrote fits the questions, opens for the two of them, and lies in the past."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from rekindle import catalogue
from rekindle.accounts.models import Person
from rekindle.measures import checkup
from rekindle.operating import demo
from rekindle.operating.trouble import Trouble
from rekindle.practice import runs
from rekindle.reveal.listing import open_for
from rekindle.reveal.rounds import seats
from rekindle.reveal.rules import State
from rekindle.safety.gate import may_join
from rekindle.vault import ring as rings
from rekindle.vault.store import Vault

RUNS = [(told["person"]["name"], entry) for told in demo.people() for entry in told["entries"] if "run" in entry]


def vault_of(name: str) -> Vault:
    passphrase = next(one["person"]["passphrase"] for one in demo.people() if one["person"]["username"] == name)
    person = Person.objects.get(username=name)
    return Vault(person.pk, rings.ring_by_passphrase(person.keys, passphrase))


def pair_of(name: str) -> Any:
    from rekindle.couples.pair import pair_of as found

    return found(vault_of(name))


@pytest.fixture
def filled(db: None) -> None:
    demo.fill(fresh_only=False)


@pytest.mark.parametrize(("name", "entry"), RUNS, ids=[f"{name} {entry['run']} {entry['day']}" for name, entry in RUNS])
def test_every_answer_fits_its_question(name: str, entry: dict[str, Any]) -> None:
    practice = catalogue.current().practices[entry["run"]]
    together = entry.get("together", False)
    assert not together or practice.together_possible
    steps = {step.name: step for step in practice.steps_for(together) if step.kind not in ("read", "breathe")}
    assert set(entry["answers"]) == set(steps)
    for step_name, value in entry["answers"].items():
        step = steps[step_name]
        match step.kind:
            case "rate":
                assert value in range(11)
            case "choose" if step.pick == 1:
                assert value in step.options
            case "choose":
                assert 1 <= len(value) <= step.pick
                assert set(value) <= set(step.options)
            case "sort":
                assert sorted(value) == sorted(step.options)
            case _:
                assert value.strip()


def test_what_comes_first_was_done_before() -> None:
    for told in demo.people():
        done: set[str] = set()
        for entry in sorted((one for one in told["entries"] if "run" in one), key=lambda one: one["day"]):
            assert set(catalogue.current().practices[entry["run"]].needs) <= done
            done.add(entry["run"])


@pytest.mark.usefixtures("filled")
class TestFilled:
    def test_eight_weeks_are_there(self) -> None:
        today = timezone.localdate()
        for vault in map(vault_of, demo.NAMES):
            history, standing = runs.history(vault), checkup.standing(vault)
            assert len(history["recent"]) == 14
            assert all(one[2] in runs.RATINGS for one in history["recent"])
            assert len(checkup.course(standing, "csi-16")) == 2
            assert len(checkup.course(standing, "csi-4")) == 6
            days = [one[1] for one in history["recent"]] + [one[1] for one in standing["course"]]
            assert (today - timedelta(days=56)).isoformat() <= min(days)
            assert max(days) < today.isoformat()
            assert vault.whole()

    def test_rounds_are_open_with_replies_and_one_waits(self) -> None:
        for name in demo.NAMES:
            pair = pair_of(name)
            assert may_join(pair)
            kinds = [one.kind for one in open_for(pair) if one.state is State.OPEN]
            assert sorted(kinds) == ["check-up", *["practice"] * 4]
            waiting = [one.state for one in seats(pair) if one.state is not State.OPEN]
            assert waiting == [State.MINE if name == "mira" else State.THEIRS]
            talked = [one for one in seats(pair) if one.state is State.OPEN and one.prompt()["kind"] == "practice"]
            assert all(one.their_words() and one.replies() for one in talked)
        self._jonah_answers()

    def _jonah_answers(self) -> None:
        waiting = next(one for one in seats(pair_of("jonah")) if one.state is State.THEIRS)
        waiting.answer({"text": "You asked me a second question. I had an answer for it."})
        assert {one.state for one in seats(pair_of("mira"))} == {State.OPEN}

    def test_no_word_of_theirs_is_readable_in_the_database(self) -> None:
        dump = "\n".join(connection.connection.iterdump())
        assert "mira" in dump
        for word in ("pear", "third floor", "Next stop", "small-hello"):
            assert word not in dump
            assert word.encode().hex().upper() not in dump

    def test_a_second_time_changes_nothing(self) -> None:
        before = list(Person.objects.values_list("pk", "password").order_by("pk"))
        assert "mira: " in demo.fill(fresh_only=True)
        with pytest.raises(Trouble, match="here already"):
            demo.fill(fresh_only=False)
        assert list(Person.objects.values_list("pk", "password").order_by("pk")) == before


@pytest.mark.django_db
def test_a_failure_on_the_way_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setitem(demo.ACTS, "reply", broken)
    with pytest.raises(RuntimeError):
        demo.fill(fresh_only=True)
    assert not Person.objects.exists()
