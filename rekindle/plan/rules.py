"""What is next: from what is known today to suggestions in order, each with its reasons."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from zlib import crc32

from . import ladder, reasons
from .shapes import Area, Done, PracticeFacts, Shared, Snapshot, Suggestion

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


def suggest(snapshot: Snapshot) -> tuple[Suggestion, ...]:
    """All that may be offered today, best first; a practice stands in it once, alone or together.

    Empty means rest: everything the gates and the ladder allow was done lately or put off today. Rest is better than
    the same thing again. `smaller` leaves only what is shorter than the first step and takes 10 minutes at most; if
    there is no such step, the shortest one.
    """
    listed = _listed(snapshot, ladder.look_back(snapshot.practices, snapshot.history, snapshot.ever))
    return _smaller(snapshot, listed) if snapshot.smaller else listed


def joint_step(
    shared: Shared | None, today: date, practices: Iterable[PracticeFacts], joint_open: bool
) -> Suggestion | None:
    """The one step on offer to both, from nothing but what both may know; None when there is none.

    It is the same on both devices, and the same from Monday to Sunday until it is done together or put off where both
    see it. Practices behind the gate `ended` are never in it: that answer is private. What a practice needs must have
    been done together, or stand in `shared.ever`.
    """
    if shared is None or not joint_open:
        return None
    practices = tuple(practices)
    monday = today - timedelta(days=today.weekday())
    past = ladder.look_back(practices, (Done(done.slug, done.day) for done in shared.history), shared.ever)
    put_off = {slug for slug, day in shared.declined_together if day >= monday}
    able = [p for p in practices if p.together and p.gate != "ended" and p.slug not in put_off]
    able = [p for p in able if ladder.in_order(p, past) and ladder.rested(p, past, monday)]
    if not able:
        return None
    chosen = max(able, key=lambda p: (_joint_score(p, shared, past, monday), _lot(shared, monday, p), p.slug))
    score = _joint_score(chosen, shared, past, monday)
    return Suggestion(chosen.slug, True, reasons.for_two(chosen, shared, past), score)


def _listed(snapshot: Snapshot, past: ladder.Past) -> tuple[Suggestion, ...]:
    by_slug = {p.slug: p for p in snapshot.practices}
    visits = _visits(snapshot, past)
    joint = joint_step(snapshot.shared, snapshot.today, snapshot.practices, snapshot.joint_open)
    together = joint.slug if joint and snapshot.own_clear else None
    ajar = _gated(snapshot.practices) - visits.keys()
    found = []
    for practice in by_slug.values():
        both = practice.slug == together
        if ladder.ready(practice, snapshot, past) and (both or ladder.gate_lets(practice, snapshot)):
            score = _score(practice, snapshot, past, visits) + TOGETHER * both + AJAR * (practice.strategy in ajar)
            why = joint.reasons if both and joint else reasons.for_one(practice, snapshot, past)
            found.append(Suggestion(practice.slug, both, why, score))
    found.sort(key=lambda s: (-s.score, by_slug[s.slug].intensity, by_slug[s.slug].minutes, s.slug))
    return tuple(found)


def _smaller(snapshot: Snapshot, listed: tuple[Suggestion, ...]) -> tuple[Suggestion, ...]:
    minutes = {p.slug: p.minutes for p in snapshot.practices}
    shorter = [s for s in listed if minutes[s.slug] < minutes[listed[0].slug] and minutes[s.slug] <= reasons.SHORT]
    return tuple(shorter or sorted(listed, key=lambda s: minutes[s.slug])[:1])


def _score(practice: PracticeFacts, snapshot: Snapshot, past: ladder.Past, visits: Mapping[str, date]) -> float:
    """Need, what was long left out, and how well it fits today."""
    score = NEED * _need(snapshot.areas.get(practice.strategy))
    score += STALE_PER_DAY * _days(visits.get(practice.strategy, snapshot.started), snapshot.today)
    score += FRESH * (practice.slug not in past.finished and practice.slug not in snapshot.declined)
    score -= TOO_LONG * max(0, practice.minutes - snapshot.minutes)
    score -= STEEP * max(0, practice.intensity - _pace(snapshot.started, snapshot.today))
    if snapshot.stress is not None and snapshot.stress >= reasons.STRESSED:
        score -= STRAIN * max(0, practice.intensity - 2)
    return score


def _joint_score(practice: PracticeFacts, shared: Shared, past: ladder.Past, monday: date) -> float:
    mine, theirs = _pair(shared, practice.strategy)
    score = NEED * (_need(mine) + _need(theirs)) / 2
    if mine and theirs:
        score += GAP * abs(mine.now - theirs.now) / 10
    return (
        score
        + STALE_PER_DAY * _joint_days(practice.strategy, past, monday)
        + FRESH * (practice.slug not in past.finished)
    )


def _joint_days(strategy: str, past: ladder.Past, monday: date) -> int:
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


def _visits(snapshot: Snapshot, past: ladder.Past) -> dict[str, date]:
    """The latest day in each strategy. Putting a step off counts, so that no strategy knocks every day."""
    visits = dict(past.visited)
    for practice in snapshot.practices:
        day = snapshot.declined.get(practice.slug)
        if day:
            visits[practice.strategy] = max(day, visits.get(practice.strategy, day))
    return visits


def _gated(practices: tuple[PracticeFacts, ...]) -> set[str]:
    return {p.strategy for p in practices} - {p.strategy for p in practices if p.gate == "open"}


def _days(since: date, today: date) -> int:
    return min(STALE_DAYS, max(0, (today - since).days))


def _pace(started: date, today: date) -> int:
    """The intensity that needs no push: 1 in the first two weeks, then 2, then 3."""
    return min(FIRST_STEPS, 1 + max(0, (today - started).days) // 14)


def _lot(shared: Shared, monday: date, practice: PracticeFacts) -> int:
    """Equal choices fall differently for each couple and week, and alike on both devices."""
    return crc32(f"{shared.couple}:{monday.isoformat()}:{practice.slug}".encode())
