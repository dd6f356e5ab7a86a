"""What of the concerns waits for one person now, for Today. Nothing of it tells what the other one has done apart."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse

from rekindle.concerns import apart, drafts, effects, rules
from rekindle.concerns.concern import Concern, open_ones
from rekindle.concerns.shapes import Stage
from rekindle.couples.pair import Pair
from rekindle.reveal.rules import State
from rekindle.safety.gate import may_join
from rekindle.vault.envelope import SealBroken
from rekindle.vault.store import Vault


class Due(NamedTuple):
    """One thing that waits: what it is about, one sentence, and where to go."""

    title: str
    sentence: str
    url: str
    button: str


Asked = tuple[str, str]
APART = {
    Stage.SIDES: ("Each of you writes a side of it, apart. Yours is not sealed yet.", "Go to it"),
    Stage.NATURE: ("Is it one to solve, or one that lasts? You answer apart.", "Answer"),
    Stage.WEIGH: ("The ideas are there. Which could you live with?", "Look at them"),
    Stage.TRIAL: ("The day to look back has come. How did it go for you?", "Say how it went"),
}
TOGETHER = {
    Stage.PATTERN: ("Both sides are open. Next is how it goes round between you.", "Go to it"),
    Stage.TALK: ("A talk comes next, when you both have a quiet half hour.", "Go to it"),
    Stage.PATH: ("Both of you have said what kind of problem it is.", "See it"),
    Stage.IDEAS: ("You are collecting ideas. One more is welcome.", "Add one"),
    Stage.PARTS: ("What can move for you, and what can’t?", "Write it"),
    Stage.AGREEMENT: ("An agreement waits for your words or your yes.", "See it"),
    Stage.VERDICT: ("You have both said how it went. What comes of it?", "Choose"),
}


def due(pair: Pair, today: date) -> list[Due]:
    """What waits for this person. Nothing while steps for two are closed, whatever the cause."""
    if not pair.active or not may_join(pair):
        return []
    return [found for one in open_ones(pair) if not one.state.aside and (found := _of(one, today))]


def own(vault: Vault, today: date) -> list[Due]:
    """One's own, whose day to look back has come."""
    sentence = "You wanted to look back at this, for yourself alone."
    kept = drafts.to_look_back_at(vault, today)
    return [Due(str(one.body["title"]), sentence, reverse("mine-item", args=[one.id]), "Look back") for one in kept]


def _of(one: Concern, today: date) -> Due | None:
    try:
        asked = _asked(one, today)
    except SealBroken:
        return None
    return Due(one.state.title, *_at(one.id, asked)) if asked else None


def _at(id: UUID, asked: Asked) -> tuple[str, str, str]:
    sentence, button = asked
    return sentence, reverse("us-concern", args=[id]), button


def _asked(one: Concern, today: date) -> Asked | None:
    stage = one.state.stage
    if stage is Stage.OFFERED:
        return _offered(one)
    if stage in APART:
        return APART[stage] if _not_answered(one, today) else None
    return None if _done(one) else TOGETHER[stage]


def _offered(one: Concern) -> Asked | None:
    if one.state.name[-1].place == one.me:
        return None
    return f"{one.pair.partner_name} would like to look at this with you. Any answer is fine.", "See it"


def _not_answered(one: Concern, today: date) -> bool:
    until = rules.due(one.state)
    if one.state.stage is Stage.TRIAL and (until is None or today < until):
        return False
    found = apart.state(apart.table(one, effects.step(one.state)))
    # Open: the page has something to show, and leads on.
    return found is not State.MINE


def _done(one: Concern) -> bool:
    """Whether this person has done their part of what both do."""
    state, me = one.state, one.me
    match state.stage:
        case Stage.PATTERN:
            return me in state.ours
        case Stage.TALK:
            return me in state.talked
        case Stage.PARTS:
            return me in state.parts
        case Stage.AGREEMENT:
            return me in state.signed
        case Stage.VERDICT:
            return me in state.verdicts and len(set(state.verdicts.values())) == 1
    return False
