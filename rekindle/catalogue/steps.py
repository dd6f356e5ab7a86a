"""The steps of a practice: each kind with what belongs to it, and two complete versions."""

from collections import Counter
from collections.abc import Iterator, Sequence

from . import markdown
from .markdown import KINDS, RawStep, TextLine
from .notes import Notes, one_of
from .structs import Mode, Step
from .wording import complaints, words

MOST_WORDS_TO_READ = 120
LISTS = {"choose": (2, 7), "sort": (3, 10)}
SECONDS = (30, 1200)
STEPS = (2, 7)


def read(lines: Sequence[TextLine], notes: Notes, language: str) -> tuple[Step, ...]:
    """The steps that are right, in order; everything else is noted."""
    for line in markdown.before_steps(lines)[:1]:
        notes.say(line.number, "These words stand before the first step. Begin with a heading such as “## read: …”.")
    found: list[Step] = []
    counts: Counter[str] = Counter()
    for raw in markdown.raw_steps(lines):
        if isinstance(raw, TextLine):
            notes.say(raw.number, "This heading is no step. Write “## kind: title” or “## kind (together): title”.")
        elif raw.kind not in KINDS:
            notes.say(raw.line, f"There is no step “{raw.kind}”. Write {one_of(KINDS)}.")
        else:
            counts[raw.kind] += 1
            found.append(_step(raw, f"{raw.kind}-{counts[raw.kind]}", notes, language))
    return tuple(found)


def _step(raw: RawStep, name: str, notes: Notes, language: str) -> Step:
    _wording(raw, notes, language)
    attributes = _attributes(raw, notes)
    items, others = markdown.options(raw.body) if raw.kind in LISTS else ([], list(raw.body))
    _list(raw, items, notes)
    if raw.kind == "read":
        _reading(raw, notes)
    return Step(
        name=name,
        kind=raw.kind,
        mode=_mode(raw, notes),
        title=raw.title,
        body_html=markdown.render(others),
        options=tuple(item.text for item in items),
        pick=_number(raw, attributes, "pick", (1, max(len(items), 1)), notes) if "pick" in attributes else 1,
        low=attributes["low"].text if "low" in attributes else "",
        high=attributes["high"].text if "high" in attributes else "",
        seconds=_number(raw, attributes, "seconds", SECONDS, notes) if raw.kind == "breathe" else 0,
    )


def _wording(raw: RawStep, notes: Notes, language: str) -> None:
    if not raw.title:
        notes.say(raw.line, "The step has no title. Write its title or question after the colon.")
    plain = [TextLine(raw.line, raw.title), *raw.attributes]
    plain += markdown.options(raw.body)[0] if raw.kind in LISTS else []
    for line in plain:
        if "*" in line.text:
            notes.say(line.number, "Emphasis is not shown here. Take the * away.")
    for line in (TextLine(raw.line, raw.title), *raw.attributes, *raw.body):
        for say in complaints(line.text, language):
            notes.say(line.number, say)
    told = {problem.line for problem in notes.problems}
    for number, say in markdown.refused(raw.body):
        if number not in told:
            notes.say(number, say)


def _attributes(raw: RawStep, notes: Notes) -> dict[str, TextLine]:
    found: dict[str, TextLine] = {}
    for line in raw.attributes:
        name, _, value = (part.strip() for part in line.text.partition(":"))
        if markdown.ATTRIBUTES[name] != raw.kind:
            notes.say(line.number, f"“{name}:” belongs to a step “{markdown.ATTRIBUTES[name]}”. Take the line away.")
        elif name in found:
            notes.say(line.number, f"“{name}:” is there a second time. Keep one of the two.")
        elif not value:
            notes.say(line.number, f"“{name}:” is empty. Write its value after the colon.")
        found[name] = TextLine(line.number, value)
    if raw.kind == "rate":
        for name in {"low", "high"} - found.keys():
            notes.say(raw.line, f"A step “rate” needs both ends. Write “{name}: …” right under the heading.")
    return found


def _number(raw: RawStep, found: dict[str, TextLine], name: str, span: tuple[int, int], notes: Notes) -> int:
    line = found.get(name, TextLine(raw.line, ""))
    least, most = span
    if line.text.isascii() and line.text.isdigit() and least <= int(line.text[:9]) <= most:
        return int(line.text[:9])
    notes.say(line.number, f"Write “{name}:” right under the heading, with a whole number from {least} to {most}.")
    return least


def _list(raw: RawStep, items: Sequence[TextLine], notes: Notes) -> None:
    if raw.kind not in LISTS:
        return
    least, most = LISTS[raw.kind]
    if not least <= len(items) <= most:
        notes.say(raw.line, f"The list has {len(items)} lines. Write {least} to {most} lines that begin with “- ”.")
    seen: set[str] = set()
    for item in items:
        if item.text.casefold() in seen:
            notes.say(item.number, "This line is in the list twice. Write each once.")
        seen.add(item.text.casefold())


def _reading(raw: RawStep, notes: Notes) -> None:
    count = sum(words(line.text) for line in raw.body)
    if count == 0:
        notes.say(raw.line, "There is nothing to read here. Write one or two short paragraphs.")
    if count > MOST_WORDS_TO_READ:
        notes.say(raw.line, f"There are {count} words to read. Write at most {MOST_WORDS_TO_READ}, or make two steps.")


def _mode(raw: RawStep, notes: Notes) -> Mode:
    modes: dict[str | None, Mode] = {None: "both", "alone": "alone", "together": "together"}
    mode = modes.get(raw.mark)
    if mode is None:
        notes.say(raw.line, f"There is no mark “({raw.mark})”. Write (alone), (together) or nothing.")
    elif raw.kind == "reveal" and mode != "together":
        notes.say(raw.line, "A reveal is for two. Write “## reveal (together): …”.")
        return "together"
    return mode or "both"


def versions(steps: Sequence[Step], who: str) -> Iterator[str]:
    """What is missing for the versions of a practice to be complete."""
    if who == "alone":
        if any(step.mode != "both" for step in steps):
            yield "A practice with “who: alone” has no marks. Take (alone) and (together) away, or write “who: either”."
            return
        yield from _version([step for step in steps if step.kind != "reveal"], "")
        return
    if not any(step.mode == "together" for step in steps):
        yield f"With “who: {who}” at least one step is for two. Mark one (together), or write “who: alone”."
    yield from _version([step for step in steps if step.mode != "together"], " for one person")
    yield from _version([step for step in steps if step.mode != "alone"], " for two")


def _version(steps: Sequence[Step], name: str) -> Iterator[str]:
    least, most = STEPS
    if not least <= len(steps) <= most:
        yield f"The version{name} has {len(steps)} steps. Write {least} to {most}."
    elif all(step.kind == "read" for step in steps):
        yield f"The version{name} has nothing to do. Add a step that is not “read”."
