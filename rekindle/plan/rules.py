"""What is next: from what is known today to suggestions in order, each with its reasons."""

from collections.abc import Iterable
from datetime import date, timedelta

from . import ladder, reasons, weighing
from .shapes import Done, PracticeFacts, Shared, Snapshot, Suggestion


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
    weights = {p.slug: weighing.joint_weight(p, shared, past, monday) for p in able}
    chosen = max(able, key=lambda p: (weights[p.slug], weighing.lot(shared, monday, p), p.slug))
    return Suggestion(chosen.slug, True, reasons.for_two(chosen, shared, past), weights[chosen.slug])


def _listed(snapshot: Snapshot, past: ladder.Past) -> tuple[Suggestion, ...]:
    by_slug = {p.slug: p for p in snapshot.practices}
    weigh = weighing.scales(snapshot, past)
    joint = joint_step(snapshot.shared, snapshot.today, snapshot.practices, snapshot.joint_open)
    together = joint.slug if joint and snapshot.own_clear else None
    found = []
    for practice in by_slug.values():
        both = practice.slug == together
        if ladder.ready(practice, snapshot, past) and (both or ladder.gate_lets(practice, snapshot)):
            why = joint.reasons if both and joint else reasons.for_one(practice, snapshot, past)
            found.append(Suggestion(practice.slug, both, why, weigh(practice, both)))
    found.sort(key=lambda s: (-s.score, by_slug[s.slug].intensity, by_slug[s.slug].minutes, s.slug))
    return tuple(found)


def _smaller(snapshot: Snapshot, listed: tuple[Suggestion, ...]) -> tuple[Suggestion, ...]:
    minutes = {p.slug: p.minutes for p in snapshot.practices}
    shorter = [s for s in listed if minutes[s.slug] < minutes[listed[0].slug] and minutes[s.slug] <= reasons.SHORT]
    return tuple(shorter or sorted(listed, key=lambda s: minutes[s.slug])[:1])
