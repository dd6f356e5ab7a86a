"""What may be offered at all: gates, what comes before what, and rest between two times."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from .shapes import Done, PracticeFacts, Snapshot

REST_DAYS, RITUAL_REST_DAYS = 14, 6
ENOUGH = 2
DEEP = 4
TALK = frozenset({"open-communication", "empathy"})
OPENING_UP = frozenset({"emotional-intimacy", "vulnerability"})
BEFORE_FORGIVING = TALK | {"vulnerability"}


@dataclass(frozen=True, slots=True)
class Past:
    """What was done, worked out once.

    `last`: the latest time of each practice. `visited`: the latest day in each strategy; `helped`: the same, of
    practices whose latest time helped. `finished`, `strategies`: in all time. `level`: the highest intensity that is
    open, 1..5. `hard`: the very last practice, if it was rated hard.
    """

    last: Mapping[str, Done]
    visited: Mapping[str, date]
    helped: Mapping[str, date]
    finished: frozenset[str]
    strategies: frozenset[str]
    level: int
    hard: PracticeFacts | None


def look_back(practices: Iterable[PracticeFacts], history: Iterable[Done], ever: Mapping[str, int]) -> Past:
    """Names that are no longer in `practices` count for rest and needs, and for nothing else."""
    known = {practice.slug: practice for practice in practices}
    last, latest = _latest(history)
    finished = frozenset(last).union(slug for slug, times in ever.items() if times > 0)
    return Past(
        last=last,
        visited=_visited(known, last.values()),
        helped=_visited(known, (done for done in last.values() if done.rating == "helped")),
        finished=finished,
        strategies=frozenset(known[slug].strategy for slug in finished if slug in known),
        level=_level([known[slug].intensity for slug in finished if slug in known and not _was_hard(last.get(slug))]),
        hard=known.get(latest.slug) if latest and _was_hard(latest) else None,
    )


def _latest(history: Iterable[Done]) -> tuple[dict[str, Done], Done | None]:
    """Two on one day: the later in the list is the later in life."""
    last: dict[str, Done] = {}
    latest: Done | None = None
    for done in sorted(history, key=lambda done: done.day):
        last[done.slug] = latest = done
    return last, latest


def _visited(known: Mapping[str, PracticeFacts], times: Iterable[Done]) -> dict[str, date]:
    visited: dict[str, date] = {}
    for done in times:
        if done.slug in known:
            strategy = known[done.slug].strategy
            visited[strategy] = max(done.day, visited.get(strategy, done.day))
    return visited


def _was_hard(done: Done | None) -> bool:
    return done is not None and done.rating == "hard"


def _level(intensities: list[int]) -> int:
    """Level n opens with two different practices finished at level n - 1 or above."""
    steps = (n for n in range(5, 1, -1) if sum(i >= n - 1 for i in intensities) >= ENOUGH)
    return next(steps, 1)


def gate_lets(practice: PracticeFacts, snapshot: Snapshot) -> bool:
    """The version for one person."""
    if practice.gate == "open":
        return True
    return snapshot.own_clear and (practice.gate == "clear" or snapshot.harm_ended)


def in_order(practice: PracticeFacts, past: Past) -> bool:
    """Talking before deep disclosure, disclosure before forgiving, and each level after the one below."""
    if practice.intensity > past.level or not past.finished.issuperset(practice.needs):
        return False
    if practice.strategy in OPENING_UP and practice.intensity >= DEEP:
        return not past.strategies.isdisjoint(TALK)
    return practice.strategy != "forgiveness" or not past.strategies.isdisjoint(BEFORE_FORGIVING)


def rested(practice: PracticeFacts, past: Past, on: date) -> bool:
    done = past.last.get(practice.slug)
    return done is None or (on - done.day).days >= (RITUAL_REST_DAYS if practice.ritual else REST_DAYS)


def light_enough(practice: PracticeFacts, past: Past) -> bool:
    """After something hard comes something lighter; below the lightest there is only the lightest."""
    return past.hard is None or practice.intensity < past.hard.intensity or practice.intensity == 1


def ready(practice: PracticeFacts, snapshot: Snapshot, past: Past) -> bool:
    """Everything that holds for a practice alone and together alike, apart from the gates."""
    return (
        in_order(practice, past)
        and rested(practice, past, snapshot.today)
        and light_enough(practice, past)
        and snapshot.declined.get(practice.slug) != snapshot.today
    )
