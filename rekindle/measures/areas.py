"""The ten areas: which of them weighs most."""

from collections.abc import Mapping
from dataclasses import dataclass

LOWEST, HIGHEST = 0, 10
MATTERS = ("it does not matter much to you", "it matters somewhat", "it matters a lot", "it matters most of all")


@dataclass(frozen=True, slots=True)
class Weight:
    """`now` 0..10, `importance` 0..3, `need` 0..30."""

    slug: str
    now: int
    importance: int
    need: int


def weighs_most(areas: Mapping[str, tuple[int, int]]) -> tuple[Weight, ...]:
    """Order the areas by need = (10 - now) * importance, largest first; equal needs keep the order they came in.

    `areas`: slug -> (now, importance). What matters “not much” weighs nothing, however low it is.
    ValueError when a number is out of range.
    """
    weights = [_weight(slug, now, importance) for slug, (now, importance) in areas.items()]
    return tuple(sorted(weights, key=lambda weight: -weight.need))


def _weight(slug: str, now: int, importance: int) -> Weight:
    if not LOWEST <= now <= HIGHEST:
        raise ValueError(f"{slug}: how it is now is a number from 0 to 10.")
    if not 0 <= importance < len(MATTERS):
        raise ValueError(f"{slug}: how much it matters is a number from 0 to 3.")
    return Weight(slug, now, importance, (HIGHEST - now) * importance)


def weight_words(weight: Weight, area: str) -> str:
    """Why an area stands where it stands; `area` is its name as shown."""
    return f"{area}: you gave it {weight.now} of 10, and {MATTERS[weight.importance]}."
