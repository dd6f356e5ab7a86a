"""Make two people who have a thread, and one who is a stranger; print what each browser holds."""

import json
import os
import sys
from typing import Any
from uuid import uuid4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rekindle.settings")


def make(shared: bool) -> dict[str, Any]:
    from rekindle.operating import server

    server.prepare()
    from django.utils import timezone

    from rekindle.ledger import book
    from tests.cast import actor, clear_and_willing, couple

    now, thread = timezone.now(), uuid4()
    alice, bob = couple()
    clear_and_willing(alice, bob, now=now)
    book.begin(alice.pair, "talk", thread, {}, now)
    people = {"alice": alice, "bob": bob, "charlie": actor("Charlie")}
    return {"thread": str(thread), **{name: signed_in(one.person.username, shared) for name, one in people.items()}}


def signed_in(username: str, shared: bool) -> dict[str, str]:
    from django.test import Client

    from tests.cast import PASSPHRASE

    client = Client(SERVER_NAME="localhost")
    fields = {"username": username, "passphrase": PASSPHRASE, "device": "shared" if shared else "own"}
    assert client.post("/sign-in/", fields).status_code == 302
    client.get("/today/")
    return {name: one.value for name, one in client.cookies.items()}


if __name__ == "__main__":
    json.dump(make("shared" in sys.argv), sys.stdout)
