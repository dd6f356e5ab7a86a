"""A database in a file, looked at from outside."""

import contextlib
import sqlite3
from pathlib import Path


def ask(path: Path, question: str) -> list[tuple]:
    with contextlib.closing(sqlite3.connect(path)) as opened:
        return opened.execute(question).fetchall()


def tell(path: Path, order: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as opened:
        opened.execute(order)
        opened.commit()
