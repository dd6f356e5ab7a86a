"""Looks a server over and says in plain words what is wrong with it, and what to do."""

import os
import shutil
import sqlite3
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from rekindle.operating import copies
from rekindle.operating.trouble import sentence

MEGABYTE = 1_000_000
TOO_LITTLE, TIGHT = 200 * MEGABYTE, 1000 * MEGABYTE
COPY_TOO_OLD = timedelta(days=8)
LINE_TOO_OLD = timedelta(days=366)
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `bad`: it needs mending. `next`: what to do, empty when there is nothing."""

    name: str
    bad: bool
    say: str
    next: str = ""

    def as_dict(self) -> dict[str, object]:
        return asdict(self)

    def sentence(self) -> str:
        mark = "!" if self.bad else "-"
        return " ".join(part for part in (mark, self.say, self.next) if part)


Check = Callable[[], Iterator[Finding]]


def examine() -> list[Finding]:
    """Everything, in order. One part that breaks becomes a finding and does not stop the others."""
    from rekindle.operating.server import set_up

    set_up()
    return [finding for check in CHECKS for finding in _carefully(check)]


def _carefully(check: Check) -> list[Finding]:
    try:
        return list(check())
    except Exception as error:
        name = check.__name__.strip("_")
        return [Finding(name, True, sentence(error) or f"This could not be looked at ({type(error).__name__}).")]


def _python() -> Iterator[Finding]:
    # An older one does not get as far as this: bin/run and the package both refuse it.
    yield Finding("python", False, f"Python {'.'.join(map(str, sys.version_info[:3]))} is recent enough.")


def _folder() -> Iterator[Finding]:
    folder = copies.database().parent
    with tempfile.TemporaryFile(dir=folder) as handle:
        handle.write(b"here")
    yield Finding("folder", False, f"Data is kept in {folder}, and can be written there.")
    if open_to_others(folder):
        yield Finding("folder", False, "Other accounts of this machine can look into it.", f"Run: chmod 700 {folder}")
    key = folder / "secret_key"
    if key.exists() and open_to_others(key):
        yield Finding("folder", True, "Other accounts of this machine can read secret_key.", f"Run: chmod 600 {key}")
    yield from _left_over(folder)


def _left_over(folder: Path) -> Iterator[Finding]:
    kept = sorted(path.name for path in folder.glob("*.before-restore*") if not path.name.endswith(("-wal", "-shm")))
    if kept:
        told = f"A restore kept what it replaced: {', '.join(kept)}."
        yield Finding("folder", False, told, "Delete it once you are sure you do not need it.")


def open_to_others(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def _space() -> Iterator[Finding]:
    database = copies.database()
    free = shutil.disk_usage(database.parent).free
    told = f"{free // MEGABYTE:,} MB are free."
    # A copy, and tidying up after a deletion, need the room of the database once more.
    needed = 2 * database.stat().st_size if database.exists() else 0
    if free < max(TOO_LITTLE, needed):
        yield Finding("space", True, told, "Make room: when the disk is full, nothing more can be saved.")
    elif free < TIGHT:
        yield Finding("space", False, told, "That is not much; make room before long.")
    else:
        yield Finding("space", False, told)


def _database() -> Iterator[Finding]:
    database = copies.database()
    if not database.exists():
        yield Finding("database", False, "There is no database yet.", "bin/run makes it.")
        return
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=5)) as connection:
        whole = connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
        loose = connection.execute("PRAGMA foreign_key_check").fetchone()
    if whole and not loose:
        yield Finding("database", False, "The database is whole.")
    else:
        yield Finding("database", True, "The database is damaged.", "Put your last copy back: rekindle restore FILE")


def _migrations() -> Iterator[Finding]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    if not copies.database().exists():
        return
    executor = MigrationExecutor(connection)
    ahead = set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations or {})
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if ahead:
        yield Finding("migrations", True, "This database is from a newer Rekindle.", "Update Rekindle.")
    elif waiting:
        yield Finding("migrations", False, "The database is from an older Rekindle.", "bin/run brings it up to date.")
    else:
        yield Finding("migrations", False, "The database is up to date.")


def _address() -> Iterator[Finding]:
    from django.conf import settings

    from rekindle.operating.server import is_local

    if is_local(settings.ORIGIN):
        yield Finding("address", False, "This server is for this machine alone.")
    elif not settings.HTTPS:
        told = f"{settings.ORIGIN} is plain http: words cross the network unprotected."
        yield Finding("address", True, told, "docs/self-hosting.md has a recipe for https.")
    elif not settings.SECURE_PROXY_SSL_HEADER:
        told = "The address is https, and REKINDLE_BEHIND_PROXY is not set."
        yield Finding("address", False, told, "Set it to 1 when a proxy such as Caddy is in front.")
    else:
        yield Finding("address", False, f"People come in at {settings.ORIGIN}.")


def _settings() -> Iterator[Finding]:
    from django.conf import settings

    from rekindle.vault.kdf import PROFILES

    if settings.KDF_PROFILE not in PROFILES:
        told = f"REKINDLE_KDF is “{settings.KDF_PROFILE}”, so nobody can sign in."
        yield Finding("settings", True, told, f"Set it to one of: {', '.join(PROFILES)}.")
    if os.environ.get("SECRET_KEY") and len(os.environ["SECRET_KEY"]) < 32:
        yield Finding("settings", True, "SECRET_KEY is short.", "Remove it; Rekindle makes a good one by itself.")


def _visitors() -> Iterator[Finding]:
    from django.conf import settings

    from rekindle.accounts.models import Person
    from rekindle.operating.demo import NAMES
    from rekindle.operating.server import is_local

    if not copies.database().exists() or is_local(settings.ORIGIN):
        return
    if Person.objects.filter(username__in=NAMES).exists():
        told = "An account named mira or jonah is here. If bin/demo made it, everybody knows its passphrase."
        yield Finding("demo", True, told, "Use another data folder for people of your own.")


def _mail() -> Iterator[Finding]:
    from django.conf import settings
    from django.core.mail import get_connection

    if not settings.EMAIL_URL:
        told = "No mail is sent, as EMAIL_URL is not set."
        yield Finding(
            "mail", False, told, "Everything else works; rekindle reset-link stands in for a lost passphrase."
        )
        return
    try:
        with get_connection():
            yield Finding("mail", False, "The mail server answers.")
    except Exception as error:
        told = f"The mail server cannot be reached ({type(error).__name__})."
        yield Finding("mail", True, told, "Check EMAIL_URL: host, port, name and password.")


def _signals() -> Iterator[Finding]:
    from django.conf import settings

    if not settings.REDIS_URL:
        told = "Two phones hear of each other at once; with --workers 2 or more and no REDIS_URL, a second later."
        yield Finding("signals", False, told)
        return
    from redis import Redis

    try:
        with Redis.from_url(settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=2) as redis:
            redis.ping()
        yield Finding("signals", False, "Redis answers, and carries signals between processes.")
    except Exception as error:
        told = f"Redis cannot be reached ({type(error).__name__}), so signals between processes take a second longer."
        yield Finding("signals", True, told, "Check REDIS_URL, or remove it.")


def _content() -> Iterator[Finding]:
    from rekindle import catalogue

    _, problems = catalogue.load(catalogue.content_root())
    # Lines that grew old are told below, by country.
    real = [one for one in problems if "12 months" not in one.say]
    if not real:
        yield Finding("content", False, "The content is in order.")
        return
    told = "; ".join(f"{one.file}:{one.line}" for one in real[:SHOWN])
    yield Finding(
        "content", True, f"{len(real)} places in the content need mending: {told}.", "Run: rekindle check-content"
    )


def _help_lines(today: date | None = None) -> Iterator[Finding]:
    from rekindle import catalogue

    today = today or datetime.now(tz=UTC).date()
    countries = catalogue.current().helplines
    old = [
        country.name for country in countries if any(today - line.verified_at > LINE_TOO_OLD for line in country.lines)
    ]
    if not countries:
        yield Finding("help lines", True, "There are no help lines.", "Run: rekindle check-content")
    elif old:
        told = f"Help lines of {len(old)} countries were checked more than 12 months ago: {', '.join(old[:SHOWN])}."
        yield Finding("help lines", False, told, "Update Rekindle, or compare them with their sources.")
    else:
        yield Finding("help lines", False, f"The help lines of {len(countries)} countries were checked this year.")


def _clock(now: datetime | None = None) -> Iterator[Finding]:
    now = now or datetime.now(tz=UTC)
    programme = datetime.fromtimestamp(Path(__file__).stat().st_mtime, tz=UTC)
    database = copies.database()
    written = datetime.fromtimestamp(database.stat().st_mtime, tz=UTC) if database.exists() else now
    if now < programme - timedelta(days=1) or now < written - timedelta(minutes=10):
        told = f"The clock says {now:%d %B %Y, %H:%M} UTC, and files here are newer than that."
        yield Finding("clock", True, told, "Set the clock: sign-in, invitations and check-ups go by it.")
    else:
        yield Finding("clock", False, f"The clock says {now:%d %B %Y, %H:%M} UTC.")


def _copies(now: datetime | None = None) -> Iterator[Finding]:
    now, folder = now or datetime.now(tz=UTC), copies.database().parent
    made, restored = copies.last_copy(folder), copies.restored_from(folder)
    if made is None:
        yield Finding("copies", False, "No copy was made yet.", "Run: rekindle backup FILE")
    elif now - made > COPY_TOO_OLD:
        yield Finding("copies", False, f"The last copy is from {made:%d %B %Y}.", "Run: rekindle backup FILE")
    else:
        yield Finding("copies", False, f"The last copy is from {made:%d %B %Y}.")
    if restored:
        yield Finding("copies", False, f"This database was restored from a copy of {restored}.")


CHECKS: tuple[Check, ...] = (
    _python,
    _folder,
    _space,
    _database,
    _migrations,
    _address,
    _settings,
    _visitors,
    _mail,
    _signals,
    _content,
    _help_lines,
    _clock,
    _copies,
)
