"""Why a step is suggested, and the sentence for it. A reason is only made where it is true."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice

from .ladder import Past
from .shapes import Area, PracticeFacts, Reason, Shared, Snapshot

MOST = 3
SHORT = 10
LOW, HIGH, FAR_APART = 5, 2, 3
STRESSED, LIGHT = 7, 2
LATELY, A_WHILE = 14, 21

WORDS = {
    "smaller": "You asked for something smaller: this takes about {0} minutes.",
    "lighter": "The last one was hard. This one is lighter.",
    "area": "In your check-up you gave “{area}” a {0} and said it matters {1}.",
    "follows": "It stays with “{area}”, where something helped you lately.",
    "stress": "There is a lot of stress right now, so this one is light.",
    "begin": "A gentle place to begin.",
    "new": "It opens a part you have not been to yet.",
    "return": "Your last step for “{area}” was a while ago.",
    "again": "You have done this before, and it is made to be done again.",
    "both_matter": "You both said that “{area}” matters {0}.",
    "both_low": "You both gave “{area}” one of the lower marks: {0} and {1}.",
    "apart": "You see “{area}” differently: one said {0}, the other {1}.",
    "both_begin": "A gentle first step for the two of you.",
    "both_new": "You have not done a step for “{area}” together yet.",
    "both_again": "You have done this together before, and it is made to be done again.",
    "short": "It is short: about {0} minutes.",
    "fits": "It takes about {0} minutes and fits the {1} you have.",
    "takes": "It takes about {0} minutes. You can stop and come back.",
}
MATTERS = ("not much", "somewhat", "a lot", "most of all")
# Where a number stands for how much something matters.
SPOKEN = {"area": 1, "both_matter": 0}


def words(reason: Reason, names: Mapping[str, str]) -> str:
    """One plain sentence, under 160 characters for names up to 60. `names`: area labels by strategy."""
    facts: list[int | str] = list(reason.facts)
    if reason.kind in SPOKEN:
        place = SPOKEN[reason.kind]
        facts[place] = MATTERS[reason.facts[place]]
    area = names.get(reason.strategy, reason.strategy.replace("-", " "))
    return WORDS[reason.kind].format(*facts, area=area)


def for_one(practice: PracticeFacts, snapshot: Snapshot, past: Past) -> tuple[Reason, ...]:
    """One to three, the weightiest first."""
    return tuple(islice(_for_one(practice, snapshot, past), MOST))


def for_two(practice: PracticeFacts, shared: Shared, past: Past) -> tuple[Reason, ...]:
    """One to three, from nothing but what both may know; `past` is what was done together."""
    return tuple(islice(_for_two(practice, shared, past), MOST))


def _for_one(practice: PracticeFacts, snapshot: Snapshot, past: Past) -> Iterator[Reason]:
    if snapshot.smaller and practice.minutes <= SHORT:
        yield _reason("smaller", practice, practice.minutes)
    if past.hard and practice.intensity < past.hard.intensity:
        yield _reason("lighter", practice)
    area = snapshot.areas.get(practice.strategy)
    if area and area.now <= LOW and area.importance >= HIGH:
        yield _reason("area", practice, area.now, area.importance)
    helped = past.helped.get(practice.strategy)
    if helped and (snapshot.today - helped).days <= LATELY:
        yield _reason("follows", practice)
    if snapshot.stress is not None and snapshot.stress >= STRESSED and practice.intensity <= LIGHT:
        yield _reason("stress", practice)
    yield from _visit(practice, snapshot.today, past)
    yield _time(practice, snapshot.minutes)


def _for_two(practice: PracticeFacts, shared: Shared, past: Past) -> Iterator[Reason]:
    if shared.areas_a is not None and shared.areas_b is not None:
        yield from _compared(practice, shared.areas_a.get(practice.strategy), shared.areas_b.get(practice.strategy))
    if not past.finished and practice.intensity == 1:
        yield _reason("both_begin", practice)
    elif practice.slug in past.finished and practice.ritual:
        yield _reason("both_again", practice)
    elif practice.strategy not in past.strategies:
        yield _reason("both_new", practice)
    yield _reason("short" if practice.minutes <= SHORT else "takes", practice, practice.minutes)


def _compared(practice: PracticeFacts, a: Area | None, b: Area | None) -> Iterator[Reason]:
    """The lower mark comes first, so that the order tells nobody whose it is."""
    if a is None or b is None:
        return
    low, high = sorted((a.now, b.now))
    if a.importance == b.importance >= HIGH:
        yield _reason("both_matter", practice, a.importance)
    if high <= LOW:
        yield _reason("both_low", practice, low, high)
    if high - low >= FAR_APART:
        yield _reason("apart", practice, low, high)


def _visit(practice: PracticeFacts, today: date, past: Past) -> Iterator[Reason]:
    day = past.visited.get(practice.strategy)
    if not past.finished and practice.intensity == 1:
        yield _reason("begin", practice)
    elif practice.ritual and practice.slug in past.finished:
        yield _reason("again", practice)
    elif practice.strategy not in past.strategies:
        yield _reason("new", practice)
    elif day is None or (today - day).days >= A_WHILE:
        yield _reason("return", practice)


def _time(practice: PracticeFacts, minutes: int) -> Reason:
    if practice.minutes <= SHORT:
        return _reason("short", practice, practice.minutes)
    if practice.minutes <= minutes:
        return _reason("fits", practice, practice.minutes, minutes)
    return _reason("takes", practice, practice.minutes)


def _reason(kind: str, practice: PracticeFacts, *facts: int) -> Reason:
    return Reason(kind, practice.slug, practice.strategy, facts)
