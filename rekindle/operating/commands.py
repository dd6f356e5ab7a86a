"""What an operator does, one function a command. Each returns an exit code and says in one sentence what went wrong."""

import argparse
import json
import sys

from rekindle.operating.trouble import Trouble, plainly


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


@plainly
def serve(options: argparse.Namespace) -> int:
    """Bring the database and the static files up to date, say the address, serve until stopped."""
    from rekindle.operating import server

    server.refuse_if_taken(options.host, options.port)
    server.prepare()
    _say(f"Rekindle is at {server.address(options.port)}  (stop it with Ctrl+C)")
    for line in server.advice():
        _say(line)
    return server.run(options.host, options.port, options.workers)


@plainly
def migrate(options: argparse.Namespace) -> int:
    from rekindle.operating import server

    server.prepare()
    return 0


@plainly
def demo(options: argparse.Namespace) -> int:
    from rekindle.operating import server
    from rekindle.operating.demo import fill

    server.prepare()
    told = fill(fresh_only=options.fresh)
    _say(told)
    return 0


@plainly
def doctor(options: argparse.Namespace) -> int:
    from rekindle.operating.doctor import examine

    findings = examine()
    print(json.dumps({"ok": not any(one.bad for one in findings), "findings": [one.as_dict() for one in findings]}))
    for one in findings:
        _say(one.sentence())
    return int(any(one.bad for one in findings))


@plainly
def backup(options: argparse.Namespace) -> int:
    from rekindle.operating.copies import backup as make

    print(json.dumps(make(options.file)))
    return 0


@plainly
def restore(options: argparse.Namespace) -> int:
    from rekindle.operating import copies

    print(json.dumps(copies.restore(options.file)))
    _say(f"Restored from a copy of {copies.restored_from()}. Everybody is signed out.")
    return 0


@plainly
def reset_link(options: argparse.Namespace) -> int:
    from rekindle.operating.server import set_up

    set_up()
    from rekindle.accounts.command import reset_link as make

    try:
        print(make(options.username))
    except ValueError as error:
        raise Trouble(str(error)) from error
    return 0
