"""What a guest can do at once: practices for one, open to anyone, ten minutes at most."""

from collections.abc import Sequence

from rekindle import catalogue
from rekindle.catalogue.structs import Practice


def practices() -> tuple[Practice, ...]:
    """In a fixed order; the address of one is its number here, which says nothing of what it is."""
    found = [practice for practice in catalogue.current().practices.values() if practice.tonight]
    return tuple(sorted(found, key=lambda practice: practice.slug))


def number_of(practice: Practice) -> int:
    return practices().index(practice) + 1


def choose(strategies: Sequence[str]) -> Practice:
    """The one for the strategy that weighs most; where that has none for tonight, the next."""
    for slug in strategies:
        for practice in practices():
            if practice.strategy == slug:
                return practice
    return min(practices(), key=lambda practice: practice.minutes)
