"""What content becomes once it is read: frozen objects, the same for everybody, without a database.

Text may hold `{partner}`; `rekindle.catalogue.fill` and `fill_html` put the name in. `*_html` is clean HTML.
"""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct

from .talk_structs import TalkKind

Mode = Literal["both", "alone", "together"]


class Problem(Struct, frozen=True, order=True):
    """One thing to mend. `line` counts from 1. `say` tells what is wrong and what to write."""

    file: str
    line: int
    say: str


class Step(Struct, frozen=True):
    """One step. `name` is stable inside its practice: the kind and its number there, such as “write-1”."""

    name: str
    kind: str
    mode: Mode
    title: str
    body_html: str = ""
    options: tuple[str, ...] = ()
    pick: int = 1
    low: str = ""
    high: str = ""
    seconds: int = 0


class Practice(Struct, frozen=True):
    """One practice. `minutes` 2 to 45, `intensity` 1 to 5; `strategy`, `needs`: slugs; `evidence`: reference keys."""

    slug: str
    strategy: str
    title: str
    aim: str
    minutes: int
    who: Literal["alone", "both", "either"]
    gate: Literal["open", "clear", "ended"]
    intensity: int
    needs: tuple[str, ...]
    ritual: bool
    tonight: bool
    evidence: tuple[str, ...]
    closing: str
    steps: tuple[Step, ...]

    @property
    def together_possible(self) -> bool:
        """Whether there is a version for two."""
        return self.who != "alone"

    def steps_for(self, together: bool) -> tuple[Step, ...]:
        """The steps of one version, in order."""
        left_out = "alone" if together else "together"
        return tuple(step for step in self.steps if step.mode != left_out)


class Strategy(Struct, frozen=True):
    """One of the ten. `question`, `low` and `high` are its scale in the check-up, 0 to 10."""

    slug: str
    title: str
    order: int
    area: str
    question: str
    low: str
    high: str
    summary: str
    body_html: str

    def practices(self, cat: "Catalogue") -> tuple[Practice, ...]:
        """The practices of this strategy, the gentlest first."""
        return cat.by_strategy(self.slug)


class Reference(Struct, frozen=True, forbid_unknown_fields=True):
    """One source. `finding` is in our own words. `numbers_from_source`: its figures were read in the source itself."""

    authors: str
    title: str
    where: str
    finding: str
    numbers_from_source: bool
    year: int | None = None
    doi: str | None = None
    url: str | None = None
    caution: str | None = None


class Option(Struct, frozen=True, forbid_unknown_fields=True):
    label: str
    score: int


class Item(Struct, frozen=True, forbid_unknown_fields=True):
    """One question; `options` in the order they are printed. `pair`: the words at the two ends."""

    text: str
    options: tuple[Option, ...]
    pair: tuple[str, str] | None = None


class Scoring(Struct, frozen=True, forbid_unknown_fields=True):
    method: Literal["sum"]
    complete_only: bool
    min: int
    max: int
    better: Literal["higher", "lower"]


class CutOff(Struct, frozen=True, forbid_unknown_fields=True):
    """One of the two: the mark is met by a score below `below`, or by one of `at_least` and more."""

    below: float | None = None
    at_least: float | None = None


class Part(Struct, frozen=True, forbid_unknown_fields=True):
    """A score inside the score. `items` count from 0."""

    name: str
    items: tuple[int, ...]
    at_least: float


class Band(Struct, frozen=True, forbid_unknown_fields=True):
    upto: int
    words: str


class Norm(Struct, frozen=True, forbid_unknown_fields=True):
    """`confirmed` is true only once the figures were read in the paper itself."""

    mean: float
    sd: float
    n: int
    sample: str
    source: str
    confirmed: bool = False


class Reliability(Struct, frozen=True, forbid_unknown_fields=True):
    """`alpha` and `retest` between 0 and 1."""

    alpha: float
    retest: float
    source_alpha: str
    source_retest: str


class Measure(Struct, frozen=True, forbid_unknown_fields=True):
    """One instrument, in its official words."""

    name: str
    title: str
    kind: Literal["scale", "picture", "areas"]
    notice: str
    items: tuple[Item, ...]
    shared: Literal["never", "consent"]
    citation: str | None = None
    stem: str | None = None
    time: str | None = None
    scoring: Scoring | None = None
    cut_off: CutOff | None = None
    parts: tuple[Part, ...] = ()
    bands: tuple[Band, ...] = ()
    norm: Norm | None = None
    reliability: Reliability | None = None


class Emergency(Struct, frozen=True, forbid_unknown_fields=True):
    number: str
    tel: str
    note: str | None = None


class Sms(Struct, frozen=True, forbid_unknown_fields=True):
    to: str
    body: str | None = None


class Line(Struct, frozen=True, forbid_unknown_fields=True):
    """One help line. `number` as people there write it, `tel` as a phone dials it inside the country."""

    kind: Literal["emergency", "suicide", "domestic_violence", "men", "perpetrator", "child", "lgbt"]
    name: str
    number: str
    tel: str
    hours: str
    languages: tuple[str, ...]
    verified_at: date
    source: str
    sms: Sms | None = None
    url: str | None = None
    free: bool | None = None
    note: str | None = None
    confidence: str | None = None


class Country(Struct, frozen=True, forbid_unknown_fields=True):
    code: str
    name: str
    emergency: Emergency
    lines: tuple[Line, ...]
    note: str | None = None


class Directory(Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    url: str
    note: str | None = None


class Answer(Struct, frozen=True, forbid_unknown_fields=True):
    value: str
    label: str


class SafetyQuestion(Struct, frozen=True, forbid_unknown_fields=True):
    """`clear`: the one answer that stands against nothing; any other answer, and none, does."""

    key: str
    group: str
    text: str
    clear: str = "no"
    source: str | None = None


class Safety(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of the private check. It is answered in the browser and never read by the server.

    In the longer texts an empty line (two line breaks) begins a new paragraph.
    """

    title: str
    alone_question: str
    alone_yes: str
    alone_no: str
    alone_no_text: str
    intro: str
    privacy: str
    answers: tuple[Answer, ...]
    questions: tuple[SafetyQuestion, ...]
    clear_title: str
    clear_text: str
    not_clear_title: str
    not_clear_text: str
    life_title: str
    life_text: str
    signs_title: str
    signs: tuple[str, ...]
    device_warning: str
    exit_text: str
    joint_closed: str
    children_text: str = ""
    own_hands_text: str = ""
    signs_intro: str = ""
    signs_close: str = ""


class Catalogue(Struct, frozen=True):
    """Everything in one language. The mappings cannot be changed and keep their order."""

    language: str
    strategies: Mapping[str, Strategy]
    practices: Mapping[str, Practice]
    measures: Mapping[str, Measure]
    talks: Mapping[str, TalkKind]
    references: Mapping[str, Reference]
    helplines: tuple[Country, ...]
    private_check: Safety | None
    directories: tuple[Directory, ...] = ()
    checked_by: str = ""

    @property
    def safety(self) -> Safety:
        """The private check. Raises LookupError if its file is not right: no check may never pass for a clear one."""
        if self.private_check is None:
            raise LookupError("safety.yaml is not right. Run: rekindle check-content")
        return self.private_check

    def by_strategy(self, slug: str) -> tuple[Practice, ...]:
        """The practices of one strategy, the gentlest first; empty if there is no such strategy."""
        return tuple(practice for practice in self.practices.values() if practice.strategy == slug)

    def sources_of(self, made: Practice | TalkKind) -> tuple[Reference, ...]:
        """The sources a practice or a kind of conversation leans on."""
        return tuple(self.references[key] for key in made.evidence if key in self.references)
