"""Two people in a data folder of their own, with steps for two open.

REKINDLE_DATA=FOLDER python -m tests.journeys.two          the two
REKINDLE_DATA=FOLDER python -m tests.journeys.two talk     and a concern that has come to its talk; prints its id
REKINDLE_DATA=FOLDER python -m tests.journeys.two ID       the concern with that id, from its talk to its agreement
"""

import os
import sys
from uuid import UUID

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rekindle.settings")
WORDS = ("from her side", "from his side")


def main() -> None:
    from rekindle.operating import server

    server.prepare()
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    if wanted in ("", "talk"):
        _make(wanted)
    else:
        _go_on(UUID(wanted))


def _make(wanted: str) -> None:
    from django.utils import timezone

    from tests import cast
    from tests.proofs.concerned import Life

    both = cast.couple()
    cast.clear_and_willing(*both, now=timezone.now())
    if wanted:
        print(Life(*both, WORDS, timezone.now()).to_talk().id)


def _go_on(id: UUID) -> None:
    from django.utils import timezone

    from rekindle.accounts.models import Person
    from rekindle.vault.ring import ring_by_passphrase
    from tests.cast import PASSPHRASE, Actor
    from tests.proofs.concerned import Life

    people = [Person.objects.get(username=name) for name in ("alice", "bob")]
    both = [Actor(one, ring_by_passphrase(one.keys, PASSPHRASE)) for one in people]
    Life.again(both[0], both[1], WORDS, timezone.now(), id).from_talk().to_agreement()


if __name__ == "__main__":
    main()
