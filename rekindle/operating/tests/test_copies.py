"""A copy holds everything but sessions; a wrong one changes nothing."""

import contextlib
import json
import sqlite3
import stat
import zipfile
from pathlib import Path

import pytest

from rekindle.operating import copies, parcel
from rekindle.operating.tests.filed import ask
from rekindle.operating.trouble import Trouble


def everything(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def rewritten(file: Path, database: bytes | None = None, **change: object) -> Path:
    """The parcel with another database or manifest inside, and its hash put right."""
    with zipfile.ZipFile(file) as old:
        manifest, content = json.loads(old.read("manifest.json")), old.read("rekindle.sqlite3")
    draft = file.with_name("draft.sqlite3")
    draft.write_bytes(content if database is None else database)
    file.unlink()
    parcel.write(file, draft, {**manifest, **change})
    return file


def test_a_copy_brings_everything_back(lived: Path, tmp_path: Path) -> None:
    everything = "SELECT id, blob FROM vault_item ORDER BY id"
    before = ask(lived, everything)
    made = copies.backup(tmp_path / "copy.zip", lived)
    with contextlib.closing(sqlite3.connect(lived)) as live:
        live.execute("DELETE FROM vault_item")
        live.commit()
    told = copies.restore(tmp_path / "copy.zip", lived)
    assert told["counts"] == made["counts"] == {"people": 2, "couples": 1, "items": 2, "rounds": 0}
    assert ask(lived.with_name(told["kept"]), "SELECT * FROM vault_item") == []
    assert not lived.with_name("rekindle.sqlite3-wal").exists()
    assert ask(lived, everything) == before


def test_no_session_is_in_a_copy(lived: Path, tmp_path: Path) -> None:
    keys = [row[0] for table in copies.LEFT_OUT for row in ask(lived, f"SELECT {_key(table)} FROM {table}")]
    assert len(keys) == 3
    copies.backup(tmp_path / "copy.zip", lived)
    content = (tmp_path / "copy.zip").read_bytes()
    assert [key for key in keys if key.encode() in content] == []
    # The search finds what is there: the live database holds all three.
    assert [key for key in keys if key.encode() in lived.read_bytes()] == keys


def _key(table: str) -> str:
    return "session" if table == "vault_unlock" else "session_key"


def test_restoring_signs_everybody_out_even_with_a_foreign_made_copy(lived: Path, tmp_path: Path) -> None:
    copies.backup(tmp_path / "copy.zip", lived)
    with contextlib.closing(sqlite3.connect(lived)) as live:
        live.execute("PRAGMA journal_mode=DELETE")
    rewritten(tmp_path / "copy.zip", lived.read_bytes())
    copies.restore(tmp_path / "copy.zip", lived)
    assert [ask(lived, f"SELECT count(*) FROM {table}") for table in copies.LEFT_OUT] == [[(0,)]] * 3


def test_only_the_owner_may_read_a_copy(lived: Path, tmp_path: Path) -> None:
    copies.backup(tmp_path / "copy.zip", lived)
    assert stat.S_IMODE((tmp_path / "copy.zip").stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.zip", "data"]
    assert sorted(path.name for path in lived.parent.iterdir() if path.is_dir()) == []


def test_a_copy_never_writes_over_a_file(lived: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.zip").write_text("older")
    with pytest.raises(Trouble, match="exists already"):
        copies.backup(tmp_path / "copy.zip", lived)
    assert (tmp_path / "copy.zip").read_text() == "older"


def test_without_a_database_there_is_nothing_to_copy(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="nothing to copy"):
        copies.backup(tmp_path / "copy.zip", tmp_path / "rekindle.sqlite3")
    assert list(tmp_path.iterdir()) == []


def test_restored_from_says_when(lived: Path, tmp_path: Path) -> None:
    assert copies.restored_from(lived.parent) is None
    copies.backup(tmp_path / "copy.zip", lived)
    rewritten(tmp_path / "copy.zip", made="2026-03-04T19:30:00+00:00")
    copies.restore(tmp_path / "copy.zip", lived)
    assert copies.restored_from(lived.parent) == "4 March 2026, 19:30 UTC"


def test_restoring_twice_keeps_both_replaced_databases(lived: Path, tmp_path: Path) -> None:
    copies.backup(tmp_path / "copy.zip", lived)
    kept = [copies.restore(tmp_path / "copy.zip", lived)["kept"] for _ in range(2)]
    assert kept == ["rekindle.sqlite3.before-restore", "rekindle.sqlite3.before-restore-2"]


def test_an_empty_place_can_be_restored_to(lived: Path, tmp_path: Path) -> None:
    copies.backup(tmp_path / "copy.zip", lived)
    new = tmp_path / "elsewhere" / "rekindle.sqlite3"
    new.parent.mkdir()
    assert copies.restore(tmp_path / "copy.zip", new)["kept"] is None
    assert ask(new, "SELECT count(*) FROM accounts_person") == [(2,)]


def test_a_damaged_database_can_be_replaced_and_its_log_is_not_played_into_the_copy(
    lived: Path, tmp_path: Path
) -> None:
    copies.backup(tmp_path / "copy.zip", lived)
    lived.write_bytes(b"not a database at all" * 500)
    lived.with_name("rekindle.sqlite3-wal").write_bytes(b"old frames")
    told = copies.restore(tmp_path / "copy.zip", lived)
    assert ask(lived, "SELECT count(*) FROM accounts_person") == [(2,)]
    assert lived.with_name(told["kept"] + "-wal").read_bytes() == b"old frames"
    assert not lived.with_name("rekindle.sqlite3-wal").exists()


def test_while_somebody_holds_the_database_nothing_is_replaced(lived: Path, tmp_path: Path) -> None:
    copies.backup(tmp_path / "copy.zip", lived)
    with contextlib.closing(sqlite3.connect(lived)) as server:
        server.execute("SELECT count(*) FROM accounts_person").fetchall()
        with pytest.raises(Trouble, match="Rekindle is running"):
            copies.restore(tmp_path / "copy.zip", lived)
    assert not lived.with_name("rekindle.sqlite3.before-restore").exists()


def flipped(file: Path) -> Path:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    return file


WRONG = {
    "one byte flipped": (flipped, "damaged"),
    "cut short": (lambda file: file.write_bytes(file.read_bytes()[:-2000]), "damaged"),
    "a text file": (lambda file: file.write_text("shopping list"), "not a copy"),
    "empty": (lambda file: file.write_bytes(b""), "not a copy"),
    "another program’s zip": (lambda file: zipfile.ZipFile(file, "w").close(), "not a copy"),
    "no format": (lambda file: rewritten(file, format="other"), "not a copy"),
    "not a database": (lambda file: rewritten(file, b"x" * 9000), "not a database of Rekindle"),
    "an empty database": (lambda file: rewritten(file, b""), "not a database of Rekindle"),
    "a newer version": (lambda file: newer(file), "newer than this one"),
    "a page overwritten": (lambda file: overwritten(file), "damaged|not a database"),
}


def inside(file: Path) -> bytes:
    with zipfile.ZipFile(file) as found:
        return found.read("rekindle.sqlite3")


def newer(file: Path) -> Path:
    draft = file.with_name("newer.sqlite3")
    draft.write_bytes(inside(file))
    with contextlib.closing(sqlite3.connect(draft)) as later:
        later.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('vault', '0999_later', '2030-01-01')")
        later.commit()
    return rewritten(file, draft.read_bytes(), version="9.0.0")


def overwritten(file: Path) -> Path:
    content = inside(file)
    return rewritten(file, content[:8192] + b"\xff" * 8192 + content[16384:])


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_changes_nothing(name: str, lived: Path, tmp_path: Path) -> None:
    copies.backup(tmp_path / "copy.zip", lived)
    spoil, says = WRONG[name]
    spoil(tmp_path / "copy.zip")
    before = everything(lived.parent)
    with pytest.raises(Trouble, match=says):
        copies.restore(tmp_path / "copy.zip", lived)
    assert everything(lived.parent) == before
    assert [path for path in lived.parent.iterdir() if path.is_dir()] == []
