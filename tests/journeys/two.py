"""Two people in a data folder of their own, with steps for two open.

REKINDLE_DATA=FOLDER python -m tests.journeys.two
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rekindle.settings")


def main() -> None:
    from rekindle.operating import server

    server.prepare()
    from django.utils import timezone

    from tests import cast

    both = cast.couple()
    cast.clear_and_willing(*both, now=timezone.now())


if __name__ == "__main__":
    main()
