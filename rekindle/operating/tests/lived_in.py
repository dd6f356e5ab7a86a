"""Make a data folder as a first day leaves it: a couple, one private note, one device that is signed in and open.

    REKINDLE_DATA=FOLDER python -m rekindle.operating.tests.lived_in

Prints the two cookies of the device as JSON. Keys are cheap here; nothing that serves pages makes them so.
"""

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rekindle.settings")


def main() -> dict[str, str]:
    from rekindle.operating import server

    server.set_up()
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from rekindle.vault import kdf
    from tests import cast

    cheap = kdf.Cost(1, 8192)
    kdf.FLOOR = kdf.PROFILES["standard"] = cheap
    call_command("migrate", verbosity=0, interactive=False)
    alice, _ = cast.couple()
    alice.vault.add("note", {"text": "the blue cup"}, cast.NOW)
    session, key = signed_in(alice, timezone.now())
    return {settings.SESSION_COOKIE_NAME: session, settings.VAULT_COOKIE_NAME: key, "ring": alice.ring.hex()}


def signed_in(one, now) -> tuple[str, str]:
    """Sign someone in and open their vault, as the sign-in page does; return both cookies."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.test import RequestFactory

    from rekindle.accounts import verbs
    from rekindle.vault.unlocking import unlock

    request = RequestFactory().post("/sign-in/")
    request.session, request.user = SessionStore(), one.person
    verbs.sign_in(request, one.person, now, shared_device=False)
    unlock(request, one.ring, shared_device=False)
    return str(request.session.session_key), request.vault_cookie[0]


if __name__ == "__main__":
    json.dump(main(), sys.stdout)
