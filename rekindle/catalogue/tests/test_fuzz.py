"""Whatever people write, the reader answers with lines and sentences."""

from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rekindle.catalogue import markdown, practice, talks
from rekindle.catalogue.load import load
from rekindle.catalogue.markdown import TextLine
from rekindle.catalogue.notes import Notes
from rekindle.catalogue.source import Unreadable, parse

from .build import PRACTICE, slug_of
from .talk import TALK

GOOD = PRACTICE.format(title="A title", intensity=1, tonight="true")
PIECES = [
    "---",
    "\n",
    "## ",
    "## read: x\n",
    "(together)",
    ": ",
    "{",
    "}",
    "{partner}",
    "- ",
    "[",
    "*",
    "> ",
    "`",
    "<b>",
    "\t",
    "\r",
    "\x00",
    "&a ",
    "*a",
    "!",
    "’",
    "é",
    "1e999",
    "\ufeff",
]
quick = settings(
    derandomize=True, max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@quick
@given(at=st.integers(0, len(GOOD)), drop=st.integers(0, 40), piece=st.sampled_from(PIECES) | st.text(max_size=8))
def test_a_spoilt_practice_never_raises(tmp_path: Path, at: int, drop: int, piece: str) -> None:
    data = (GOOD[:at] + piece + GOOD[at + drop :]).encode("utf-8", "surrogatepass")
    path = tmp_path / "spoilt.md"
    path.write_bytes(data)
    notes = Notes("spoilt.md")
    made = practice.practice(path, "empathy", notes, "en")
    assert (made is None) == bool(notes.problems)
    assert all(1 <= each.line <= data.count(b"\n") + 1 for each in notes.problems)
    assert all(each.say.endswith(".") and "Traceback" not in each.say for each in notes.problems)


@quick
@given(at=st.integers(0, len(TALK)), drop=st.integers(0, 40), piece=st.sampled_from(PIECES) | st.text(max_size=8))
def test_a_spoilt_talk_never_raises(tmp_path: Path, at: int, drop: int, piece: str) -> None:
    data = (TALK[:at] + piece + TALK[at + drop :]).encode("utf-8", "surrogatepass")
    path = tmp_path / "spoilt.yaml"
    path.write_bytes(data)
    notes = Notes("spoilt.yaml")
    made = talks.talk(path, notes, "en")
    assert (made is None) == bool(notes.problems)
    assert all(1 <= each.line <= data.count(b"\n") + 1 for each in notes.problems)
    assert all(each.say.endswith(".") and "Traceback" not in each.say for each in notes.problems)


@quick
@given(data=st.binary(max_size=60))
def test_bytes_in_any_file_never_raise(tmp_path: Path, data: bytes) -> None:
    for name in (
        "references.yaml",
        "helplines.yaml",
        "en/safety.yaml",
        "en/measures/x.yaml",
        "en/talks/x.yaml",
        "en/strategies/empathy/x.md",
    ):
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    cat, problems = load(tmp_path / "content", today=date(2026, 11, 23))
    assert not cat.practices and not cat.measures and not cat.talks and cat.private_check is None
    assert problems == sorted(problems)


@quick
@given(st.text(alphabet="[]{}:,-&*!|>#%@'\"ab10 \n.~?", max_size=60))
def test_yaml_is_read_or_refused(text: str) -> None:
    try:
        found = parse(text)
    except Unreadable as error:
        assert 1 <= error.line <= text.count("\n") + 2
    else:
        assert all(line >= 1 for line in found.lines.values())


def test_deep_and_wide_yaml_is_refused() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)
    )
    for text in (bomb, "[" * 100_000, "a: " + "{a: " * 50_000):
        try:
            parse(text)
        except Unreadable:
            continue
        raise AssertionError("This is far too much and was read.")


@quick
@given(st.text(alphabet="<>&\"'abp/=:()[]!*_#`-\n {}", max_size=80))
def test_html_holds_only_harmless_tags(text: str) -> None:
    html = markdown.render([TextLine(number, line) for number, line in enumerate(text.split("\n"), 1)])
    rest = html
    for tag in sorted(markdown.TAGS):
        rest = rest.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    assert "<" not in rest


def test_a_practice_is_never_read_half(tmp_path: Path) -> None:
    path = tmp_path / f"{slug_of(1, 1)}.md"
    path.write_text(GOOD.replace("gate: open", "gate: opne"), "utf-8")
    notes = Notes("x.md")
    assert practice.practice(path, "empathy", notes, "en") is None
    assert len(notes.problems) == 1
