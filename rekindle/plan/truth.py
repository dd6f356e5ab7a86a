"""Whether a reason is true, worked out again from the snapshot alone and by no rule of the chooser."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from .shapes import Done, PracticeFacts, Reason, Shared, Snapshot

Test = Callable[[Reason, PracticeFacts, Snapshot], bool]


def holds(reason: Reason, snapshot: Snapshot) -> bool:
    """False for an unknown kind, an unknown practice, a wrong strategy or a wrong number."""
    practice = next((p for p in snapshot.practices if p.slug == reason.slug), None)
    test = TESTS.get(reason.kind)
    return bool(practice and test and practice.strategy == reason.strategy and test(reason, practice, snapshot))


def _ever(slugs: Mapping[str, int], history: tuple[Done, ...]) -> set[str]:
    return {slug for slug in slugs if slugs[slug]} | {done.slug for done in history}


def _strategies(snapshot: Snapshot, slugs: set[str]) -> set[str]:
    return {p.strategy for p in snapshot.practices if p.slug in slugs}


def _own(snapshot: Snapshot) -> set[str]:
    return _ever(snapshot.ever, snapshot.history)


def _both(shared: Shared) -> set[str]:
    return _ever(shared.ever, shared.history)


def _newest(history: tuple[Done, ...]) -> Done | None:
    return max(enumerate(history), key=lambda pair: (pair[1].day, pair[0]))[1] if history else None


def _lighter(reason: Reason, practice: PracticeFacts, snapshot: Snapshot) -> bool:
    newest = _newest(snapshot.history)
    before = [p for p in snapshot.practices if newest and newest.rating == "hard" and p.slug == newest.slug]
    return bool(before) and practice.intensity < before[0].intensity


def _area(reason: Reason, practice: PracticeFacts, snapshot: Snapshot) -> bool:
    area = snapshot.areas.get(practice.strategy)
    return area is not None and reason.facts == (area.now, area.importance) and area.now <= 5 and area.importance >= 2


def _follows(reason: Reason, practice: PracticeFacts, snapshot: Snapshot) -> bool:
    edge = snapshot.today - timedelta(days=14)
    there = [p.slug for p in snapshot.practices if p.strategy == practice.strategy]
    newest = [_newest(tuple(d for d in snapshot.history if d.slug == slug)) for slug in there]
    return any(done is not None and done.rating == "helped" and done.day >= edge for done in newest)


def _return(reason: Reason, practice: PracticeFacts, snapshot: Snapshot) -> bool:
    edge = snapshot.today - timedelta(days=21)
    recent = {done.slug for done in snapshot.history if done.day > edge}
    been = practice.strategy in _strategies(snapshot, _own(snapshot))
    return been and practice.strategy not in _strategies(snapshot, recent)


def _marks(practice: PracticeFacts, snapshot: Snapshot) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Marks and importances of the two, each from low to high."""
    shared = snapshot.shared
    if shared is None or shared.areas_a is None or shared.areas_b is None:
        return None
    a, b = shared.areas_a.get(practice.strategy), shared.areas_b.get(practice.strategy)
    if a is None or b is None:
        return None
    now, weight = sorted([a.now, b.now]), sorted([a.importance, b.importance])
    return (now[0], now[1]), (weight[0], weight[1])


def _both_matter(reason: Reason, practice: PracticeFacts, snapshot: Snapshot) -> bool:
    marks = _marks(practice, snapshot)
    return marks is not None and marks[1] == (*reason.facts, *reason.facts) and reason.facts[0] >= 2


def _both_low(reason: Reason, practice: PracticeFacts, snapshot: Snapshot) -> bool:
    marks = _marks(practice, snapshot)
    return marks is not None and marks[0] == reason.facts and reason.facts[1] <= 5


def _apart(reason: Reason, practice: PracticeFacts, snapshot: Snapshot) -> bool:
    marks = _marks(practice, snapshot)
    return marks is not None and marks[0] == reason.facts and reason.facts[1] - reason.facts[0] >= 3


def _both_new(reason: Reason, practice: PracticeFacts, snapshot: Snapshot) -> bool:
    return snapshot.shared is not None and practice.strategy not in _strategies(snapshot, _both(snapshot.shared))


def _minutes(reason: Reason, practice: PracticeFacts) -> bool:
    return reason.facts[0] == practice.minutes


TESTS: dict[str, Test] = {
    "smaller": lambda r, p, s: s.smaller and p.minutes <= 10 and _minutes(r, p),
    "lighter": _lighter,
    "area": _area,
    "follows": _follows,
    "stress": lambda r, p, s: s.stress is not None and s.stress >= 7 and p.intensity <= 2,
    "begin": lambda r, p, s: not _own(s) and p.intensity == 1,
    "new": lambda r, p, s: p.strategy not in _strategies(s, _own(s)),
    "return": _return,
    "again": lambda r, p, s: p.ritual and p.slug in _own(s),
    "both_matter": _both_matter,
    "both_low": _both_low,
    "apart": _apart,
    "both_begin": lambda r, p, s: s.shared is not None and not _both(s.shared) and p.intensity == 1,
    "both_new": _both_new,
    "both_again": lambda r, p, s: s.shared is not None and p.ritual and p.slug in _both(s.shared),
    "short": lambda r, p, s: _minutes(r, p) and p.minutes <= 10,
    "fits": lambda r, p, s: _minutes(r, p) and r.facts[1] == s.minutes >= p.minutes,
    "takes": lambda r, p, s: _minutes(r, p),
}
