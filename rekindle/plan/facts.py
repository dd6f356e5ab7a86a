"""From a practice of the catalogue to what the chooser needs to know of it."""

from typing import Protocol

from .shapes import Gate, PracticeFacts, Who


class CataloguePractice(Protocol):
    @property
    def slug(self) -> str: ...
    @property
    def strategy(self) -> str: ...
    @property
    def minutes(self) -> int: ...
    @property
    def who(self) -> Who: ...
    @property
    def gate(self) -> Gate: ...
    @property
    def intensity(self) -> int: ...
    @property
    def needs(self) -> tuple[str, ...]: ...
    @property
    def ritual(self) -> bool: ...
    @property
    def together_possible(self) -> bool: ...


def facts_of(practice: CataloguePractice) -> PracticeFacts:
    return PracticeFacts(
        slug=practice.slug,
        strategy=practice.strategy,
        minutes=practice.minutes,
        who=practice.who,
        gate=practice.gate,
        intensity=practice.intensity,
        needs=tuple(practice.needs),
        ritual=practice.ritual,
        together=practice.together_possible,
    )
