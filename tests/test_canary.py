"""What lies on the disk says nothing: 300 canaries of each class, and none of them in anything that was written."""

import json
import os
import sqlite3
import subprocess
import sys
import zlib
from pathlib import Path
from typing import NamedTuple

import pytest
from django.db import connection
from django.utils import timezone

from rekindle.vault import store
from tests.cast import actor
from tests.proofs.canary import EACH, TOGETHER, new
from tests.proofs.scan import Canaries, counts, encodings

HERE = Path(__file__).resolve().parent.parent


class Left(NamedTuple):
    folder: Path
    canaries: Canaries


@pytest.fixture
def left(tmp_path: Path) -> Left:
    log = tmp_path / "house" / "log"
    log.parent.mkdir()
    with log.open("wb") as errors:
        done = subprocess.run(
            [sys.executable, "-m", "tests.proofs.canary", str(log.parent)],
            cwd=HERE,
            env=os.environ,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
    assert done.returncode == 0, log.read_text()[-3000:]
    return Left(log.parent, json.loads(done.stdout))


def test_nothing_on_the_disk_holds_a_word(left: Left) -> None:
    assert {len(several) for several in left.canaries.values()} == {EACH}
    assert len(left.canaries) == 20
    files = [path for path in left.folder.rglob("*") if path.is_file()]
    names = {path.name for path in files}
    assert {"rekindle.sqlite3", "rekindle.sqlite3-wal", "copy.zip", "log"} <= names
    assert (left.folder / "running" / "rekindle.sqlite3-wal").stat().st_size > 1_000_000
    assert len(list((left.folder / "mail").iterdir())) == 2
    assert (left.folder / "log").read_text().count("RuntimeError at") == EACH // TOGETHER
    for path in files:
        assert set(counts(path.read_bytes(), left.canaries).values()) == {0}, path.name
    assert not any("Käfig" in str(path) for path in files)


def test_an_open_table_would_have_been_found(tmp_path: Path) -> None:
    """The control: in the open, in each of the eight ways and compressed, they are found to the last one."""
    canaries = new()
    for name in encodings(""):
        file = tmp_path / f"{name}.sqlite3"
        with sqlite3.connect(file) as table:
            table.execute("CREATE TABLE open (words BLOB)")
            rows = [(b"before" + encodings(one)[name][-1],) for several in canaries.values() for one in several]
            table.executemany("INSERT INTO open VALUES (?)", rows)
        table.close()
        assert set(counts(file.read_bytes(), canaries).values()) == {EACH}, name
    packed = b"junk" + zlib.compress(file.read_bytes()) + b"junk"
    assert set(counts(packed, canaries).values()) == {EACH}


@pytest.mark.django_db
def test_without_the_seal_words_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "seal", lambda key, content, place: content)
    actor("Alice").vault.add("note", {"text": "Käfig<note&000"}, timezone.now())
    assert counts(connection.connection.serialize(), {"note": ["Käfig<note&000"]}) == {"note": 1}
