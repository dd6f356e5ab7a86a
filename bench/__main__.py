"""`bin/bench`: everything, in a data folder of its own, into results.md. `--crash N`: only the kills."""

import argparse
import os
import sys
from time import perf_counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rekindle.settings")

ROUNDS_FOR_PAGES, ROUNDS_FOR_YEARS = 300, 500
TEN_YEARS, ROUNDS_TOGETHER = 532, 500
PEOPLE = 20


def main() -> int:
    options = _parser().parse_args()
    if options.crash:
        return _crash(options.crash)
    from rekindle.operating import server

    server.prepare()
    from bench.measured import everything

    return everything(options.seconds)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bin/bench", description="Measure Rekindle on this machine.")
    parser.add_argument(
        "--crash", type=int, nargs="?", const=500, help="kill the server that often while it is written to"
    )
    parser.add_argument("--seconds", type=float, default=5, help="how long each way of serving is asked")
    return parser


def _crash(kills: int) -> int:
    import json

    from tests.crash import run

    began = perf_counter()
    counts = run(kills)
    print(json.dumps({**counts, "seconds": round(perf_counter() - began)}))
    wrong = [name for name in ("lost", "half", "doubled") if counts[name]]
    print(f"{kills} kills: {', '.join(wrong) or 'nothing lost, nothing half, nothing doubled'}", file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
