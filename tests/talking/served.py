"""The real door, with the room added. LIVE_EVERY: seconds between two looks of the watch, to do without it."""

import os
from pathlib import Path

from django.conf import settings

settings.ROOT_URLCONF = "tests.talking.addresses"
settings.TEMPLATES[0]["DIRS"] = [Path(__file__).with_name("templates")]

from rekindle.asgi import application  # noqa: E402
from rekindle.live import hub  # noqa: E402

hub.EVERY = float(os.environ.get("LIVE_EVERY", hub.EVERY))

__all__ = ["application"]
