"""The machine's own time zone."""

from pathlib import Path

import pytest

from rekindle.web.zone import local_zone


def test_the_variable_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", ":Europe/Brussels")
    assert local_zone() == "Europe/Brussels"


@pytest.mark.parametrize("name", ["Nowhere/At-all", "../../etc/passwd", "/abs", "\ud800"])
def test_a_name_that_does_not_exist_becomes_utc(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("os.environ", {"TZ": name})
    assert local_zone() == "UTC"


def test_the_link_of_the_system_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("TZ", raising=False)
    (tmp_path / "localtime").symlink_to("/usr/share/zoneinfo/America/New_York")
    assert local_zone(tmp_path / "localtime") == "America/New_York"
    assert local_zone(tmp_path / "missing") == "UTC"
