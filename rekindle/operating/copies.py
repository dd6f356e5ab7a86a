"""Copies of the database: one file with a manifest, checked before it is written and before it is put back."""

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rekindle import __version__
from rekindle.operating import parcel
from rekindle.operating.parcel import DATABASE
from rekindle.operating.trouble import Trouble

RESTORED, COPIED = "restored-from", "last-copy"
# Whoever holds a copy must not be able to go on where somebody was signed in.
LEFT_OUT = ("vault_unlock", "django_session", "accounts_device")
COUNTED = {"people": "accounts_person", "couples": "couples_couple", "items": "vault_item", "rounds": "reveal_round"}


def database() -> Path:
    from rekindle.operating.server import set_up

    set_up()
    from django.conf import settings

    return Path(str(settings.DATABASES["default"]["NAME"]))


def backup(file: Path, source: Path | None = None) -> dict[str, Any]:
    """Write a copy of the running database to `file`, readable by its owner alone.

    Sessions are left out, and so is `secret_key`. Returns {"file", "made", "version", "sha256", "size": bytes of the
    database, "counts": {"people", "couples", "items", "rounds"}}.
    Raises Trouble when `file` exists, and when there is nothing to copy.
    """
    source, file = source or database(), Path(file)
    if file.exists():
        raise Trouble(f"{file} exists already. A copy never writes over another file; choose a new name.")
    if not file.absolute().parent.is_dir():
        raise Trouble(f"There is no folder {file.parent}. Make it, or choose another.")
    if not source.exists():
        raise Trouble("There is no database here yet, so there is nothing to copy.")
    with _folder(source.parent) as folder:
        copy = folder / DATABASE
        counts = _copy_without_sessions(source, copy)
        made = datetime.now(tz=UTC).isoformat(timespec="seconds")
        manifest = parcel.write(file, copy, {"made": made, "version": __version__, "counts": counts})
    _write(source.with_name(COPIED), made)
    return {"file": str(file), **manifest}


def restore(file: Path, target: Path | None = None) -> dict[str, Any]:
    """Put the copy in `file` back, brought up to date; everybody is signed out.

    The database it replaces is kept beside it. Returns {"made", "version", "counts", "kept": file name of the replaced
    database, or None}.
    Raises Trouble, with nothing changed, when the copy is damaged, is no copy or is from a newer version, and when the
    server is running.
    """
    target = target or database()
    with _folder(target.parent) as folder:
        manifest = parcel.read(Path(file), folder / DATABASE)
        _ready(folder / DATABASE, manifest)
        _take(target)
        kept = _keep(target)
        (folder / DATABASE).replace(target)
    _write(target.with_name(RESTORED), manifest["made"])
    return {**{name: manifest[name] for name in ("made", "version", "counts")}, "kept": kept}


def restored_from(folder: Path | None = None) -> str | None:
    """The time of the copy this database was restored from, as “3 March 2026, 19:30 UTC”; None when it never was."""
    made = _marked(folder or database().parent, RESTORED)
    return f"{made.day} {made:%B %Y, %H:%M} UTC" if made else None


def last_copy(folder: Path) -> datetime | None:
    """When the last copy of the database in `folder` was made."""
    return _marked(folder, COPIED)


def _marked(folder: Path, name: str) -> datetime | None:
    try:
        return datetime.fromisoformat((folder / name).read_text(encoding="ascii").strip()).astimezone(UTC)
    except (OSError, ValueError):
        return None


@contextlib.contextmanager
def _folder(beside: Path) -> Iterator[Path]:
    """A folder for unfinished things, on the same disk as the database and as private."""
    folder = Path(tempfile.mkdtemp(prefix=".copy-", dir=beside))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None, timeout=5)) as connection:
        yield connection


def _copy_without_sessions(source: Path, copy: Path) -> dict[str, int]:
    with _open(source) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    with _open(copy) as connection:
        _forget_sessions(connection)
        return {
            name: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for name, table in COUNTED.items()
        }


def _forget_sessions(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("PRAGMA secure_delete=ON")
    for table in LEFT_OUT:
        connection.execute(f"DELETE FROM {table}")
    # Deleted rows stay in free pages until the file is written anew.
    connection.execute("VACUUM")


def _ready(copy: Path, manifest: dict[str, Any]) -> None:
    """Check an unpacked copy from inside, sign everybody out in it and bring it up to date."""
    try:
        with _open(copy) as connection:
            whole = connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
            loose = connection.execute("PRAGMA foreign_key_check").fetchone()
            if not whole or loose:
                raise Trouble("This copy is damaged inside. Nothing was changed; use another one.")
            _refuse_newer(connection, manifest)
            # Who was willing then may not be now. Each private check counts anew as well; safety/gate.py sees to that.
            connection.execute("UPDATE couples_member SET willing = x''")
            _forget_sessions(connection)
    except sqlite3.Error as error:
        raise Trouble("This is not a database of Rekindle. Nothing was changed.") from error
    _migrate(copy)


def _refuse_newer(connection: sqlite3.Connection, manifest: dict[str, Any]) -> None:
    from django.db.migrations.loader import MigrationLoader

    known = MigrationLoader(None).disk_migrations or {}
    if set(connection.execute("SELECT app, name FROM django_migrations")) - set(known):
        raise Trouble(
            f"This copy is from Rekindle {manifest['version']}, which is newer than this one ({__version__}). "
            "Update Rekindle, then restore it. Nothing was changed."
        )


def _migrate(copy: Path) -> None:
    from django.core.management import call_command
    from django.db import connections

    connections.databases["copy"] = {**connections.databases["default"], "NAME": copy}
    try:
        call_command("migrate", database="copy", verbosity=0, interactive=False)
    finally:
        connections["copy"].close()
        del connections["copy"], connections.databases["copy"]


def _take(target: Path) -> None:
    """Make sure that nobody has the database open, and that all of it is in the one file.

    Leaving write-ahead mode does both. A damaged database cannot, and is replaced as it is.
    """
    if not _is_database(target):
        return
    try:
        with _open(target) as connection:
            connection.execute("PRAGMA busy_timeout=1500")
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise Trouble("Rekindle is running. Stop it, then restore. Nothing was changed.") from error
    except sqlite3.DatabaseError:
        pass


def _is_database(path: Path) -> bool:
    if not path.exists():
        return False
    with path.open("rb") as handle:
        return handle.read(16) == b"SQLite format 3\0"


def _keep(target: Path) -> str | None:
    """Keep the database that is there under another name, so that at every moment one of the two is in place."""
    if not target.exists():
        return None
    kept = next(path for path in _names(target) if not path.exists())
    try:
        os.link(target, kept)
    except OSError:
        shutil.copy2(target, kept)
    # A write-ahead log that is left beside another database would be played into it.
    for end in ("-wal", "-shm"):
        if (log := target.with_name(target.name + end)).exists():
            log.replace(kept.with_name(kept.name + end))
    return kept.name


def _names(target: Path) -> Iterator[Path]:
    yield target.with_name(f"{target.name}.before-restore")
    yield from (target.with_name(f"{target.name}.before-restore-{number}") for number in range(2, 1000))


def _write(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.part")
    draft.write_text(text, encoding="ascii")
    draft.replace(path)
