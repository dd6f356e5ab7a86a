"""Documents promise only what is there: every link leads somewhere, every command and path exists."""

from pathlib import Path

import pytest

from rekindle.cli import VERBS
from tests.proofs.docs import HOUSE, complaints, documents

README = HOUSE / "README.md"


@pytest.mark.parametrize("path", documents(), ids=lambda path: str(path.relative_to(HOUSE)))
def test_everything_a_document_names_is_there(path: Path) -> None:
    assert list(complaints(path, path.read_text(encoding="utf-8"))) == []


def test_the_first_page_leads_to_every_other() -> None:
    """From README every document can be reached by links."""
    seen, waiting = set(), [README]
    while waiting:
        path = waiting.pop()
        if path in seen or not path.exists():
            continue
        seen.add(path)
        text = path.read_text(encoding="utf-8")
        waiting += [one for one in documents() if one not in seen and _named(path, one, text)]
    # Everybody knows a changelog by its name.
    assert {one.name for one in documents() if one not in seen} <= {"CHANGELOG.md"}


def _named(path: Path, other: Path, text: str) -> bool:
    names = {
        str(other.relative_to(HOUSE)),
        str(other.parent.relative_to(HOUSE)) + ")",
        str(other.parent.relative_to(HOUSE)) + "/",
    }
    if other.is_relative_to(path.parent):
        names.add(str(other.relative_to(path.parent)))
    return any(name in text for name in names if name not in (".)", "./"))


def test_the_first_page_names_every_command_or_how_to_list_them() -> None:
    text = README.read_text(encoding="utf-8")
    assert "--help" in text and all(name in text for name in ("doctor", "backup", "restore"))
    assert {"serve", "migrate", "demo"} < set(VERBS)


# The reverse: what is not there is noticed.


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[here](docs/nowhere.md)", "no docs/nowhere.md"),
        ("[here](#no-such-part)", "no #no-such-part"),
        ("Run `rekindle fly`.", "no command rekindle fly"),
        ("Run `rekindle serve --wings 2`.", "no option --wings of rekindle serve"),
        ("Run `bin/fly`.", "no bin/fly"),
        ("See `rekindle/nowhere/rules.py`.", "no file rekindle/nowhere/rules.py"),
        ("```\nREKINDLE_WINGS=2 bin/run\n```", "no setting REKINDLE_WINGS"),
    ],
)
def test_a_promise_without_a_thing_is_noticed(text: str, problem: str) -> None:
    assert problem in list(complaints(README, text))
