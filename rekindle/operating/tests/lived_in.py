"""Make a data folder as a first day leaves it: a couple, one private note, one device that is signed in and open.

    REKINDLE_DATA=FOLDER python -m rekindle.operating.tests.lived_in

Keys are cheap here; nothing that serves pages makes them so.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rekindle.settings")


def make() -> tuple:
    """Set up, bring the database up to date, and return the two people of a couple."""
    from rekindle.operating import server

    server.prepare()
    from rekindle.vault import kdf
    from tests import cast

    cheap = kdf.Cost(1, 8192)
    kdf.FLOOR = kdf.PROFILES["standard"] = cheap
    return cast.couple()


def main() -> None:
    alice, _ = make()
    from tests import cast

    alice.vault.add("note", {"text": "the blue cup"}, cast.NOW)
    signed_in(alice)


def signed_in(one) -> dict[str, str]:
    """Sign someone in and open their vault, as the sign-in page does; return the cookies of that device."""
    from django.conf import settings
    from django.contrib.sessions.backends.db import SessionStore
    from django.test import RequestFactory
    from django.utils import timezone

    from rekindle.accounts import verbs
    from rekindle.vault.unlocking import unlock

    request = RequestFactory().post("/sign-in/")
    request.session, request.user = SessionStore(), one.person
    verbs.sign_in(request, one.person, timezone.now(), shared_device=False)
    unlock(request, one.ring, shared_device=False)
    session = str(request.session.session_key)
    return {settings.SESSION_COOKIE_NAME: session, settings.VAULT_COOKIE_NAME: request.vault_cookie[0]}


if __name__ == "__main__":
    main()
