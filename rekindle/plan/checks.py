"""What must never be suggested, written a second time.

Nothing here calls the chooser. It looks at the whole log of a person, not at the recent part the chooser is given, so
that a mistake in one place is not repeated in the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .reasons import words
from .shapes import Done, PracticeFacts, Snapshot, Suggestion
from .truth import holds

TOLD_FIRST = {
    "emotional-intimacy": {"open-communication", "empathy"},
    "vulnerability": {"open-communication", "empathy"},
}
HEARD_FIRST = {"open-communication", "empathy", "vulnerability"}


@dataclass(frozen=True, slots=True)
class Moment:
    """One person opening the page: the gates as they truly are, and all that person ever finished, oldest first."""

    today: date
    practices: Mapping[str, PracticeFacts]
    log: Sequence[Done]
    own_clear: bool
    joint_open: bool
    harm_ended: bool


def closed_gate(practice: PracticeFacts, together: bool, moment: Moment) -> bool:
    if together:
        return not (moment.joint_open and moment.own_clear and practice.together) or practice.gate == "ended"
    allowed = {"open"}
    if moment.own_clear:
        allowed.add("clear")
        if moment.harm_ended:
            allowed.add("ended")
    return practice.gate not in allowed


def too_early(practice: PracticeFacts, moment: Moment) -> bool:
    """Above its rung, before what it needs, or not lighter after something hard."""
    return _above_rung(practice, moment) or _unprepared(practice, moment) or _after_hard(practice, moment)


def too_soon(practice: PracticeFacts, moment: Moment) -> bool:
    days = 6 if practice.ritual else 14
    return any(done.slug == practice.slug and (moment.today - done.day).days < days for done in moment.log)


def untrue(suggestion: Suggestion, snapshot: Snapshot) -> int:
    """How many reasons are false or too long for a line; no reason at all is one."""
    wrong = [reason for reason in suggestion.reasons if not holds(reason, snapshot) or len(words(reason, {})) >= 160]
    return len(wrong) if suggestion.reasons else 1


def allowed_strategies(moment: Moment) -> set[str]:
    """Where one person alone could be offered something now."""
    return {
        practice.strategy
        for practice in moment.practices.values()
        if not (closed_gate(practice, False, moment) or too_soon(practice, moment) or too_early(practice, moment))
    }


def _above_rung(practice: PracticeFacts, moment: Moment) -> bool:
    if practice.intensity == 1:
        return False
    ratings = {done.slug: done.rating for done in moment.log}
    below = [
        slug
        for slug, rating in ratings.items()
        if rating != "hard" and moment.practices[slug].intensity >= practice.intensity - 1
    ]
    return len(below) < 2


def _unprepared(practice: PracticeFacts, moment: Moment) -> bool:
    slugs = {done.slug for done in moment.log}
    if any(need not in slugs for need in practice.needs):
        return True
    been = {moment.practices[slug].strategy for slug in slugs}
    if practice.intensity >= 4 and practice.strategy in TOLD_FIRST:
        return not been & TOLD_FIRST[practice.strategy]
    return practice.strategy == "forgiveness" and not been & HEARD_FIRST


def _after_hard(practice: PracticeFacts, moment: Moment) -> bool:
    if not moment.log or moment.log[-1].rating != "hard" or practice.intensity == 1:
        return False
    return practice.intensity >= moment.practices[moment.log[-1].slug].intensity
