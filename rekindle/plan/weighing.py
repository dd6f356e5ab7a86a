"""How much a step weighs today: need, what was long left out, and how well it fits."""

from collections.abc import Callable
from datetime import date
from zlib import crc32

from .ladder import Past
from .reasons import LIGHT, STRESSED
from .shapes import Area, PracticeFacts, Shared, Snapshot

# Ten days unvisited weigh as much as the greatest need: that is what brings every strategy round in eight weeks.
NEED = 1.5
STALE_PER_DAY = 0.15
STALE_DAYS, NEVER_DAYS = 84, 28
UNKNOWN = 0.3
GAP = 0.3
TOGETHER = 0.3
FRESH = 0.3
# A strategy that lies wholly behind a gate may be open today and closed tomorrow.
AJAR = 1.5
TOO_LONG = 0.03
STEEP, FIRST_STEPS = 0.2, 3
STRAIN = 0.4


def scales(snapshot: Snapshot, past: Past) -> Callable[[PracticeFacts, bool], float]:
    """What weighs each practice, alone or together, for one person on one day."""
    seen = _last_seen(snapshot, past)
    ajar = _gated(snapshot.practices) - seen.keys()

    def weigh(practice: PracticeFacts, together: bool) -> float:
        since = seen.get(practice.strategy, snapshot.started)
        weight = NEED * _need(snapshot.areas.get(practice.strategy)) + TOGETHER * together
        weight += STALE_PER_DAY * _days(since, snapshot.today) + AJAR * (practice.strategy in ajar)
        weight += FRESH * (practice.slug not in past.finished and practice.slug not in snapshot.declined)
        return weight - _strain(practice, snapshot)

    return weigh


def _strain(practice: PracticeFacts, snapshot: Snapshot) -> float:
    """Too long for the time there is, steeper than the weeks so far, or heavy on a day of much stress."""
    strain = TOO_LONG * max(0, practice.minutes - snapshot.minutes)
    strain += STEEP * max(0, practice.intensity - _pace(snapshot.started, snapshot.today))
    if snapshot.stress is not None and snapshot.stress >= STRESSED:
        strain += STRAIN * max(0, practice.intensity - LIGHT)
    return strain


def joint_weight(practice: PracticeFacts, shared: Shared, past: Past, monday: date) -> float:
    """What weighs a practice for the two of them, from nothing but what both may know."""
    a, b = _pair(shared, practice.strategy)
    weight = NEED * (_need(a) + _need(b)) / 2 - STEEP * (practice.intensity - 1)
    weight += STALE_PER_DAY * _joint_days(practice.strategy, past, monday)
    weight += FRESH * (practice.slug not in past.finished)
    return weight + (GAP * abs(a.now - b.now) / 10 if a and b else 0)


def _joint_days(strategy: str, past: Past, monday: date) -> int:
    if strategy in past.visited:
        return _days(past.visited[strategy], monday)
    return STALE_DAYS if strategy in past.strategies else NEVER_DAYS


def _pair(shared: Shared, strategy: str) -> tuple[Area | None, Area | None]:
    if shared.areas_a is None or shared.areas_b is None:
        return None, None
    return shared.areas_a.get(strategy), shared.areas_b.get(strategy)


def _need(area: Area | None) -> float:
    """0..1: (10 - now) x importance, as the check-up weighs it; a little when nothing is known."""
    return UNKNOWN if area is None else (10 - area.now) * area.importance / 30


def _last_seen(snapshot: Snapshot, past: Past) -> dict[str, date]:
    """The latest day in each strategy. Putting a step off counts, so that no strategy knocks every day."""
    seen = dict(past.visited)
    for practice in snapshot.practices:
        day = snapshot.declined.get(practice.slug)
        if day:
            seen[practice.strategy] = max(day, seen.get(practice.strategy, day))
    return seen


def _gated(practices: tuple[PracticeFacts, ...]) -> set[str]:
    return {p.strategy for p in practices} - {p.strategy for p in practices if p.gate == "open"}


def _days(since: date, today: date) -> int:
    return min(STALE_DAYS, max(0, (today - since).days))


def _pace(started: date, today: date) -> int:
    """The intensity that needs no push: 1 in the first two weeks, then 2, then 3."""
    return min(FIRST_STEPS, 1 + max(0, (today - started).days) // 14)


def lot(shared: Shared, monday: date, practice: PracticeFacts) -> int:
    """Equal choices fall differently for each couple and week, and alike on both devices."""
    return crc32(f"{shared.couple}:{monday.isoformat()}:{practice.slug}".encode())
