import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

from rekindle.catalogue.check import STRATEGIES
from rekindle.catalogue.command import check_content

from .build import slug_of

TODAY = date(2026, 11, 23)


def _run(root: Path, as_json: bool) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    return check_content(as_json, out, err, root, TODAY), out.getvalue(), err.getvalue()


def test_json_of_good_content(root: Path) -> None:
    code, out, err = _run(root, True)
    assert (code, err) == (0, "")
    assert json.loads(out) == {"errors": [], "strategies": {slug: {"en": 3} for slug in STRATEGIES}}


def test_json_of_a_mistake(root: Path) -> None:
    path = root / "en/strategies/empathy" / f"{slug_of(5, 2)}.md"
    path.write_text(path.read_text("utf-8").replace("minutes: 8", "minutes: 80"), "utf-8")
    code, out, _ = _run(root, True)
    assert code == 1
    found = json.loads(out)
    assert found["errors"] == [
        {
            "file": f"content/en/strategies/empathy/{slug_of(5, 2)}.md",
            "line": 4,
            "say": "“minutes” is not right. Write a whole number from 2 to 45.",
        }
    ]
    assert found["strategies"]["empathy"] == {"en": 2}


def test_plain_text_names_file_and_line(root: Path) -> None:
    (root / "references.yaml").unlink()
    code, out, err = _run(root, False)
    assert code == 1
    assert err.startswith("content/references.yaml:1: ")
    assert out.endswith("1 to mend.\n")


def test_plain_text_counts_what_was_read(root: Path) -> None:
    code, out, err = _run(root, False)
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "open-communication: 3 (en)"
    assert out.splitlines()[-2:] == ["kinds of conversation: 1 (en)", "Everything is in order."]


def test_a_second_language_is_checked_too(root: Path) -> None:
    (root / "de").mkdir()
    code, out, _ = _run(root, True)
    assert code == 1
    found = json.loads(out)
    assert found["strategies"]["empathy"] == {"en": 3, "de": 0}
    assert {each["file"].split("/")[1] for each in found["errors"]} == {"de"}


def test_the_module_can_be_run() -> None:
    repository = Path(__file__).resolve().parents[3]
    done = subprocess.run([sys.executable, "-m", "rekindle.catalogue", "--json"], cwd=repository, capture_output=True)
    assert done.returncode == (1 if json.loads(done.stdout)["errors"] else 0)
