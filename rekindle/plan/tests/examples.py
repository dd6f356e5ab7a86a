"""Thirty-six made-up practices over the ten strategies, shaped like the real ones, and people who do them."""

import random
from collections import Counter
from datetime import date, timedelta
from functools import cache

from rekindle.plan.checks import Moment
from rekindle.plan.shapes import Area, Done, PracticeFacts, Shared, Snapshot

MONDAY = date(2025, 3, 3)
STRATEGIES = (
    "open-communication",
    "shared-goals-and-values",
    "emotional-intimacy",
    "quality-time",
    "empathy",
    "professional-help",
    "vulnerability",
    "forgiveness",
    "self-improvement",
    "celebrating-progress",
)
# minutes, who, gate, intensity, ritual, place of the one it needs in the same list
ROWS = {
    "open-communication": [
        (6, "alone", "open", 1, False, None),
        (20, "either", "open", 1, True, None),
        (20, "both", "open", 2, False, None),
        (35, "both", "open", 3, False, 2),
    ],
    "shared-goals-and-values": [
        (10, "either", "open", 1, False, None),
        (12, "alone", "open", 2, False, 0),
        (30, "either", "open", 3, False, None),
        (40, "both", "clear", 4, False, 0),
    ],
    "emotional-intimacy": [
        (8, "either", "open", 1, True, None),
        (30, "either", "open", 2, False, None),
        (15, "alone", "open", 3, False, None),
        (40, "both", "open", 4, False, 1),
    ],
    "quality-time": [
        (8, "alone", "open", 1, False, None),
        (12, "both", "open", 1, False, None),
        (45, "both", "open", 3, True, None),
    ],
    "empathy": [
        (15, "either", "clear", 2, True, None),
        (15, "alone", "clear", 3, False, None),
        (30, "both", "clear", 4, False, None),
    ],
    "professional-help": [
        (8, "alone", "open", 1, False, None),
        (12, "alone", "open", 1, False, None),
        (20, "either", "open", 2, False, None),
    ],
    "vulnerability": [
        (8, "alone", "open", 1, False, None),
        (12, "alone", "open", 2, False, None),
        (12, "either", "clear", 3, False, None),
        (20, "both", "open", 4, False, 0),
    ],
    "forgiveness": [
        (15, "alone", "ended", 2, False, None),
        (12, "either", "clear", 4, False, None),
        (20, "alone", "ended", 4, False, 0),
        (30, "both", "ended", 5, False, 2),
    ],
    "self-improvement": [
        (8, "alone", "open", 1, False, None),
        (4, "alone", "open", 1, True, 0),
        (12, "either", "open", 2, False, None),
        (15, "alone", "clear", 3, False, None),
    ],
    "celebrating-progress": [
        (7, "alone", "open", 1, False, None),
        (8, "either", "open", 2, True, None),
        (20, "both", "open", 2, False, None),
    ],
}


def name(strategy: str, place: int) -> str:
    return f"{strategy}-{place}"


@cache
def practices() -> tuple[PracticeFacts, ...]:
    return tuple(_made(strategy, place, row) for strategy, rows in ROWS.items() for place, row in enumerate(rows))


def _made(strategy: str, place: int, row: tuple) -> PracticeFacts:
    minutes, who, gate, intensity, ritual, need = row
    needs = () if need is None else (name(strategy, need),)
    return PracticeFacts(
        name(strategy, place), strategy, minutes, who, gate, intensity, needs, ritual, together=who != "alone"
    )


def snapshot(**known) -> Snapshot:
    return Snapshot(**{"today": MONDAY, "practices": practices(), "started": MONDAY, **known})


def life(seed: int) -> tuple[Snapshot, list[Done]]:
    """A person on some day, and all that person ever finished, oldest first; the same for the same `seed`."""
    dice = random.Random(seed)
    today = MONDAY + timedelta(days=dice.randrange(400))
    log, both = _log(dice, today), _log(dice, today, together=True)
    log = sorted(log + both * (dice.random() < 0.9), key=lambda done: done.day)
    own = Snapshot(
        today=today,
        practices=practices(),
        started=today - timedelta(days=dice.choice((0, 10, 60, 200))),
        areas=_areas(dice),
        shared=_shared(dice, today, both) if dice.random() < 0.8 else None,
        history=_recent(log, today),
        ever=Counter(done.slug for done in log),
        declined={dice.choice(practices()).slug: today - timedelta(days=dice.choice((0, 0, 3))) for _ in range(5)},
        minutes=dice.choice((5, 10, 20, 45)),
        own_clear=dice.random() < 0.7,
        joint_open=dice.random() < 0.7,
        harm_ended=dice.random() < 0.5,
        smaller=dice.random() < 0.2,
        stress=dice.choice((None, 2, 9)),
    )
    return own, log


def moment(own: Snapshot, log: list[Done]) -> Moment:
    known = {practice.slug: practice for practice in own.practices}
    return Moment(own.today, known, log, own.own_clear, own.joint_open, own.harm_ended)


def _log(dice: random.Random, today: date, together: bool = False) -> list[Done]:
    able = [practice for practice in practices() if practice.together or not together]
    size = dice.choice((0, 1, 3, 6, 20))
    days = sorted((int(dice.random() ** 2 * 150) for _ in range(size)), reverse=True)
    ratings = ("helped", "neutral", "hard", None)
    return [Done(dice.choice(able).slug, today - timedelta(days=d), dice.choice(ratings), together) for d in days]


def _areas(dice: random.Random) -> dict[str, Area]:
    return {name: Area(dice.randint(0, 10), dice.randint(0, 3)) for name in STRATEGIES if dice.random() < 0.8}


def _shared(dice: random.Random, today: date, both: list[Done]) -> Shared:
    compared = (_areas(dice), _areas(dice)) if dice.random() < 0.7 else (None, None)
    put_off = {(dice.choice(practices()).slug, today - timedelta(days=dice.randrange(10))) for _ in range(3)}
    ever = Counter(done.slug for done in both)
    return Shared(f"couple-{dice.randrange(9)}", *compared, _recent(both, today), ever, frozenset(put_off))


def _recent(log: list[Done], today: date) -> tuple[Done, ...]:
    return tuple(done for done in log if (today - done.day).days <= 120)
