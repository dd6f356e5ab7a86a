"""The page of a concern: where it stands at a glance, and every part of it that there is so far."""

from typing import Any, NamedTuple

from django.utils import timezone

from rekindle.concerns import apart, drafts, effects, rules
from rekindle.concerns.desk import Desk
from rekindle.concerns.forms import ReviewForm
from rekindle.concerns.listing import LINES
from rekindle.concerns.shapes import Stage, Version
from rekindle.concerns.sides import HEADINGS, Part, parts
from rekindle.reveal.rules import State as Round
from rekindle.reveal.seat import Seat
from rekindle.web.context import url

STEPS = ("Sides", "Pattern", "Talk", "Agreement", "How it went")
AT = {
    **{Stage.OFFERED: 0, Stage.SIDES: 0, Stage.PATTERN: 1, Stage.TALK: 2},
    **dict.fromkeys((Stage.NATURE, Stage.PATH, Stage.IDEAS, Stage.WEIGH, Stage.PARTS, Stage.AGREEMENT), 3),
    **{Stage.TRIAL: 4, Stage.VERDICT: 4, Stage.KEPT: 5, Stage.LET_GO: 5},
}
# What is shown of a side beside the other one; once there is a pattern, that has the loop.
AT_A_GLANCE = ("happens", "soft", "loop")
BELIEVED = {"solvable": "It can be solved", "lasting": "It lasts"}
HELPING = {"yes": "Yes, it is helping", "partly": "It is helping in part", "no": "Not yet"}


# Where on the page the next thing is, by the name of its heading.
NEXT = {
    **{Stage.PATTERN: "pattern", Stage.TALK: "talk", Stage.NATURE: "nature", Stage.PATH: "nature"},
    **{Stage.IDEAS: "ideas", Stage.WEIGH: "ideas", Stage.PARTS: "dividing", Stage.AGREEMENT: "draft"},
    **{Stage.TRIAL: "follow", Stage.VERDICT: "follow"},
}


class StepOnTheWay(NamedTuple):
    name: str
    state: str


class Apart(NamedTuple):
    """Something each does apart. `state`: empty, mine or open; `stale`: mine has to be sealed again."""

    step: str
    state: str
    stale: bool


class Panel(NamedTuple):
    """One person's side. `rang` and `surprised` are what the other one said about it."""

    place: str
    name: str
    parts: list[Part]
    taken_back: bool
    rang: list[str]
    surprised: str


class Said(NamedTuple):
    """What one person said, in words."""

    place: str
    name: str
    words: str
    line: str = ""


def context(desk: Desk) -> dict[str, Any]:
    """Everything the page shows. Raises SealBroken."""
    state = desk.state
    sections = {name: make(desk) for name, (stages, make) in SECTIONS.items() if state.stage in stages}
    return {
        **desk.common(),
        **sections,
        "steps": steps(desk),
        "sides": _sides(desk) if state.accepted else None,
        "glance": AT_A_GLANCE[:2] if state.pattern else AT_A_GLANCE,
        "pattern": _pattern(desk),
        "agreed": agreed(desk),
        "offered_by_me": state.name[-1].place == desk.concern.me,
        "talks": url("talks", "/talks/"),
        "next": "" if state.aside or not desk.joint else NEXT.get(state.stage, ""),
        "next_line": LINES.get(state.stage, "The agreement, and how it is going"),
    }


def steps(desk: Desk) -> list[StepOnTheWay]:
    """The five steps: done, now, or later."""
    at, begun = AT[desk.state.stage], desk.state.accepted is not None
    words = ["done" if n < at else "now" if n == at and begun else "later" for n in range(len(STEPS))]
    return [StepOnTheWay(name, word) for name, word in zip(STEPS, words, strict=True)]


def apart_of(desk: Desk, step: str, found: Seat | None = None) -> Apart:
    found = found or apart.table(desk.concern, step)
    stale = found is not None and found.state is Round.WAITING and found.stale
    return Apart(step, apart.state(found).value, stale)


def _now(desk: Desk) -> Apart:
    return apart_of(desk, effects.step(desk.state))


def _sides(desk: Desk) -> dict[str, Any]:
    table, marks = (apart.table(desk.concern, step) for step in (apart.SIDES, apart.MARKS))
    return {
        "apart": apart_of(desk, apart.SIDES, table),
        "draft": table is None and drafts.side(desk.request.vault, desk.concern.id) is not None,
        "panels": panels(desk, apart.both(table), apart.both(marks)),
        "marks": apart_of(desk, apart.MARKS, marks),
    }


def panels(desk: Desk, both: dict[str, Any] | None, marks: dict[str, Any] | None = None) -> list[Panel]:
    """Both sides, place a first on both devices; none before both are open."""
    return [_panel(desk, place, both[place], marks or {}) for place in "ab"] if both else []


def _panel(desk: Desk, place: str, side: Any, marks: dict[str, Any]) -> Panel:
    other = "b" if place == "a" else "a"
    said = marks.get(other, {})
    true, surprised = said.get("true"), said.get("surprised")
    rang = [HEADINGS[name] for name in true if name in HEADINGS] if isinstance(true, list) else []
    words = surprised if isinstance(surprised, str) else ""
    return Panel(place, desk.concern.name(place), parts(side, desk.concern.name(other)), not side, rang, words)


def _pattern(desk: Desk) -> dict[str, Any] | None:
    state = desk.state
    if not state.pattern:
        return None
    newest = state.pattern[-1]
    return {
        "newest": newest,
        "by": desk.concern.name(newest.place),
        "mine": desk.concern.me in state.ours,
        "theirs": desk.pair.other.place in state.ours,
    }


def _path(desk: Desk) -> dict[str, Any]:
    """What each thinks it is."""
    both = apart.both(apart.table(desk.concern, "nature")) or {}
    words = {place: BELIEVED.get(str(one.get("nature")), "") for place, one in sorted(both.items())}
    said = [Said(place, desk.concern.name(place), told) for place, told in words.items()]
    return {"said": said, "alike": len(set(words.values())) == 1 and all(words.values())}


def _talk(desk: Desk) -> dict[str, Any]:
    return {"mine": desk.concern.me in desk.state.talked}


def _ideas(desk: Desk) -> dict[str, Any]:
    return {"many": len(desk.state.ideas), "needed": effects.ENOUGH, "left": effects.ENOUGH - len(desk.state.ideas)}


def overlap(desk: Desk) -> list[str]:
    """The ideas both could live with, once both have said so."""
    if not desk.state.weighing:
        return []
    both = apart.both(apart.table(desk.concern, f"ideas-{desk.state.weighing}")) or {}
    chosen = [_ticked(one) for one in both.values()]
    return [idea for n, idea in enumerate(desk.state.ideas) if chosen and all(str(n) in several for several in chosen)]


def _ticked(said: dict[str, Any]) -> list[Any]:
    ticked = said.get("ideas")
    return ticked if isinstance(ticked, list) else []


def _draft(desk: Desk) -> dict[str, Any]:
    """The agreement that is being written, and what it can build on."""
    state = desk.state
    newest = state.agreement[-1] if len(state.agreement) > state.tried else None
    return {
        "newest": _agreed(desk, newest) if newest else None,
        "by": desk.concern.name(newest.place) if newest else "",
        "mine": desk.concern.me in state.signed,
        "theirs": desk.pair.other.place in state.signed,
        "both_fine": overlap(desk) if state.path == effects.SOLVABLE else [],
        "parts": [(place, desk.concern.name(place), state.parts[place]) for place in sorted(state.parts)],
    }


def agreed(desk: Desk) -> dict[str, Any] | None:
    """The agreement both have signed."""
    return _agreed(desk, desk.state.agreed) if desk.state.agreed else None


def _agreed(desk: Desk, version: Version) -> dict[str, Any]:
    return {
        "version": version,
        "terms": [(place, desk.concern.name(place), version.words.get(place, "")) for place in "ab"],
        "until": rules.due(desk.state) if version == desk.state.agreed else None,
        "weeks": {"1": "one week", "2": "two weeks", "4": "a month"}[version.words["weeks"]],
    }


def _review(desk: Desk) -> dict[str, Any]:
    until, today = rules.due(desk.state), timezone.localdate()
    return {"apart": _now(desk), "come": until is not None and until <= today, "form": ReviewForm()}


def _verdict(desk: Desk) -> dict[str, Any]:
    """How it went for each, and what each would do with it."""
    state = desk.state
    both = apart.both(apart.table(desk.concern, f"review-{state.stands}")) or {}
    return {
        "said": [_helping(desk, place, both.get(place, {})) for place in "ab"],
        "mine": state.verdicts.get(desk.concern.me, ""),
        "chosen": [(place, desk.concern.name(place), state.verdicts[place]) for place in sorted(state.verdicts)],
        "differ": len(set(state.verdicts.values())) > 1,
    }


def _helping(desk: Desk, place: str, said: Any) -> Said:
    line = said.get("line")
    words = HELPING.get(str(said.get("helping")), "")
    return Said(place, desk.concern.name(place), words, line if isinstance(line, str) else "")


def _parts(desk: Desk) -> dict[str, Any]:
    return {"mine": desk.concern.me in desk.state.parts}


SECTIONS = {
    "talk": ((Stage.TALK,), _talk),
    "nature": ((Stage.NATURE,), _now),
    "way": ((Stage.PATH,), _path),
    "ideas": ((Stage.IDEAS,), _ideas),
    "weigh": ((Stage.WEIGH,), _now),
    "dividing": ((Stage.PARTS,), _parts),
    "draft": ((Stage.AGREEMENT,), _draft),
    "review": ((Stage.TRIAL,), _review),
    "verdict": ((Stage.VERDICT, Stage.KEPT, Stage.LET_GO), _verdict),
}
