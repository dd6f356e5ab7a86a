"""A concern of two with everything in it that its reader may read, for taking it along."""

from typing import Any

from rekindle.concerns import apart
from rekindle.concerns.concern import Concern, ended, open_ones
from rekindle.concerns.shapes import Versions
from rekindle.concerns.sides import parts
from rekindle.couples.pair import Pair
from rekindle.vault.envelope import SealBroken

Told = dict[str, Any]
# Numbers of ideas count from 0.
ANSWERS = {
    "true": "Rang true",
    "surprised": "Surprised",
    "nature": "It is",
    "ideas": "Could live with",
    "helping": "Is it helping",
    "line": "In one line",
}


def told(pair: Pair) -> list[Told]:
    """Every concern of the couple, newest first: those under way, then those at their end."""
    return [_told(one) for one in [*open_ones(pair), *ended(pair)]]


def _told(one: Concern) -> Told:
    state = one.state
    return {
        "with": one.pair.partner_name,
        "title": state.title,
        "day": one.book.thread.day.isoformat(),
        "stage": state.stage.value,
        "aside": bool(state.aside),
        "apart": [line for step in _steps(one) for line in _apart(one, step)],
        "names": _versions(one, state.name),
        "pattern": _versions(one, state.pattern),
        "needs": _by_name(one, state.needs),
        "ideas": list(state.ideas),
        "what_can_move": _by_name(one, state.parts),
        "agreements": _versions(one, state.agreement),
        "signed": state.since.isoformat() if state.since and state.stands else None,
        "verdicts": _by_name(one, state.verdicts),
    }


def _steps(one: Concern) -> list[str]:
    weighed = [f"ideas-{n}" for n in range(1, one.state.weighing + 1)]
    looked = [f"review-{version.number}" for version in one.state.agreement]
    return [apart.SIDES, apart.MARKS, "nature", *weighed, *looked]


def _apart(one: Concern, step: str) -> list[Told]:
    """What each wrote apart: one's own, and the other one's once both are open."""
    try:
        found = apart.table(one, step)
        both, mine = apart.both(found), apart.mine(found)
    except SealBroken:
        return []
    given = both or ({one.me: mine} if mine else {})
    asked = apart.ASKED[step.partition("-")[0]]
    return [
        {"asked": asked, "by": one.name(place), "said": _readable(one, step, place, body)}
        for place, body in sorted(given.items())
    ]


def _readable(one: Concern, step: str, place: str, body: Told) -> list[Told]:
    """What is known to belong there, and nothing else that the other one’s side may have sealed."""
    if step == apart.SIDES:
        told = parts(body, one.name("b" if place == "a" else "a"))
        return [{"what": part.heading, "words": part.words} for part in told]
    return [{"what": what, "words": _words(body[name])} for name, what in ANSWERS.items() if body.get(name)]


def _words(given: Any) -> str:
    return ", ".join(map(str, given)) if isinstance(given, list) else str(given)


def _versions(one: Concern, versions: Versions) -> list[Told]:
    return [{"by": one.name(each.place), "at": each.at.isoformat(), **each.words} for each in versions]


def _by_name(one: Concern, kept: Any) -> list[Told]:
    return [{"by": one.name(place), "said": kept[place]} for place in sorted(kept)]
