"""Each thing the doctor looks at is found when it is wrong, and is quiet when it is not."""

import os
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import redis

from rekindle import catalogue
from rekindle.operating import copies, doctor
from rekindle.operating.tests.filed import tell


@pytest.fixture
def server(lived: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lived-in data folder, as the one of this server."""
    monkeypatch.setattr(copies, "database", lambda: lived)
    monkeypatch.setattr(doctor, "CHECKS", tuple(one for one in doctor.CHECKS if one is not doctor._migrations))
    return lived


def bad() -> set[str]:
    return {one.name for one in doctor.examine() if one.bad}


def said(name: str) -> str:
    return " ".join(one.sentence() for one in doctor.examine() if one.name == name)


@pytest.mark.usefixtures("server")
def test_a_server_in_order_has_nothing_bad() -> None:
    assert bad() == set()


def test_a_damaged_database(server: Path) -> None:
    content = server.read_bytes()
    server.write_bytes(content[:4096] + b"\xff" * 8192 + content[12288:])
    assert "database" in bad()


def test_a_file_that_is_no_database(server: Path) -> None:
    server.write_bytes(b"letters" * 1000)
    assert "database" in bad()
    assert "restore FILE" in said("database")


def test_a_row_that_hangs_loose(server: Path) -> None:
    tell(server, "UPDATE vault_item SET owner_id = '00000000000000000000000000000000'")
    assert "database" in bad()


def test_no_database_yet(server: Path) -> None:
    server.unlink()
    assert bad() == set()
    assert not server.exists()
    assert "no database yet" in said("database")


def test_a_folder_others_can_look_into(server: Path) -> None:
    assert "chmod" not in said("folder")
    server.parent.chmod(0o755)
    assert f"chmod 700 {server.parent}" in said("folder")


def test_a_secret_key_others_can_read(server: Path) -> None:
    key = server.with_name("secret_key")
    key.write_text("x" * 64)
    key.chmod(0o600)
    assert bad() == set()
    key.chmod(0o644)
    assert bad() == {"folder"}


def test_a_folder_that_cannot_be_written(server: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "no", str(server.parent))

    monkeypatch.setattr(doctor.tempfile, "TemporaryFile", refuse)
    assert bad() == {"folder"}
    assert "may not use" in said("folder")


@pytest.mark.parametrize(
    ("free", "is_bad", "says"), [(10, True, "Make room"), (500, False, "not much"), (5000, False, "")]
)
@pytest.mark.usefixtures("server")
def test_room_on_the_disk(free: int, is_bad: bool, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free * doctor.MEGABYTE))
    assert ("space" in bad()) == is_bad
    assert says in said("space")


@pytest.mark.parametrize(
    ("origin", "https", "proxy", "is_bad", "says"),
    [
        ("http://localhost:8000", False, None, False, "this machine alone"),
        ("http://home.example", False, None, True, "plain http"),
        ("http://localhost.example", False, None, True, "plain http"),
        ("https://home.example", True, None, False, "REKINDLE_BEHIND_PROXY"),
        ("https://home.example", True, ("HTTP_X_FORWARDED_PROTO", "https"), False, "come in at"),
    ],
)
@pytest.mark.usefixtures("server")
def test_the_address(settings, origin: str, https: bool, proxy: object, is_bad: bool, says: str) -> None:
    settings.ORIGIN, settings.HTTPS, settings.SECURE_PROXY_SSL_HEADER = origin, https, proxy
    found = list(doctor._address())
    assert [one.bad for one in found] == [is_bad]
    assert says in found[0].sentence()


@pytest.mark.usefixtures("server")
def test_settings_that_lock_everybody_out(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.KDF_PROFILE = "tiny"
    assert bad() == {"settings"}
    settings.KDF_PROFILE = "small"
    monkeypatch.setenv("SECRET_KEY", "short")
    assert bad() == {"settings"}


@pytest.mark.usefixtures("server")
def test_mail_that_does_not_answer(settings) -> None:
    settings.EMAIL_URL, settings.EMAIL_BACKEND = "smtp://x", "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    assert bad() == {"mail"}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert bad() == set()


@pytest.mark.usefixtures("server")
def test_a_redis_that_does_not_answer(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "a second later" in said("signals")
    settings.REDIS_URL = "redis://127.0.0.1:9/0"
    assert bad() == {"signals"} and "REDIS_URL" in said("signals")
    monkeypatch.setattr(redis.Redis, "ping", lambda _: True)
    assert bad() == set() and "Redis answers" in said("signals")


def test_content_that_needs_mending(server: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(catalogue.content_root(), tmp_path / "content")
    monkeypatch.setenv("REKINDLE_CONTENT", str(tmp_path / "content"))
    assert bad() == set()
    practice = next((tmp_path / "content" / "en" / "strategies").glob("*/s*.md"))
    practice.write_text("---\ntitle: [\n---\n", encoding="utf-8")
    assert bad() == {"content"}


def test_help_lines_grow_old() -> None:
    newest = max(line.verified_at for country in catalogue.current().helplines for line in country.lines)
    assert "checked this year" in next(doctor._help_lines(newest)).say
    assert "more than 12 months" in next(doctor._help_lines(newest + timedelta(days=400))).say
    assert isinstance(newest, date)


@pytest.mark.usefixtures("server")
def test_a_clock_that_is_behind() -> None:
    assert not next(doctor._clock()).bad
    assert next(doctor._clock(datetime(2001, 1, 1, tzinfo=UTC))).bad


def test_a_database_from_the_future(server: Path) -> None:
    later = datetime.now(tz=UTC).timestamp() + 86400
    os.utime(server, (later, later))
    assert bad() == {"clock"}


def test_copies_are_looked_after(server: Path, tmp_path: Path) -> None:
    assert "No copy was made" in said("copies")
    copies.backup(tmp_path / "copy.zip", server)
    assert "rekindle backup" not in said("copies")
    late = datetime.now(tz=UTC) + timedelta(days=30)
    assert "rekindle backup" in next(doctor._copies(late)).next
    copies.restore(tmp_path / "copy.zip", server)
    assert "restored from" in said("copies")
    assert "before-restore" in said("folder")


@pytest.mark.parametrize(
    ("table", "says", "is_bad"), [("", "up to date", False), ("newer", "newer", True), ("older", "older", False)]
)
@pytest.mark.django_db
def test_migrations(table: str, says: str, is_bad: bool, lived: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db.migrations.recorder import MigrationRecorder

    monkeypatch.setattr(copies, "database", lambda: lived)
    if table == "newer":
        MigrationRecorder.Migration.objects.create(app="vault", name="0999_later")
    if table == "older":
        MigrationRecorder.Migration.objects.filter(app="reveal").delete()
    (found,) = doctor._migrations()
    assert found.bad == is_bad
    assert says in found.say


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "origin", "found"),
    [
        ("mira", "https://home.example", 1),
        ("mira", "http://localhost:1", 0),
        ("ada", "https://home.example", 0),
    ],
)
def test_accounts_whose_passphrase_everybody_knows(
    name: str, origin: str, found: int, settings, lived: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests import cast

    monkeypatch.setattr(copies, "database", lambda: lived)
    cast.actor(name)
    settings.ORIGIN = origin
    assert [one.bad for one in doctor._visitors()] == [True] * found


def test_a_check_that_breaks_is_a_finding_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def _broken() -> None:
        raise RuntimeError("private")

    checks: tuple[Callable, ...] = (_broken, doctor._python)
    monkeypatch.setattr(doctor, "CHECKS", checks)
    found = doctor.examine()
    assert [(one.name, one.bad) for one in found] == [("broken", True), ("python", False)]
    assert "private" not in found[0].say
