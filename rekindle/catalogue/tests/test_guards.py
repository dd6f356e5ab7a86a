"""Takes a guard away and sees the harm, so that the tests beside this one stand on it."""

from datetime import date
from pathlib import Path

import nh3
import pytest
from markdown_it import MarkdownIt

from rekindle.catalogue import folder, markdown, steps, talks, wording
from rekindle.catalogue.load import load
from rekindle.catalogue.markdown import TextLine

from .build import slug_of
from .talk import TALK

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


TALK_FILE = Path("en/talks/one-thing.yaml")
OF_THE_OTHER = TALK[TALK.index("  - name: speak-2") : TALK.index("  - name: plan")]


def test_without_fairness_one_of_two_is_never_heard(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / TALK_FILE).write_text(TALK.replace(OF_THE_OTHER, ""), "utf-8")
    assert "one-thing" not in load(root, today=TODAY)[0].talks
    monkeypatch.setattr(talks, "_fair", lambda _: iter(()))
    assert {turn.speaker for turn in load(root, today=TODAY)[0].talks["one-thing"].turns} == {"first", "both"}


def test_without_the_true_time_an_hour_is_called_short(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / TALK_FILE).write_text(TALK.replace("minutes: 20", "minutes: 5"), "utf-8")
    assert "one-thing" not in load(root, today=TODAY)[0].talks
    monkeypatch.setattr(talks, "_long", lambda _: iter(()))
    assert load(root, today=TODAY)[0].talks["one-thing"].takes == 20


@pytest.mark.parametrize("what", ["mirror", "validate", "listen"])
def test_without_the_rules_of_a_turn_nobody_knows_what_to_do(
    root: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    spoilt = {
        "mirror": TALK.replace("    minutes: 5\n", "    mirror: true\n"),
        "validate": TALK.replace("    valid: [It makes sense that…, I can see why…]\n", ""),
        "listen": TALK.replace("    listen: Only listen.\n", ""),
    }
    (root / TALK_FILE).write_text(spoilt[what], "utf-8")
    assert "one-thing" not in load(root, today=TODAY)[0].talks
    monkeypatch.setattr(talks, "_turn", lambda _: iter(()))
    turns = load(root, today=TODAY)[0].talks["one-thing"].turns
    harm = {
        "mirror": turns[2].mirror and turns[2].speaker == "both",
        "validate": turns[0].validate and not turns[0].valid,
        "listen": not turns[1].listen,
    }
    assert harm[what]


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
