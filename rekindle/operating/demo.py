"""Mira and Jonah, eight weeks in: a couple to look at, made by the same verbs that pages use. All of it is invented."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml

from rekindle.operating.trouble import Trouble

HERE = Path(__file__).with_name("lived")
NAMES = ("mira", "jonah")
BEGAN = -57
# The private check holds for three months; they answered it again last week.
CHECKED_AGAIN = -6
Entry = dict[str, Any]


def fill(fresh_only: bool, now: datetime | None = None) -> str:
    """Put the two into this database and return how to sign in. `fresh_only`: nothing happens when they are there.

    Raises Trouble when they are there and `fresh_only` is false. Either all of it is made or nothing.
    """
    from django.db import transaction
    from django.utils import timezone

    from rekindle.accounts.models import Person

    said = _how_to_sign_in()
    if Person.objects.filter(username__in=NAMES).exists():
        if fresh_only:
            return said
        raise Trouble("Mira and Jonah are here already. Use an empty data folder (REKINDLE_DATA), or add --fresh.")
    with transaction.atomic():
        _live(timezone.localtime(now))
    return said


def people() -> tuple[dict[str, Any], ...]:
    """What is in lived/*.yaml, by person: {"person": {...}, "entries": [...]}."""
    return tuple(yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8")) for name in NAMES)


def _how_to_sign_in() -> str:
    lines = [f"  {one['person']['username']}: {one['person']['passphrase']}" for one in people()]
    return "\n".join(["Sign in as one of the two, name first, then the passphrase:", *lines])


def _live(now: datetime) -> None:
    given = people()
    both = [_arrive(one["person"], now) for one in given]
    _become_two(*both)
    entries = [(one, entry) for one, told in zip(both, given, strict=True) for entry in told["entries"]]
    for one, entry in sorted(entries, key=lambda pair: pair[0].at(pair[1])):
        one.do(entry)
    for one in both:
        one.check(CHECKED_AGAIN)
        one.visit()


def _arrive(person: dict[str, str], now: datetime) -> "Life":
    from rekindle.accounts import rules, verbs

    name = rules.check_username(person["username"])
    rules.check_passphrase(person["passphrase"], known=(name,))
    account, ring = verbs.create(uuid4(), name, person["name"], None, person["passphrase"])
    return Life(account, ring, now)


def _become_two(first: "Life", second: "Life") -> None:
    from rekindle.couples import invitations

    day = first.on(BEGAN)
    invitations.accept(invitations.invite(first.person, day), second.person, day)
    for one in (first, second):
        one.pair.confirm(one.pair.words())
        one.check(BEGAN)
    first.pair.collect()
    for one in (first, second):
        one.begin()


@dataclass
class Life:
    """One of the two, with their vault open. `now` is today; everything else is reckoned back from it."""

    person: Any
    ring: bytes
    now: datetime

    @property
    def vault(self) -> Any:
        """Opened anew for every visit, as for a request."""
        from rekindle.vault.store import Vault

        return Vault(self.person.pk, self.ring)

    @property
    def pair(self) -> Any:
        from rekindle.couples.pair import pair_of

        return pair_of(self.vault)

    def on(self, day: int, at: str = "19:00") -> datetime:
        return datetime.combine(self.now.date() + timedelta(days=day), time.fromisoformat(at), self.now.tzinfo)

    def at(self, entry: Entry) -> datetime:
        return self.on(entry["day"], str(entry["at"]))

    def check(self, day: int) -> None:
        from rekindle.safety import gate

        pair = self.pair
        gate.clear(pair.vault, pair, self.on(day))
        gate.wish(pair.vault, pair, self.on(day), together=True)

    def begin(self) -> None:
        """Say how much time there is, as on the first Today."""
        from rekindle.plan.snapshot import PLAN

        started = self.on(BEGAN)
        self.vault.keep_document(PLAN, {"started": started.date().isoformat(), "minutes": 20}, started)

    def visit(self) -> None:
        """Come by: what the other one has answered meanwhile opens."""
        from rekindle.reveal.rounds import seats

        seats(self.pair)

    def do(self, entry: Entry) -> None:
        if entry.keys() & {"together", "share", "reply", "concern"}:
            self.visit()
        for kind, act in ACTS.items():
            if kind in entry:
                act(self, entry, self.at(entry))


def _note(life: Life, entry: Entry, now: datetime) -> None:
    from rekindle.mine.reading import NOTE

    life.vault.add(NOTE, {"text": entry["note"]}, now)


def _check_up(life: Life, entry: Entry, now: datetime) -> None:
    from rekindle import catalogue
    from rekindle.measures import checkup, shared

    pair, measures = life.pair, catalogue.current().measures
    body = checkup.blank(entry["check-up"])
    for question in checkup.questions(entry["check-up"]):
        value = entry[question.part][question.key if question.part == "areas" else int(question.key)]
        if question.part != "areas":
            scores = [option.score for option in measures[question.part].items[int(question.key)].options]
            value = scores.index(value)
        body = checkup.put(body, question, value)
    for slug, text in entry.get("notes", {}).items():
        body = checkup.note(body, slug, text)
    kept = checkup.find(pair.vault, checkup.finish(pair.vault, body, now))
    if entry.get("share") and kept:
        shared.share(pair, kept, uuid4(), now)


def _run(life: Life, entry: Entry, now: datetime) -> None:
    from rekindle import catalogue
    from rekindle.practice import runs
    from rekindle.practice.sharing import Table

    pair, practice = life.pair, catalogue.current().practices[entry["run"]]
    vault, together = pair.vault, entry.get("together", False)
    id = runs.begin(vault, practice, now, together=together)
    steps = practice.steps_for(together)
    for at, step in enumerate(steps):
        value = entry["answers"].get(step.name)
        if step.kind == "reveal" and value:
            Table(vault, pair, runs.find(vault, id)[0], step, joint=True).seal(value, now)
        if not (entry.get("open") and at + 1 == len(steps)):
            runs.answer(vault, id, step, None if step.kind == "reveal" else value, at + 1)
    if not entry.get("open"):
        runs.finish(vault, id, entry["rating"], now)


def _concern(life: Life, entry: Entry, now: datetime) -> None:
    from rekindle.operating.demo_concern import live

    live(life.pair, entry, now)


def _reply(life: Life, entry: Entry, now: datetime) -> None:
    from rekindle.reveal.rounds import seats

    pair = life.pair
    seat = next(one for one in seats(pair) if one.prompt()["slug"] == entry["reply"])
    seat.reply(uuid4(), entry["text"], now)


ACTS = {"note": _note, "check-up": _check_up, "run": _run, "reply": _reply, "concern": _concern}
