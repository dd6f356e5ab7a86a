"""Thirty-six made-up practices over the ten strategies, shaped like the real ones."""

from datetime import date

from rekindle.plan.shapes import PracticeFacts, Snapshot

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
