"""The time zone of this machine, by its name, so that “evening” is evening."""

import os
from pathlib import Path
from zoneinfo import ZoneInfo

OTHERWISE = "UTC"


def local_zone(link: Path = Path("/etc/localtime")) -> str:
    """The name in `TZ`, or the one that /etc/localtime points to, or UTC. Never a name that does not exist."""
    named = os.environ.get("TZ", "").lstrip(":")
    found = named or str(link.resolve()).partition("zoneinfo/")[2]
    try:
        return ZoneInfo(found).key if found else OTHERWISE
    except (ValueError, OSError, KeyError):
        return OTHERWISE
