"""The server's side of the crash test, each verb a process of its own with REKINDLE_DATA set:

python -m tests.crashed make          two people, signed in; prints what their browsers hold
python -m tests.crashed serve PORT    serves, prints the process id, and serves again whenever that is killed
python -m tests.crashed check         reads what was sent and acknowledged, prints what became of it
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable
from uuid import UUID

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rekindle.settings")

PRACTICE = "first-three-lines"


def make() -> None:
    from rekindle.operating.tests import lived_in

    people = lived_in.make()
    from django.utils import timezone

    from rekindle import catalogue
    from rekindle.practice import runs

    practice = catalogue.current().practices[PRACTICE]
    at = next(n for n, step in enumerate(practice.steps_for(False), 1) if step.kind == "write")
    told = []
    for one in people:
        run = runs.begin(one.vault, practice, timezone.now(), together=False)
        for step in practice.steps_for(False):
            runs.answer(one.vault, run, step, None, at)
        told.append(
            {
                "id": str(one.person.pk),
                "ring": one.ring.hex(),
                "cookies": lived_in.signed_in(one),
                "run": str(run),
                "at": at,
                "step": practice.steps_for(False)[at - 1].name,
            }
        )
    json.dump(told, sys.stdout)


def serve(port: int) -> None:
    """A new start takes as long as a fork: everything is read in before."""
    from rekindle.operating import server

    server.set_up()
    _read_in()
    while True:
        child = os.fork()
        if child == 0:
            server.run("127.0.0.1", port, 1)
            os._exit(0)
        print(child, flush=True)
        os.waitpid(child, 0)


def _read_in() -> None:
    import uvicorn.loops.auto
    import uvicorn.protocols.http.auto  # noqa: F401
    from django.db import connections
    from django.test import Client

    import rekindle.asgi  # noqa: F401

    for path in ("/healthz", "/sign-in/", "/mine/new/", "/"):
        Client(headers={"host": "127.0.0.1"}).get(path)
    # A child must not inherit a connection.
    connections.close_all()


def check() -> None:
    from rekindle.operating import server

    server.set_up()
    log = json.load(sys.stdin)
    found: Counter[str] = Counter()
    for person in log:
        found += _one(person)
    found["half"] += _damage()
    json.dump({name: found[name] for name in ("lost", "half", "doubled")}, sys.stdout)


def _one(person: dict) -> Counter[str]:
    """`person`: id, ring, run, step; notes and answers: [[text, acknowledged]] in the order they were sent."""
    from rekindle.vault.envelope import SealBroken
    from rekindle.vault.store import Vault

    vault = Vault(UUID(person["id"]), bytes.fromhex(person["ring"]))
    try:
        notes = Counter(kept.body["text"] for kept in vault.newest("note"))
        run = vault.get(UUID(person["run"]), "run")
        answer = run.body["answers"].get(person["step"]) if run else None
        half = not vault.whole() or _loose(vault)
    except (SealBroken, KeyError):
        return Counter(half=1)
    found = _weigh_notes(notes, person["notes"]) + _weigh_answer(answer, person["answers"])
    found["half"] += int(half) + int(run is None)
    return found


def _weigh_notes(notes: Counter[str], sent: Iterable[tuple[str, bool]]) -> Counter[str]:
    known = dict(sent)
    return Counter(
        lost=sum(acknowledged and text not in notes for text, acknowledged in known.items()),
        doubled=sum(times - 1 for times in notes.values()),
        half=sum(text not in known for text in notes),
    )


def _weigh_answer(answer: str | None, sent: list[tuple[str, bool]]) -> Counter[str]:
    """What is there is the last acknowledged one, or one sent after it."""
    if not sent:
        return Counter(half=int(answer is not None))
    texts = [text for text, _ in sent]
    last = max((n for n, (_, acknowledged) in enumerate(sent) if acknowledged), default=-1)
    if answer is None:
        return Counter(lost=int(last >= 0))
    return Counter(half=1) if answer not in texts else Counter(lost=int(texts.index(answer) < last))


def _loose(vault) -> bool:
    """An item that no list names, or a name without its item."""
    from rekindle.vault.models import Item

    reached = {UUID(id) for id in vault.keyring.named.values()}
    for kind in vault.keyring.heads:
        for page_id, page in vault._pages(kind):
            reached |= {page_id, *page.ids}
    return reached != set(Item.objects.filter(owner_id=vault.person).values_list("pk", flat=True))


def _damage() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        whole = cursor.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
        loose = cursor.execute("PRAGMA foreign_key_check").fetchone()
    return int(not whole) + int(bool(loose))


def spoil(how: str) -> None:
    """`how`: a key of SPOILT. Reads a person as `check` does."""
    from rekindle.operating import server

    server.set_up()
    from django.utils import timezone

    from rekindle.vault.store import Vault

    person = json.load(sys.stdin)
    vault = Vault(UUID(person["id"]), bytes.fromhex(person["ring"]))
    SPOILT[how](vault, person, timezone.now())
    print("{}")


def _acknowledged(vault, person: dict):
    texts = {text for text, acknowledged in person["notes"] if acknowledged}
    return next(kept for kept in vault.newest("note") if kept.body["text"] in texts)


def _lose(vault, person: dict, now) -> None:
    vault.remove(_acknowledged(vault, person).id, "note")


def _double(vault, person: dict, now) -> None:
    vault.add("note", _acknowledged(vault, person).body, now)


def _halve(vault, person: dict, now) -> None:
    kept = _acknowledged(vault, person)
    vault.replace(kept.id, "note", {"text": kept.body["text"][:-1]})


def _row_gone(vault, person: dict, now) -> None:
    from rekindle.vault.models import Item

    Item.objects.filter(pk=_acknowledged(vault, person).id).delete()


def _never_listed(vault, person: dict, now) -> None:
    from rekindle.vault.store import Content

    with vault.change():
        vault._insert(UUID(int=7), Content("note", now, {"text": "half a write"}))


def _older_answer(vault, person: dict, now) -> None:
    run = vault.get(UUID(person["run"]), "run")
    answers = {**run.body["answers"], person["step"]: person["answers"][0][0]}
    vault.replace(run.id, "run", {**run.body, "answers": answers})


SPOILT = {
    "an acknowledged note removed": _lose,
    "a note kept twice": _double,
    "a note cut short": _halve,
    "a row gone": _row_gone,
    "an item that no list names": _never_listed,
    "an answer put back to an older one": _older_answer,
}


if __name__ == "__main__":
    {"make": make, "serve": lambda: serve(int(sys.argv[2])), "check": check, "spoil": lambda: spoil(sys.argv[2])}[
        sys.argv[1]
    ]()
