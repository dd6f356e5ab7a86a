"""Every rule has a mistake here: one clear problem, on its line, and the file is left out."""

from datetime import date
from pathlib import Path

import pytest

from rekindle.catalogue.load import load

from .build import slug_of

TODAY = date(2026, 11, 23)
FILE = Path("en/strategies/quality-time") / f"{slug_of(4, 2)}.md"
TITLE_LINE = 2
READ = "One short paragraph about {partner}, with *emphasis*."
HEAD = [
    ("title: Practice 4 2", "title: " + "a" * 61, 2, "up to 60"),
    ("title: Practice 4 2", "title:", 2, "Write a text"),
    ("title: Practice 4 2", "title: 2024", 2, "Write a text"),
    ("title: Practice 4 2", "title: {partner} and you", 2, "quotation marks"),
    ("title: Practice 4 2", "title: Say it: now", 2, "quotation marks"),
    ("title: Practice 4 2", "title: Practice 4 1", 2, "title of its own"),
    ("title: Practice 4 2", "titel: Practice 4 2", 2, "Write “title”"),
    ("aim: Thank your partner for one thing they did.", "aim: Do this. Then that.", 3, "one sentence"),
    ("aim: Thank your partner for one thing they did.", "aim: " + "a" * 161, 3, "up to 160"),
    ("minutes: 8", "minutes: 1", 4, "from 2 to 45"),
    ("minutes: 8", "minutes: 46", 4, "from 2 to 45"),
    ("minutes: 8", "minutes: 8.5", 4, "whole number"),
    ("minutes: 8", "minutes: true", 4, "whole number"),
    ("who: either", "who: all", 5, "alone, both or either"),
    ("gate: open", "gate: closed", 6, "open, clear or ended"),
    ("gate: open", "gate: open\ngate: clear", 7, "second time"),
    ("intensity: 2", "intensity: 6", 7, "from 1 to 5"),
    ("needs: []", "needs: none", 8, "square brackets"),
    ("needs: []", "needs: [unheard-of]", 8, "no practice unheard-of"),
    ("needs: []", f"needs: [{slug_of(4, 3)}]", 8, "higher intensity"),
    ("needs: []", f"needs: [{slug_of(4, 2)}]", 8, "leads back"),
    ("needs: []", f"needs: [{slug_of(4, 1)}, {slug_of(4, 1)}]", 8, "twice"),
    ("ritual: false", "ritual: yes", 9, "true or false"),
    ("tonight: false", "tonight: true", 10, "intensity 1"),
    ("evidence: [algoe-2016]", "evidence: []", 11, "at least one"),
    ("evidence: [algoe-2016]", "evidence: [nobody-1999]", 11, "nobody-1999"),
    ("closing: You looked for something good and you found it.", "closing: One. Two. Three.", 12, "one or two"),
    ("closing: You looked for something good and you found it.", "closing: " + "a" * 241, 12, "up to 240"),
    ("closing: You looked for something good and you found it.\n", "", 1, "“closing” is missing"),
    ("aim: Thank", "mood: good\naim: Thank", 3, "no field “mood”"),
    ("---\ntitle", "title", 1, "Begin with ---"),
    ("found it.\n---", "found it.", 1, "does not end"),
]
STEPS = [
    ("## read: Why", "## look: Why", 15, "no step “look”"),
    ("## read: Why", "## read (maybe): Why", 15, "(alone), (together) or nothing"),
    ("## read: Why a small thing works", "## read Why a small thing works", 15, "no step"),
    ("## read: Why a small thing works", "##read: Why a small thing works", 15, "no step"),
    ("## read: Why a small thing works", "## read:", 15, "no title"),
    ("## read: Why", "Some words.\n\n## read: Why", 15, "before the first step"),
    (READ, "word " * 121, 15, "words to read"),
    ("low: hard to find\n", "", 24, "“low: …”"),
    ("high: right there\n", "", 24, "“high: …”"),
    ("high: right there", "low: right there\nhigh: x", 26, "second time"),
    ("high: right there", "high:", 26, "empty"),
    ("high: right there", "high: right *there*", 26, "Emphasis"),
    ("pick: 2", "pick: 4", 29, "from 1 to 3"),
    ("pick: 2", "seconds: 60", 29, "belongs to a step “breathe”"),
    ("- At the weekend\n- I would rather\n  write it\n", "", 28, "Write 2 to 7"),
    ("- At the weekend", "- Tonight", 31, "twice"),
    ("- Being left in peace\n", "", 35, "Write 3 to 10"),
    ("seconds: 120", "seconds: 29", 41, "from 30 to 1200"),
    ("seconds: 120", "seconds: two", 41, "from 30 to 1200"),
    ("seconds: 120\n", "", 40, "from 30 to 1200"),
    ("## reveal (together)", "## reveal", 44, "A reveal is for two"),
]
WORDS = [
    (READ, "You should do it.", 16, "“should”"),
    (READ, "It is Just that.", 16, "“just”"),
    (READ, "What a journey.", 16, "“journey”"),
    (READ, "Do it now!", 16, "exclamation"),
    (READ, "Don't.", 16, "apostrophe"),
    (READ, 'Say "yes".', 16, "quotation mark"),
    (READ, "Hello {name}.", 16, "Only {partner}"),
    (READ, "Ask {partner} what he wants.", 16, "“he” stands beside"),
    (READ, "See [this](page).", 16, "no links"),
    (READ, "See https://example.org.", 16, "no links"),
    (READ, "![A cat](cat.png)", 16, "no pictures"),
    (READ, "A <b>bold</b> word.", 16, "no HTML"),
    (READ, "A `word`.", 16, "backtick"),
    (READ, "Nine of ten \U0001f600.", 16, "emoji"),
    (READ, "It helps 70 %.", 16, "statistic"),
    (READ, "One line.\n\n### A heading", 18, "heading"),
    (READ, "One line.\n---", 16, "heading"),
    (READ, "One line.\n\n***", 18, "ruled line"),
    (READ, "One line.\n\n    four spaces", 18, "four spaces"),
    (READ, "~~~\nfence\n~~~", 16, "code"),
    ("title: Practice 4 2", "title: You should know", 2, "“should”"),
    ("- Tonight", "- Tonight!", 30, "exclamation"),
    ("low: hard to find", "low: can't", 25, "apostrophe"),
    ("What did {partner} do", "What did {Partner} do", 21, "Only {partner}"),
]


@pytest.mark.parametrize(("old", "new", "line", "say"), [*HEAD, *STEPS, *WORDS])
def test_a_mistake_in_a_practice(root: Path, old: str, new: str, line: int, say: str) -> None:
    _spoil(root / FILE, old, new)
    cat, problems = load(root, today=TODAY)
    told = [problem for problem in problems if say in problem.say]
    assert [(problem.file, problem.line) for problem in told] == [(f"content/{FILE.as_posix()}", line)], problems
    assert {problem.file for problem in problems} == {f"content/{FILE.as_posix()}"}
    assert slug_of(4, 2) not in cat.practices
    assert len(cat.practices) == 29


ACCIDENTS = [
    (lambda data: data.replace(b"\n", b"\r\n"), 1, "CRLF"),
    (lambda data: b"\xef\xbb\xbf" + data, 1, "BOM"),
    (lambda data: data.replace(b"minutes: 8", b"minutes:\t8"), 4, "tab"),
    (lambda data: data.replace(b"One short", b"One sh\xf6rt"), 16, "UTF-8"),
    (lambda data: data.replace(b"One short", b"One sh\x00rt"), 16, "control"),
    (lambda _: b"", 1, "empty"),
    (lambda _: b"\n \n", 1, "empty"),
    (lambda _: b"---\n---\n", 2, "The head is empty"),
    (lambda _: b"---\n- a\n---\n", 2, "The head is empty"),
    (lambda data: data.replace(b"needs: []", b"needs: [a"), 9, "cannot be read"),
    (lambda data: data.replace(b"needs: []", b"needs: &a [*a]"), 8, "holds itself"),
    (lambda data: data.replace(b"aim: Thank", b"aim: !!python/name:os.system Thank"), 3, "cannot be read"),
    (lambda data: data.replace(b"minutes: 8", b"minutes: 2026-13-45"), 4, "no day or number"),
    (lambda data: data + b"x" * 600_000, 1, "far too large"),
    (lambda data: data.split(b"## read")[0], 1, "no steps"),
]


@pytest.mark.parametrize(("spoil", "line", "say"), ACCIDENTS)
def test_an_accident_with_a_file(root: Path, spoil, line: int, say: str) -> None:
    path = root / FILE
    path.write_bytes(spoil(path.read_bytes()))
    cat, problems = load(root, today=TODAY)
    assert [each.line for each in problems if say in each.say] == [line], problems
    assert {problem.file for problem in problems} == {f"content/{FILE.as_posix()}"}
    assert slug_of(4, 2) not in cat.practices


VERSIONS = [
    ({"who: either": "who: alone"}, "no marks"),
    ({"## reveal (together)": "## write"}, "Mark one (together)"),
    ({"## write:": "## write (together):"}, None),
]


@pytest.mark.parametrize(("changes", "say"), VERSIONS)
def test_versions_are_complete(root: Path, changes: dict[str, str], say: str | None) -> None:
    for old, new in changes.items():
        _spoil(root / FILE, old, new)
    _, problems = load(root, today=TODAY)
    assert [say in problem.say for problem in problems] == ([True] if say else [])
    assert all(problem.line == 5 for problem in problems)


def test_a_version_for_one_needs_something_to_do(root: Path) -> None:
    text = (root / FILE).read_text("utf-8")
    head, _, _ = text.partition("## read")
    body = "## read: One\nWords.\n\n## read: Two\nWords.\n\n## reveal (together): Three\nWords.\n"
    (root / FILE).write_text(head + body, "utf-8")
    _, problems = load(root, today=TODAY)
    assert [problem.say for problem in problems] == [
        "The version for one person has nothing to do. Add a step that is not “read”."
    ]


def test_a_circle_of_needs_is_told(root: Path) -> None:
    folder = root / FILE.parent
    _spoil(folder / f"{slug_of(4, 2)}.md", "needs: []", f"needs: [{slug_of(4, 1)}]")
    _spoil(folder / f"{slug_of(4, 1)}.md", "tonight: true", "tonight: false")
    _spoil(folder / f"{slug_of(4, 1)}.md", "intensity: 1", "intensity: 2")
    assert load(root, today=TODAY)[1] == []
    _spoil(folder / f"{slug_of(4, 1)}.md", "needs: []", f"needs: [{slug_of(4, 2)}]")
    cat, problems = load(root, today=TODAY)
    assert len(problems) == 2 and all("leads back" in problem.say for problem in problems)
    assert slug_of(4, 1) not in cat.practices and slug_of(4, 2) not in cat.practices


def test_what_needs_a_bad_practice_waits_without_a_second_problem(root: Path) -> None:
    _spoil(root / FILE.parent / f"{slug_of(4, 3)}.md", "needs: []", f"needs: [{slug_of(4, 2)}]")
    _spoil(root / FILE, "minutes: 8", "minutes: 99")
    cat, problems = load(root, today=TODAY)
    assert len(problems) == 1
    assert slug_of(4, 3) not in cat.practices


def _spoil(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())
