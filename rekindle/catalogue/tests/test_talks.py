"""Kinds of conversation: what a good one becomes, and a mistake for every rule, on its line."""

from datetime import date
from pathlib import Path

import pytest

from rekindle.catalogue import TalkKind, Turn
from rekindle.catalogue.load import load
from rekindle.catalogue.structs import Catalogue, Problem

from .build import write
from .talk import TALK

TODAY = date(2026, 11, 23)
FILE = "en/talks/one-thing.yaml"
TURN_2 = TALK[TALK.index("  - name: speak-2") : TALK.index("  - name: plan")]
PLAN = TALK[TALK.index("  - name: plan") : TALK.index("closing:")]
PLANS = [PLAN.replace("minutes: 5", "minutes: 1").replace("plan", f"plan-{n}") for n in range(11)]
ALONE = TALK[TALK.index("minutes: 20") : TALK.index("  - name: speak-1")].replace("minutes: 20", "minutes: 8")
LATER = TALK.replace("One thing in turn", "Another").replace("order: 1", "order: 2")

KIND = [
    ("title: One thing in turn", "title: " + "a" * 61, 1, "up to 60"),
    ("title: One thing in turn", 'title: ""', 1, "Write a text"),
    ("title: One thing in turn", "title: 2024", 1, "quotation marks"),
    ("title: One thing in turn", "title: Talk with {partner}", 1, "Leave {partner} out"),
    ("title: One thing in turn", "titel: One thing in turn", 1, "no field “titel” here. Write “title”."),
    ("title: One thing in turn\n", "", 1, "“title” is missing"),
    ("title: One", "mood: good\ntitle: One", 1, "no field “mood” here. Correct its name"),
    ("title: One", "slug: other\ntitle: One", 1, "no field “slug”"),
    ("aim: Talk about one thing.", "aim: Talk. Then listen.", 2, "one sentence"),
    ("aim: Talk about one thing.", "aim: " + "a" * 161, 2, "up to 160"),
    ("order: 1", "order: 0", 3, "from 1 to 99"),
    ("order: 1", "order: first", 3, "a whole number"),
    ("minutes: 20", "minutes: 4", 4, "from 5 to 60"),
    ("minutes: 20", "minutes: 61", 4, "from 5 to 60"),
    ("minutes: 20", "minutes: 2.5", 4, "a whole number"),
    ("minutes: 20", "minutes: 9", 4, "take about 20 minutes"),
    ("minutes: 20", "minutes: 41", 4, "take about 20 minutes"),
    ("floor: 3", "floor: 6", 5, "from 1 to 5"),
    ("topic: What is it about?", "topic: " + "a" * 61, 6, "up to 60"),
    ("topic: What is it about?\n", "", 6, "no “topic”"),
    ("topic: What is it about?", "topic: What shall I ask {partner}?", 6, "Leave {partner} out"),
    ("topic_hint: One thing only.", "topic_hint: " + "a" * 161, 7, "up to 160"),
    ("strategy: open-communication", "strategy: open-comunication", 8, "Write open-communication."),
    ("strategy: open-communication", "strategy: zzz", 8, "Write one of the ten: open-communication, "),
    ("evidence: [algoe-2016]", "evidence: []", 9, "at least one"),
    ("evidence: [algoe-2016]", "evidence: [nobody-1999]", 9, "nobody-1999"),
    ("  - The other listens.\n", "", 10, "Write 3 to 6 lines"),
    ("  - The other listens.\n", "  - The other listens.\n" * 5, 10, "Write 3 to 6 lines"),
    ("  - The other listens.", "  - The other should listen.", 12, "“should”"),
    ("  - The other listens.", "  - " + "a" * 121, 12, "up to 120"),
    ("  - The other listens.", "  - {partner} listens.", 12, "quotation marks"),
    ("  - The other listens.", "  - First {partner} listens.", 12, "Leave {partner} out"),
    ("closing: You listened. Let it rest.", "closing: One. Two. Three.", 42, "one or two sentences"),
    ("closing: You listened. Let it rest.", "closing: " + "a" * 241, 42, "up to 240"),
    ("closing: You listened.", "closing: Well done!", 42, "exclamation"),
    ("close_hint: One thing you heard.", "close_hint: " + "a" * 161, 43, "up to 160"),
    ("next: One small thing", "next: " + "a" * 121, 44, "up to 120"),
    ("next: One small thing\n", "", 1, "“next” is missing"),
]
TURNS = [
    (TALK[TALK.index("  - name: speak-1") : TALK.index("closing:")], "  []\n", 14, "There are 0 turns"),
    (PLAN, "".join(PLANS[:11]), 14, "There are 13 turns"),
    ("name: speak-1", "name: Speak 1", 15, "small letters"),
    ("name: speak-2", "name: speak-1", 27, "the name “speak-1”"),
    ("speaker: first", "speaker: third", 16, "Write first, second or both."),
    ("title: Tell {partner} about it", "title: " + "a" * 61, 17, "up to 60"),
    ("title: Tell {partner} about it", "title: Tell {name} about it", 17, "Only {partner}"),
    ("    title: Now your side\n", "", 27, "“title” is missing"),
    ("say: [When…, I felt…]", "say: When…", 18, "This is text; write a list."),
    ("say: [When…, I felt…]", "say: [a, b, c, d, e, f]", 18, "Write 0 to 5 lines"),
    ("say: [When…, I felt…]", "say: [When…, I just felt…]", 18, "“just”"),
    ("say: [When…, I felt…]", f"say: [When…, {'a' * 81}]", 18, "up to 80"),
    ("say: [When…, I felt…]", 'say: [When…, ""]', 18, "Write a text"),
    ("hint: One thing at a time.", "hint: " + "a" * 241, 19, "up to 240"),
    ("hint: One thing at a time.", "hint: Don't rush.", 19, "apostrophe"),
    ("hint: One thing at a time.", "hint: One *thing*.", 19, "without emphasis"),
    ("    hint: One thing at a time.\n", "", 15, "“hint” is missing"),
    ("hint: One thing at", "hnt: x\n    hint: One thing at", 19, "no field “hnt” here. Write “hint”."),
    ("listen: You don’t", "listen: " + "a" * 241 + " You don’t", 20, "up to 240"),
    ("listen: You don’t have to agree with {partner}.", "listen: Ask {partner} how he is.", 20, "“he”"),
    ("    listen: Only listen.\n", "", 27, "“listen” is missing"),
    ("mirror: true", "mirror: yes", 21, "write true or false"),
    ("      - Did I get that?", "      - Did I get that!", 24, "exclamation"),
    ("    back: [What I hear is…]\n", "", 32, "Add a list “back”"),
    ("    back: [What I hear is…]", "    back: []", 33, "Write 1 to 5 lines"),
    ("valid: [It makes sense that…, I can see why…]", "valid: [It makes sense that…]", 26, "Write 2 to 5 lines"),
    ("    valid: [It makes sense that…, I can see why…]\n", "", 25, "Add a list “valid”"),
    ("    back: [What I hear is…]", f"    back: [{'a' * 81}]", 33, "up to 80"),
    ("valid: [It makes sense that…, I can see why…]", f"valid: [I can see…, {'a' * 81}]", 26, "up to 80"),
    ("    validate: true\n", "", 25, "without “validate: true”"),
    ("    mirror: true\n", "", 24, "Write “mirror: true” as well."),
    ("    mirror: true\n", "", 21, "“back” is there without “mirror: true”"),
    ("minutes: 5", "minutes: 6", 41, "from 1 to 5"),
    ("minutes: 5", "minutes: 0", 41, "from 1 to 5"),
    ("minutes: 5", "mirror: true", 41, "Take “mirror” away"),
    ("minutes: 5", "validate: true", 41, "Take “validate” away"),
    ("minutes: 5", "listen: Listen.", 41, "Take “listen” away"),
    ("hint: Small is good.", "hint: Ask {partner}.", 40, "Leave {partner} out"),
    ("say: [We could…]", 'say: [We could…, "Could {partner}…"]', 39, "Leave {partner} out"),
    (TURN_2, "", 14, "first has 1 turns and the second 0."),
    ("hint: Your own side.", "hint: Your own side.\n    minutes: 2", 14, "3 minutes to speak and the second 2."),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "say"), [*KIND, *TURNS])
def test_a_mistake_is_told_on_its_line(root: Path, old: str, new: str, line: int, say: str) -> None:
    cat, problems = _spoilt(root, old, new)
    assert [(each.file, each.line) for each in problems if say in each.say] == [(f"content/{FILE}", line)], problems
    assert {each.file for each in problems} == {f"content/{FILE}"}
    assert cat.talks == {}
    assert all(each.say.endswith(".") for each in problems)


REPLY = "    validate: true\n    valid: [It makes sense that…, I can see why…]\n  - name: plan"
UNFAIR = [
    (f"    mirror: true\n    back: [What I hear is…]\n{REPLY}", ["“mirror” and the", "“validate” and the"]),
    (REPLY, ["“validate” and the"]),
]


@pytest.mark.parametrize(("old", "told"), UNFAIR)
def test_both_get_the_same_chance_to_be_understood(root: Path, old: str, told: list[str]) -> None:
    _, problems = _spoilt(root, old, "  - name: plan")
    assert [each.line for each in problems] == [14] * len(told)
    assert all(any(words in each.say for each in problems) for words in told), problems


FINE = [
    ("minutes: 20", "minutes: 10"),
    ("minutes: 20", "minutes: 40"),
    ("topic: What is it about?\ntopic_hint: One thing only.\n", ""),
    (TALK[TALK.index("minutes: 20") : TALK.index("  - name: plan")], ALONE),
    (PLAN, "".join(PLANS[:10])),
    ("  - The other listens.\n", f"  - {'a' * 120}\n  - Two.\n  - Three.\n  - Four.\n"),
    ("say: [When…, I felt…]", f"say: [a, b, c, d, {'e' * 80}]"),
    ("back: [What I hear is…]", f"back: [a, b, c, d, {'e' * 80}]"),
    ("valid: [It makes sense that…, I can see why…]", f"valid: [a, b, c, d, {'e' * 80}]"),
    ("say: [We could…]", "say: []"),
]


@pytest.mark.parametrize(("old", "new"), FINE)
def test_what_is_right_to_the_edge_is_right(root: Path, old: str, new: str) -> None:
    cat, problems = _spoilt(root, old, new)
    assert problems == []
    assert list(cat.talks) == ["one-thing"]


def test_a_mistake_in_a_list_names_the_list(root: Path) -> None:
    _, problems = _spoilt(root, "say: [When…, I felt…]", 'say: [When…, ""]')
    assert [each.say.split(".")[0] for each in problems] == ["“say” is not right"]


def test_a_good_one_is_read_whole(root: Path) -> None:
    kind = load(root, today=TODAY)[0].talks["one-thing"]
    assert (kind.slug, kind.topic, kind.order, kind.floor, kind.takes) == ("one-thing", "What is it about?", 1, 3, 20)
    first, second, both = kind.turns
    assert first == Turn(
        name="speak-1",
        speaker="first",
        title="Tell {partner} about it",
        hint="One thing at a time.",
        say=("When…", "I felt…"),
        listen="You don’t have to agree with {partner}.",
        mirror=True,
        back=("What I hear is…", "Did I get that?"),
        validate=True,
        valid=("It makes sense that…", "I can see why…"),
    )
    assert second.say == () and second.mirror
    assert (both.mirror, both.validate, both.listen, both.back) == (False, False, "", ())
    assert [kind.floor_of(turn) for turn in kind.turns] == [3, 3, 5]


def test_what_may_be_left_out(root: Path) -> None:
    cat, problems = _spoilt(root, "topic: What is it about?\ntopic_hint: One thing only.\n", "")
    assert problems == []
    assert (cat.talks["one-thing"].topic, cat.talks["one-thing"].topic_hint) == ("", "")


def test_nothing_of_it_can_be_changed(root: Path) -> None:
    cat, _ = load(root, today=TODAY)
    kind = cat.talks["one-thing"]
    with pytest.raises(AttributeError):
        kind.floor = 5  # type: ignore[misc]
    with pytest.raises(AttributeError):
        kind.turns[0].mirror = False  # type: ignore[misc]
    with pytest.raises(TypeError):
        cat.talks["x"] = kind  # type: ignore[index]
    assert [each.authors for each in cat.sources_of(kind)] == ["Algoe, S. B."]


def test_they_stand_in_their_order(root: Path) -> None:
    write(root / "en/talks/a-later-one.yaml", LATER)
    cat, problems = load(root, today=TODAY)
    assert problems == []
    assert list(cat.talks) == ["one-thing", "a-later-one"]
    assert all(isinstance(kind, TalkKind) for kind in cat.talks.values())


@pytest.mark.parametrize(
    ("text", "line", "say"),
    [
        (LATER.replace("Another", "One Thing in turn"), 1, "also the title of one-thing"),
        (LATER.replace("order: 2", "order: 1"), 3, "has “order: 1” too"),
    ],
)
def test_each_has_a_title_and_a_place_of_its_own(root: Path, text: str, line: int, say: str) -> None:
    write(root / "en/talks/to-be-told.yaml", text)
    cat, problems = load(root, today=TODAY)
    assert [(each.file, each.line) for each in problems] == [("content/en/talks/to-be-told.yaml", line)]
    assert say in problems[0].say
    assert list(cat.talks) == ["one-thing"]


@pytest.mark.parametrize("name", ["One thing.yaml", "one_thing.yaml", "one-thing.yml", "notes.txt"])
def test_files_have_plain_names(root: Path, name: str) -> None:
    write(root / "en/talks" / name, LATER)
    cat, problems = load(root, today=TODAY)
    assert [(each.file, each.line) for each in problems] == [(f"content/en/talks/{name}", 1)]
    assert list(cat.talks) == ["one-thing"]


def test_a_language_may_have_none_yet(root: Path) -> None:
    (root / FILE).unlink()
    (root / "en/talks").rmdir()
    cat, problems = load(root, today=TODAY)
    assert (dict(cat.talks), problems) == ({}, [])


def test_words_left_out_in_english_are_other_words_elsewhere(root: Path) -> None:
    (root / "en").rename(root / "de")
    assert load(root, "de", TODAY)[1] == []
    (root / "de/talks/one-thing.yaml").write_text(TALK.replace("Only listen.", "Just, should."), "utf-8")
    assert load(root, "de", TODAY)[1] == []


def _spoilt(root: Path, old: str, new: str) -> tuple[Catalogue, list[Problem]]:
    assert old in TALK
    (root / FILE).write_text(TALK.replace(old, new, 1), "utf-8")
    return load(root, today=TODAY)
