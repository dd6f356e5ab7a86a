"""Which practices may begin now. Pure: what is known goes in, one of four verdicts comes out."""

from enum import Enum
from typing import NamedTuple


class Verdict(Enum):
    OPEN = "open"
    # The person's own private check comes first.
    CHECK = "check"
    # Asked each time: has it ended, and are you safe?
    ASK = "ask"
    # Steps for two are not open.
    JOINT = "joint"


class Doors(NamedTuple):
    """What is open to one person today: their own check is clear; steps for two are open."""

    clear: bool = False
    joint: bool = False


def verdict(gate: str, doors: Doors, *, together: bool, for_two: bool, harm_ended: bool = False) -> Verdict:
    """`gate`: open, clear or ended; `for_two`: the practice has a version for two. An unknown gate stays closed."""
    if together and not (for_two and doors.joint):
        return Verdict.JOINT
    if gate == "open" or (together and gate == "clear"):
        return Verdict.OPEN
    if not doors.clear:
        return Verdict.CHECK
    if gate == "ended":
        return Verdict.OPEN if harm_ended else Verdict.ASK
    return Verdict.OPEN if gate == "clear" else Verdict.CHECK


def moved(order: list[int], place: int, by: int) -> list[int]:
    """The order with the thing at `place` (from 0) one place up (-1) or down (1); at an edge it stays."""
    to = place + by
    if not (0 <= place < len(order) and 0 <= to < len(order)):
        return order
    changed = list(order)
    changed[place], changed[to] = changed[to], changed[place]
    return changed
