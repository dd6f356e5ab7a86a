"""Takes a guard away and sees the harm, so that the tests beside this one stand on it."""

from datetime import date
from pathlib import Path

import nh3
import pytest
from markdown_it import MarkdownIt

from rekindle.catalogue import folder, markdown, steps, wording
from rekindle.catalogue.load import load
from rekindle.catalogue.markdown import TextLine

from .build import slug_of

TODAY = date(2026, 11, 23)
FILE = Path("en/strategies/quality-time") / f"{slug_of(4, 2)}.md"


def test_without_the_rules_of_wording_a_shout_gets_in(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _spoil(root, "The hint under the question.", "Do it now!")
    assert slug_of(4, 2) not in load(root, today=TODAY)[0].practices
    monkeypatch.setattr(wording, "RULES", ())
    assert "Do it now!" in load(root, today=TODAY)[0].practices[slug_of(4, 2)].steps[1].body_html


def test_without_versions_one_person_stands_before_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (root / FILE).read_text("utf-8").partition("## read")[0]
    (root / FILE).write_text(f"{text}## reveal (together): One\n\n## reveal (together): Two\n", "utf-8")
    assert slug_of(4, 2) not in load(root, today=TODAY)[0].practices
    monkeypatch.setattr(steps, "versions", lambda *_: iter(()))
    assert load(root, today=TODAY)[0].practices[slug_of(4, 2)].steps_for(False) == ()


def test_without_waiting_a_need_leads_nowhere(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    third = root / FILE.parent / f"{slug_of(4, 3)}.md"
    third.write_text(third.read_text("utf-8").replace("needs: []", f"needs: [{slug_of(4, 2)}]"), "utf-8")
    _spoil(root, "minutes: 8", "minutes: 80")
    assert slug_of(4, 3) not in load(root, today=TODAY)[0].practices
    monkeypatch.setattr(folder.Folder, "_drop_followers", lambda _: None)
    practices = load(root, today=TODAY)[0].practices
    assert practices[slug_of(4, 3)].needs[0] not in practices


def test_either_lock_on_html_holds_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    body = [TextLine(1, "<img src=x onerror=alert(1)>")]
    monkeypatch.setattr(markdown, "_markdown", MarkdownIt("commonmark", {"html": True}))
    assert "<img" not in markdown.render(body)
    monkeypatch.setattr(nh3, "clean", lambda html, **_: html)
    assert "<img" in markdown.render(body)
    monkeypatch.setattr(markdown, "_markdown", MarkdownIt("commonmark", {"html": False}))
    assert "<img" not in markdown.render(body)


def _spoil(root: Path, old: str, new: str) -> None:
    text = (root / FILE).read_text("utf-8")
    assert old in text
    (root / FILE).write_text(text.replace(old, new), "utf-8")
