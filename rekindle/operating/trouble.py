"""Accidents of a machine, in one plain sentence each with a next step."""

import argparse
import errno
import functools
import sqlite3
import sys
from collections.abc import Callable

Command = Callable[[argparse.Namespace], int]


class Trouble(Exception):
    """Carries one sentence for the operator."""


def sentence(error: BaseException) -> str | None:
    """What to say about an accident, or None when it is a mistake in the programme."""
    if isinstance(error, Trouble):
        return str(error)
    if isinstance(error, OSError) and error.errno in _SYSTEM:
        return _SYSTEM[error.errno].format(error.filename or "the data folder")
    text = str(error).lower()
    if _is_database(error):
        return next((say for phrase, say in _DATABASE.items() if phrase in text), None)
    return None


_SYSTEM = {
    errno.ENOSPC: "The disk is full. Make some room and start again; nothing that was saved is lost.",
    errno.EDQUOT: "The disk is full. Make some room and start again; nothing that was saved is lost.",
    errno.EACCES: "This account may not use {}. Give it the right to, or choose another folder with REKINDLE_DATA.",
    errno.EROFS: "{} cannot be written to. Choose another folder with REKINDLE_DATA.",
    errno.ENOENT: "There is no {}. Check the name.",
    errno.ENOTDIR: "{} is not inside a folder. Check the name.",
    errno.EPERM: "This machine does not allow that for {}. Choose another folder with REKINDLE_DATA.",
    errno.EEXIST: "{} is a file, and a folder is needed. Choose another with REKINDLE_DATA.",
    errno.EISDIR: "{} is a folder. Name a file.",
}
_DATABASE = {
    "locked": "Another programme holds the database. Stop it, then try again; nothing is lost.",
    "readonly": "The database cannot be written to. Check who owns the data folder, or set REKINDLE_DATA to another.",
    "full": "The disk is full. Make some room and start again; nothing that was saved is lost.",
    "disk i/o error": "The disk does not do as it is told. Check that it has room and is in order, then start again.",
    "unable to open": "The database cannot be opened. Check that the data folder exists and belongs to you.",
    "malformed": "The database file is damaged. Put your last copy back with: rekindle restore FILE",
    "not a database": "The database file is damaged. Put your last copy back with: rekindle restore FILE",
}


def _is_database(error: BaseException) -> bool:
    return isinstance(error, sqlite3.Error) or isinstance(error.__cause__, sqlite3.Error)


def tell(error: BaseException) -> int:
    """Say what happened and return exit code 1. Raises the error again when it is a mistake in the programme."""
    said = sentence(error)
    if said is None:
        raise error
    print(f"rekindle: {said}", file=sys.stderr)
    return 1


def plainly(command: Command) -> Command:
    """Turn accidents into a sentence and exit code 1."""

    @functools.wraps(command)
    def told(options: argparse.Namespace) -> int:
        try:
            return command(options)
        except Exception as error:
            return tell(error)

    return told
