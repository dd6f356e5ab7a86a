"""What must never be suggested, written a second time.

Nothing here calls the chooser. It looks at the whole log of a person, not at the recent part the chooser is given, so
that a mistake in one place is not repeated in the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .reasons import words
from .shapes import Done, PracticeFacts, Snapshot, Suggestion
from .truth import holds

TOLD_FIRST = {
    "emotional-intimacy": {"open-communication", "empathy"},
    "vulnerability": {"open-communication", "empathy"},
}
HEARD_FIRST = {"open-communication", "empathy", "vulnerability"}


@dataclass(frozen=True)
class Moment:
    """One person opening the page: the gates as they truly are, and all that person ever finished, oldest first."""

    today: date
    practices: Mapping[str, PracticeFacts]
    log: Sequence[Done]
    own_clear: bool
    joint_open: bool
    harm_ended: bool

    @cached_property
    def newest(self) -> dict[str, Done]:
        return {done.slug: done for done in self.log}

    @cached_property
    def been(self) -> set[str]:
        return {self.practices[slug].strategy for slug in self.newest}

    @cached_property
    def climbed(self) -> list[int]:
        """The intensity of every practice that was not hard the last time, the highest first."""
        well = (slug for slug, done in self.newest.items() if done.rating != "hard")
        return sorted((self.practices[slug].intensity for slug in well), reverse=True)


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
    done = moment.newest.get(practice.slug)
    return done is not None and (moment.today - done.day).days < (6 if practice.ritual else 14)


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
    """The second highest of what was climbed is at most one level below."""
    return practice.intensity > 1 and (len(moment.climbed) < 2 or moment.climbed[1] < practice.intensity - 1)


def _unprepared(practice: PracticeFacts, moment: Moment) -> bool:
    if not set(practice.needs) <= moment.newest.keys():
        return True
    if practice.intensity >= 4 and practice.strategy in TOLD_FIRST:
        return not moment.been & TOLD_FIRST[practice.strategy]
    return practice.strategy == "forgiveness" and not moment.been & HEARD_FIRST


def _after_hard(practice: PracticeFacts, moment: Moment) -> bool:
    if not moment.log or moment.log[-1].rating != "hard" or practice.intensity == 1:
        return False
    return practice.intensity >= moment.practices[moment.log[-1].slug].intensity
