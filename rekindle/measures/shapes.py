"""What a measure must look like to be scored. The catalogue's frozen objects fit; so does anything with these names."""

from collections.abc import Sequence
from typing import Protocol


class OptionLike(Protocol):
    @property
    def label(self) -> str: ...
    @property
    def score(self) -> int: ...


class ItemLike(Protocol):
    @property
    def options(self) -> Sequence[OptionLike]: ...


class ScoringLike(Protocol):
    @property
    def min(self) -> int: ...
    @property
    def max(self) -> int: ...
    @property
    def better(self) -> str: ...


class CutOffLike(Protocol):
    @property
    def below(self) -> float | None: ...
    @property
    def at_least(self) -> float | None: ...


class PartLike(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def items(self) -> Sequence[int]: ...
    @property
    def at_least(self) -> float: ...


class BandLike(Protocol):
    @property
    def upto(self) -> int: ...
    @property
    def words(self) -> str: ...


class NormLike(Protocol):
    @property
    def mean(self) -> float: ...
    @property
    def sd(self) -> float: ...


class NamedNormLike(NormLike, Protocol):
    @property
    def sample(self) -> str: ...
    @property
    def confirmed(self) -> bool: ...


class ReliabilityLike(Protocol):
    @property
    def alpha(self) -> float: ...
    @property
    def retest(self) -> float: ...


class MeasureLike(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def items(self) -> Sequence[ItemLike]: ...
    @property
    def scoring(self) -> ScoringLike | None: ...
    @property
    def cut_off(self) -> CutOffLike | None: ...
    @property
    def parts(self) -> Sequence[PartLike]: ...


class WordedLike(MeasureLike, Protocol):
    @property
    def norm(self) -> NamedNormLike | None: ...
    @property
    def bands(self) -> Sequence[BandLike]: ...
