"""Mistakes in YAML files and in the shape of the folder."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from rekindle.catalogue.load import load

from .build import COUNTRY, slug_of, write

TODAY = date(2026, 11, 23)
LINES = "helplines.yaml"
SPOILT = [
    (LINES, "number: 116 123", "number: 116123", 10, "quotation marks"),
    (LINES, "tel: tel:116123", "tel: 0800-1", 11, "cannot be dialled"),
    (LINES, "tel: tel:116123", "tel: tel:116124", 11, "Make them the same"),
    (LINES, "tel: tel:116123", "tel: tel:+116123", 11, "without +"),
    (LINES, 'tel: "tel:112"', 'tel: "tel:+112"', 6, "without +"),
    (LINES, '"741741"', '"+741741"', 12, "without +"),
    (LINES, '"741741"', '"741 741"', 12, "digits only"),
    (LINES, "url: https://example.org\n        hours", "url: http://example.org\n        hours", 13, "https://"),
    (LINES, "{name: A list, url: https:", "{name: A list, url: http:", 2, "https://"),
    (LINES, "2026-06-01", "2025-11-01", 16, "12 months"),
    (LINES, "2026-06-01", "2026-11-24", 16, "future"),
    (LINES, "2026-06-01", "soon", 16, "a day such as"),
    (LINES, "2026-06-01", "2026-02-30", 16, "no day or number"),
    (LINES, "kind: suicide", "kind: crisis", 8, "Write emergency, suicide"),
    (LINES, "languages: [no, en]", "languages: []", 8, "languages"),
    (LINES, "code: NO", "code: no", 4, "two capital letters"),
    (LINES, "code: NO", "code: AA", 18, "each country once"),
    (LINES, "        hours: Any time\n", "", 8, "“hours” is missing"),
    (LINES, "        hours: Any time\n", "        hours: Any time\n        hour: 1\n", 15, "no field “hour”"),
    ("references.yaml", "year: 2016", "year: soon", 3, "a whole number"),
    ("references.yaml", "finding: Thanks helped a little.", "finding: Thanks don't help.", 1, "apostrophe"),
    ("references.yaml", "doi: 10.1/abc", "url: http://example.org", 1, "https://"),
    ("references.yaml", "  finding: Thanks helped a little.\n", "", 1, "“finding” is missing"),
    ("en/measures/two.yaml", "name: two", "name: three", 1, "Make the two the same"),
    ("en/measures/two.yaml", "kind: scale", "kind: test", 3, "Write scale, picture or areas."),
    ("en/measures/two.yaml", "label: Good, score: 1", "label: Good, score: 2", 14, "add up to 0 to 4"),
    ("en/measures/two.yaml", "items: [1], at_least", "items: [2], at_least", 17, "count from 0 to 1"),
    ("en/measures/two.yaml", "{below: 1.5}", "{below: 1.5, at_least: 1}", 15, "one of the two"),
    ("en/measures/two.yaml", "alpha: 0.9,", "alpha: 1.9,", 19, "between 0 and 1"),
    ("en/measures/two.yaml", "sd: 0.5", "sd: .nan", 18, "more than 0"),
    ("en/measures/two.yaml", "citation: algoe-2016", "citation: nobody-1999", 4, "nobody-1999"),
    ("en/measures/two.yaml", "citation: algoe-2016\n", "", 1, "“citation” is missing"),
    ("en/safety.yaml", "clear: yes", "clear: never", 13, "Write one of the values"),
    ("en/safety.yaml", "key: free", "key: afraid", 13, "there twice"),
    ("en/safety.yaml", "We believe you.", "We just believe you.", 20, "“just”"),
    ("en/safety.yaml", "Could you answer freely?", "Could you answer freely!", 13, "exclamation"),
    ("en/safety.yaml", "life_title: Please talk to someone\n", "", 1, "“life_title” is missing"),
    ("en/strategies/empathy/strategy.md", "order: 5", "order: 6", 3, "Write 5"),
    ("en/strategies/empathy/strategy.md", "title: Strategy 5", "title: Strategy 4", 2, "title of its own"),
    ("en/strategies/empathy/strategy.md", "One short paragraph.", "", 1, "no text under the head"),
    ("en/strategies/empathy/strategy.md", "One short paragraph.", "Hurry!", 10, "exclamation"),
    ("en/strategies/empathy/strategy.md", "One short paragraph.", "## read: One", 10, "heading"),
    ("en/strategies/empathy/strategy.md", "summary: One sentence.", "summary: One. Two.", 8, "one sentence"),
]


@pytest.mark.parametrize(("file", "old", "new", "line", "say"), SPOILT)
def test_a_mistake_is_told_with_its_line(root: Path, file: str, old: str, new: str, line: int, say: str) -> None:
    path = root / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    _, problems = load(root, today=TODAY)
    assert [(each.file, each.line) for each in problems if say in each.say] == [(f"content/{file}", line)], problems
    assert {each.file for each in problems} == {f"content/{file}"}


def test_options_have_labels_of_their_own(root: Path) -> None:
    path = root / "en/measures/two.yaml"
    path.write_text(path.read_text("utf-8").replace("label: Good", "label: Bad"), "utf-8")
    cat, problems = load(root, today=TODAY)
    assert [each.line for each in problems] == [7, 11]
    assert cat.measures == {}


def test_a_stale_line_stays(root: Path) -> None:
    cat, problems = load(root, today=date(2026, 6, 1) + timedelta(days=367))
    assert len(problems) == len(cat.helplines) == 31
    assert load(root, today=date(2026, 6, 1) + timedelta(days=366))[1] == []


def test_a_bad_country_leaves_the_others(root: Path) -> None:
    path = root / LINES
    path.write_text(path.read_text("utf-8").replace("kind: suicide", "kind: crisis", 1), "utf-8")
    assert len(load(root, today=TODAY)[0].helplines) == 30


def test_thirty_countries_are_the_least(root: Path) -> None:
    path = root / LINES
    text = path.read_text("utf-8")
    for code in ("AA", "AB"):
        text = text.replace(COUNTRY.format(code=code), "")
    path.write_text(text, "utf-8")
    assert [each.say for each in load(root, today=TODAY)[1]] == ["There are 29 countries. Write at least 30."]


def test_at_least_three_practices(root: Path) -> None:
    (root / "en/strategies/empathy" / f"{slug_of(5, 3)}.md").unlink()
    _, problems = load(root, today=TODAY)
    assert [each.say for each in problems] == ["It has 2 practices. Write at least 3."]
    assert problems[0].file == "content/en/strategies/empathy/strategy.md"


def test_at_least_one_gentle_practice(root: Path) -> None:
    for which in (1, 2):
        path = root / "en/strategies/empathy" / f"{slug_of(5, which)}.md"
        text = (
            path.read_text("utf-8")
            .replace(f"intensity: {which}", "intensity: 3")
            .replace("tonight: true", "tonight: false")
        )
        path.write_text(text, "utf-8")
    _, problems = load(root, today=TODAY)
    assert [each.say for each in problems] == ["None of its practices is gentle. Write one of intensity 1 or 2."]


def test_names_are_used_once(root: Path) -> None:
    text = (root / "en/strategies/empathy" / f"{slug_of(5, 3)}.md").read_text("utf-8")
    write(root / "en/strategies/vulnerability" / f"{slug_of(5, 3)}.md", text)
    _, problems = load(root, today=TODAY)
    assert len(problems) == 1 and "already used by content/en/strategies/empathy" in problems[0].say


@pytest.mark.parametrize("name", ["Say It.md", "say_it.md", "notes.txt"])
def test_files_have_plain_names(root: Path, name: str) -> None:
    write(root / "en/strategies/empathy" / name, "text")
    _, problems = load(root, today=TODAY)
    assert [each.file for each in problems] == [f"content/en/strategies/empathy/{name}"]


def test_left_over_files_of_editors_do_not_matter(root: Path) -> None:
    for name in (".say-it.md.swp", "say-it.md~", ".DS_Store"):
        write(root / "en/strategies/empathy" / name, "text")
    assert load(root, today=TODAY)[1] == []


def test_an_eleventh_strategy_is_told(root: Path) -> None:
    write(root / "en/strategies/jokes/strategy.md", "text")
    _, problems = load(root, today=TODAY)
    assert [each.file for each in problems] == ["content/en/strategies/jokes"]


def test_a_missing_strategy_is_told(root: Path) -> None:
    for path in (root / "en/strategies/empathy").iterdir():
        path.unlink()
    (root / "en/strategies/empathy").rmdir()
    cat, problems = load(root, today=TODAY)
    assert [each.file for each in problems] == ["content/en/strategies/empathy/strategy.md"]
    assert len(cat.strategies) == 9


def test_a_folder_in_the_place_of_a_file(root: Path) -> None:
    (root / "en/strategies/empathy/say-it.md").mkdir()
    _, problems = load(root, today=TODAY)
    assert [each.file for each in problems] == ["content/en/strategies/empathy/say-it.md"]


def test_no_content_at_all(tmp_path: Path) -> None:
    cat, problems = load(tmp_path / "nowhere", today=TODAY)
    assert cat.practices == {} and cat.helplines == ()
    assert {each.file for each in problems} == {"nowhere/en", "nowhere/references.yaml", "nowhere/helplines.yaml"}


def test_without_sources_practices_are_still_there(root: Path) -> None:
    (root / "references.yaml").unlink()
    cat, problems = load(root, today=TODAY)
    assert len(problems) == 1 and len(cat.practices) == 30
    assert cat.sources_of(cat.practices[slug_of(1, 1)]) == ()
