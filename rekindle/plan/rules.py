"""What is next: from what is known today to suggestions in order, each with its reasons."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from . import ladder, reasons, weighing
from .shapes import Done, PracticeFacts, Shared, Snapshot, Suggestion


class Offer(NamedTuple):
    practice: PracticeFacts
    both: bool
    score: float


def suggest(snapshot: Snapshot) -> tuple[Suggestion, ...]:
    """All that may be offered today, best first; a practice stands in it once, alone or together.

    Empty means rest: everything the gates and the ladder allow was done lately or put off today. Rest is better than
    the same thing again. `smaller` leaves only what is shorter than the first step and takes 10 minutes at most; if
    there is no such step, the shortest one.
    """
    return tuple(_suggested(snapshot))


def first(snapshot: Snapshot) -> Suggestion | None:
    """The first of `suggest`, or None: all that Today shows, so reasons are put together for no other."""
    return next(_suggested(snapshot), None)


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


def _suggested(snapshot: Snapshot) -> Iterator[Suggestion]:
    past = ladder.look_back(snapshot.practices, snapshot.history, snapshot.ever)
    joint = joint_step(snapshot.shared, snapshot.today, snapshot.practices, snapshot.joint_open)
    together = joint if joint and snapshot.own_clear else None
    offers = _offers(snapshot, past, together.slug if together else None)
    for practice, both, score in _smaller(offers) if snapshot.smaller else offers:
        why = together.reasons if both and together else reasons.for_one(practice, snapshot, past)
        yield Suggestion(practice.slug, both, why, score)


def _offers(snapshot: Snapshot, past: ladder.Past, together: str | None) -> list[Offer]:
    weigh = weighing.scales(snapshot, past)
    found: list[Offer] = []
    for practice in snapshot.practices:
        both = practice.slug == together
        if ladder.ready(practice, snapshot, past) and (both or ladder.gate_lets(practice, snapshot)):
            found.append(Offer(practice, both, weigh(practice, both)))
    return sorted(found, key=lambda o: (-o.score, o.practice.intensity, o.practice.minutes, o.practice.slug))


def _smaller(offers: list[Offer]) -> list[Offer]:
    short = [o for o in offers if o.practice.minutes <= reasons.SHORT]
    shorter = [o for o in short if o.practice.minutes < offers[0].practice.minutes]
    return shorter or sorted(offers, key=lambda o: o.practice.minutes)[:1]
