"""Serves as `rekindle serve` does, some minutes from now: `python -m tests.journeys.later MINUTES serve`."""

import sys
from datetime import UTC, datetime, timedelta

import time_machine


def main() -> int:
    time_machine.travel(datetime.now(UTC) + timedelta(minutes=int(sys.argv[1])), tick=True).start()
    from rekindle.cli import main as rekindle

    return rekindle(sys.argv[2:])


if __name__ == "__main__":
    raise SystemExit(main())
