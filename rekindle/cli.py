"""The command line: `rekindle ...`. JSON goes to standard output, words to standard error; wrong use exits with 2."""

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rekindle.settings")

LONGEST_INPUT = 1_000_000


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, without the whole usage."""

    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {message}. See {self.prog} --help.", file=sys.stderr)
        raise SystemExit(2)


def parser() -> Parser:
    main = Parser(prog="rekindle", description="Rekindle: serve it, look after it, check its content.")
    verbs = main.add_subparsers(dest="verb", required=True, parser_class=Parser)
    _operating(verbs.add_parser)
    _measuring(verbs.add_parser)
    return main


def _operating(add: Callable[..., Parser]) -> None:
    serve = add("serve", help="start the server")
    serve.add_argument("--port", type=_port, default=os.environ.get("PORT") or "8000")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--workers", type=_count, default=1)
    add("migrate", help="bring the database up to date")
    demo = add("demo", help="fill this data folder with Mira and Jonah, eight weeks in")
    demo.add_argument("--fresh", action="store_true", help="do nothing when they are there already")
    add("doctor", help="say what is wrong, in plain words")
    for verb, says in (("backup", "write a copy to FILE"), ("restore", "put the copy in FILE back")):
        add(verb, help=says).add_argument("file", type=Path)
    add("reset-link", help="print a link with which someone can set a new passphrase").add_argument("username")


def _measuring(add: Callable[..., Parser]) -> None:
    add("check-content", help="check every content file").add_argument("--json", action="store_true")
    add("score", help="score an instrument; a JSON list of positions on standard input").add_argument("instrument")
    change = add("change", help="is the difference between two scores larger than measurement error")
    change.add_argument("instrument")
    change.add_argument("--before", type=float, required=True)
    change.add_argument("--after", type=float, required=True)
    add("agreement", help='two profiles and a norm, {"a": [], "b": [], "norm": []} on standard input')
    simulate = add("simulate", help="let many made-up couples use the plan, and count what went wrong")
    for name, default in (("--couples", 100), ("--weeks", 8), ("--seed", 1)):
        simulate.add_argument(name, type=_count if name != "--seed" else int, default=default)


def _port(text: str) -> int:
    if text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")


def _count(text: str) -> int:
    if text.isdecimal() and 0 < int(text) <= 1_000_000:
        return int(text)
    raise argparse.ArgumentTypeError("give a whole number from 1 up")


def main(arguments: list[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    try:
        return VERBS[options.verb](options)
    except ValueError as error:
        print(f"rekindle {options.verb}: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        from rekindle.operating.trouble import tell

        return tell(error)


def _print(result: dict[str, Any]) -> int:
    print(json.dumps(result, allow_nan=False))
    return 0


def _stdin() -> str:
    return sys.stdin.read(LONGEST_INPUT + 1)


def _check_content(options: argparse.Namespace) -> int:
    from rekindle.catalogue.command import check_content

    return check_content(options.json, sys.stdout, sys.stderr)


def _score(options: argparse.Namespace) -> int:
    from rekindle.measures.command import score_command

    return _print(score_command(options.instrument, _stdin()))


def _change(options: argparse.Namespace) -> int:
    from rekindle.measures.command import change_command

    return _print(change_command(options.instrument, options.before, options.after))


def _agreement(options: argparse.Namespace) -> int:
    from rekindle.measures.command import agreement_command

    return _print(agreement_command(_stdin()))


def _simulate(options: argparse.Namespace) -> int:
    from rekindle.plan.command import simulate_command

    return _print(simulate_command(options.couples, options.weeks, options.seed))


def _operator(name: str) -> Callable[[argparse.Namespace], int]:
    def run(options: argparse.Namespace) -> int:
        from rekindle.operating import commands

        return int(getattr(commands, name)(options))

    return run


VERBS: dict[str, Callable[[argparse.Namespace], int]] = {
    "check-content": _check_content,
    "score": _score,
    "change": _change,
    "agreement": _agreement,
    "simulate": _simulate,
    **{
        verb: _operator(verb.replace("-", "_"))
        for verb in ("serve", "migrate", "demo", "doctor", "backup", "restore", "reset-link")
    },
}
