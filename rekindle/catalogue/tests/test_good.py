"""What good content becomes."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from rekindle import catalogue
from rekindle.catalogue.check import STRATEGIES
from rekindle.catalogue.load import load

from .build import slug_of

TODAY = date(2026, 11, 23)


def test_good_content_has_no_problems(root: Path) -> None:
    cat, problems = load(root, today=TODAY)
    assert problems == []
    assert list(cat.strategies) == list(STRATEGIES)
    assert len(cat.practices) == 30
    assert len(cat.helplines) == 31
    assert cat.language == "en"


def test_a_practice_has_both_versions(root: Path) -> None:
    practice = load(root, today=TODAY)[0].practices[slug_of(1, 1)]
    assert [step.name for step in practice.steps_for(False)] == [
        "read-1",
        "write-1",
        "rate-1",
        "choose-1",
        "sort-1",
        "breathe-1",
    ]
    assert "rate-1" not in [step.name for step in practice.steps_for(True)]
    assert practice.steps_for(True)[-1].name == "reveal-1"
    assert practice.together_possible
    assert practice.tonight
    assert practice.evidence == ("algoe-2016",)


def test_steps_hold_what_their_kind_needs(root: Path) -> None:
    read, write, rate, choose, sort, breathe, reveal = load(root, today=TODAY)[0].practices[slug_of(1, 1)].steps
    assert read.body_html == (
        "<p>One short paragraph about {partner}, with <em>emphasis</em>.</p>\n"
        "<ul>\n<li>A list</li>\n<li>of two</li>\n</ul>"
    )
    assert write.title == "What did {partner} do this week?"
    assert (rate.low, rate.high, rate.mode) == ("hard to find", "right there", "alone")
    assert choose.options == ("Tonight", "At the weekend", "I would rather write it")
    assert (choose.pick, choose.body_html, sort.pick) == (2, "", 1)
    assert (breathe.seconds, breathe.body_html) == (120, "<p>Breathe out longer than in.</p>")
    assert reveal.mode == "together"


def test_the_gentlest_practice_comes_first(root: Path) -> None:
    cat, _ = load(root, today=TODAY)
    assert [each.intensity for each in cat.by_strategy("empathy")] == [1, 2, 3]
    assert cat.strategies["empathy"].practices(cat) == cat.by_strategy("empathy")
    assert cat.by_strategy("nothing") == ()


def test_yaml_words_stay_words(root: Path) -> None:
    cat, _ = load(root, today=TODAY)
    assert cat.helplines[0].code == "NO"
    assert cat.helplines[0].lines[0].languages == ("no", "en")
    assert [answer.value for answer in cat.safety.answers] == ["no", "yes"]
    assert cat.safety.questions[1].clear == "yes"


def test_a_measure_is_read_in_printed_order(root: Path) -> None:
    measure = load(root, today=TODAY)[0].measures["two"]
    assert [option.score for option in measure.items[1].options] == [0, 1]
    assert measure.items[1].pair == ("BAD", "GOOD")
    assert measure.cut_off and measure.cut_off.below == 1.5


def test_nothing_can_be_changed(root: Path) -> None:
    cat, _ = load(root, today=TODAY)
    practice = cat.practices[slug_of(1, 1)]
    with pytest.raises(AttributeError):
        practice.gate = "open"  # type: ignore[misc]
    with pytest.raises(TypeError):
        cat.practices["x"] = practice  # type: ignore[index]
    assert msgspec.structs.replace(practice, gate="ended") != practice


def test_sources_of_a_practice(root: Path) -> None:
    cat, _ = load(root, today=TODAY)
    assert [each.authors for each in cat.sources_of(cat.practices[slug_of(1, 1)])] == ["Algoe, S. B."]


def test_without_a_private_check_there_is_none_to_pass(root: Path) -> None:
    (root / "en" / "safety.yaml").unlink()
    cat, problems = load(root, today=TODAY)
    assert [problem.file for problem in problems] == ["content/en/safety.yaml"]
    with pytest.raises(LookupError):
        _ = cat.safety


def test_current_reads_the_folder_it_is_told_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REKINDLE_CONTENT", str(root))
    catalogue.current.cache_clear()
    try:
        assert catalogue.current() is catalogue.current()
        assert slug_of(1, 1) in catalogue.current().practices
    finally:
        catalogue.current.cache_clear()


def test_the_content_is_found_beside_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REKINDLE_CONTENT", raising=False)
    assert (catalogue.content_root() / "en" / "strategies").is_dir()
