"""The command line: JSON with exactly these keys, words beside it, and 2 for wrong use."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rekindle import cli
from rekindle.operating import copies, doctor, server


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    """Run a command; return its exit code, what it printed, and its words."""

    def run(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        try:
            code = cli.main(list(arguments))
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return run


WRONG = (
    (),
    ("dance",),
    ("serve", "--port", "0"),
    ("serve", "--port", "65536"),
    ("serve", "--port", "eight"),
    ("serve", "--workers", "0"),
    ("backup",),
    ("restore",),
    ("reset-link",),
    ("score",),
    ("score", "no-such-thing"),
    ("change", "csi-4", "--before", "3"),
    ("change", "csi-4", "--before", "three", "--after", "4"),
    ("simulate", "--couples", "-1"),
    ("demo", "--stale"),
)


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_use_is_one_line_and_2(arguments: tuple[str, ...], said) -> None:
    code, out, err = said(*arguments, stdin="[]")
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert "Traceback" not in err


@pytest.mark.parametrize("stdin", ["", "[", "{}", "[1, 2]", '["a", 1, 1, 1]', "null", "[1e999, 1, 1, 1]"])
def test_input_that_is_no_list_of_positions_is_2(stdin: str, said) -> None:
    code, out, err = said("score", "csi-4", stdin=stdin)
    assert (code, out) == (2, "")
    assert err.startswith("rekindle score: ")


def test_numbers_come_as_json(said) -> None:
    code, out, _ = said("score", "csi-4", stdin="[3, 2, 2, 3]")
    assert code == 0
    assert json.loads(out)["score"] == 10
    code, out, _ = said("change", "csi-16", "--before", "40", "--after", "70")
    assert code == 0
    assert isinstance(json.loads(out), dict)
    code, out, _ = said("agreement", stdin='{"a": [1, 5, 9], "b": [2, 5, 8], "norm": [5, 5, 5]}')
    assert code == 0
    assert isinstance(json.loads(out), dict)


def test_content_is_checked(said) -> None:
    code, out, err = said("check-content", "--json")
    assert set(json.loads(out)) == {"errors", "strategies"}
    assert (code, err) == (int(bool(json.loads(out)["errors"])), "")


def test_backup_and_restore_say_what_they_did(
    said, lived: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "database", lambda: lived)
    code, out, err = said("backup", str(tmp_path / "copy.zip"))
    made = json.loads(out)
    assert (code, err) == (0, "")
    assert set(made) == {"file", "made", "version", "sha256", "size", "counts"}
    assert set(made["counts"]) == {"people", "couples", "items", "rounds"}
    code, out, err = said("restore", str(tmp_path / "copy.zip"))
    assert code == 0
    assert set(json.loads(out)) == {"made", "version", "counts", "kept"}
    assert err == f"Restored from a copy of {copies.restored_from()}. Everybody is signed out.\n"


def test_accidents_are_1_with_one_sentence(said, lived: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "database", lambda: lived)
    (tmp_path / "list.txt").write_text("milk")
    for arguments in (
        ("restore", str(tmp_path / "nothing")),
        ("restore", str(tmp_path / "list.txt")),
        ("restore", str(tmp_path)),
        ("backup", str(tmp_path / "list.txt")),
        ("backup", str(tmp_path / "no" / "folder")),
    ):
        code, out, err = said(*arguments)
        assert (code, out) == (1, "")
        assert len(err.splitlines()) == 1


@pytest.mark.parametrize("wrong", [False, True])
def test_the_doctor_says_it_twice(wrong: bool, said, monkeypatch: pytest.MonkeyPatch) -> None:
    finding = doctor.Finding("cellar", wrong, "The cellar is wet.", "Open a window.")
    monkeypatch.setattr(doctor, "CHECKS", (lambda: iter([finding]),))
    code, out, err = said("doctor")
    assert code == int(wrong)
    assert json.loads(out) == {
        "ok": not wrong,
        "findings": [{"name": "cellar", "bad": wrong, "say": "The cellar is wet.", "next": "Open a window."}],
    }
    assert err == ("! " if wrong else "- ") + "The cellar is wet. Open a window.\n"


@pytest.mark.django_db
def test_a_reset_link_is_printed_for_a_known_name_only(said) -> None:
    from tests import cast

    cast.actor("Alice")
    code, out, _ = said("reset-link", "alice")
    assert code == 0
    assert out.startswith("http")
    code, out, err = said("reset-link", "nobody")
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 1


@pytest.mark.django_db
def test_demo_says_how_to_sign_in(said, monkeypatch: pytest.MonkeyPatch) -> None:
    from rekindle.operating import demo

    monkeypatch.setattr(server, "prepare", lambda: None)
    monkeypatch.setattr(demo, "_live", lambda _: None)
    code, out, err = said("demo", "--fresh")
    assert (code, out) == (0, "")
    assert "mira: " in err
    assert "jonah: " in err


def test_stopping_by_hand_is_130(said, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(cli.VERBS, "doctor", stop)
    assert said("doctor")[0] == 130


def shell(*arguments: str, **change: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rekindle", *arguments]
    return subprocess.run(
        command, env={**os.environ, **change}, capture_output=True, text=True, timeout=60, check=False
    )


def test_a_data_folder_that_cannot_be_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = shell("migrate", REKINDLE_DATA=str(tmp_path / "file" / "data"))
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1


def test_a_setting_that_cannot_be_read_is_one_sentence_without_its_value(tmp_path: Path) -> None:
    done = shell("migrate", REKINDLE_DATA=str(tmp_path), EMAIL_URL="smtp://me:hush@host:port")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "hush" not in done.stderr
