"""What one's own result says: words first, then the line they come from. Nothing here is ever shown to the partner."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rekindle import catalogue
from rekindle.catalogue.structs import Measure, Reference
from rekindle.measures import change, checkup, words
from rekindle.measures.areas import Weight, weighs_most, weight_words
from rekindle.measures.change import Change, reliable_change
from rekindle.measures.charts import Spark, spark
from rekindle.measures.pairs import Picture, pictures
from rekindle.measures.rules import Score
from rekindle.vault.store import Body

MOST = 3
PULSE = "csi-4"
# What each scale's line is called: two lines on one page need two names.
LINES = {"csi-16": "satisfaction, sixteen questions", "csi-4": "satisfaction, four questions"}
Points = list[tuple[date, int]]


@dataclass(frozen=True, slots=True)
class Beside:
    """An earlier result of the same measure, and what the new one says beside it. `worse`: lower by more than noise."""

    day: date
    score: int
    words: str
    worse: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """One scale of a result. `limits`: what counts as change; empty where the measure has no figures for it."""

    measure: Measure
    score: Score
    words: str
    earlier: tuple[Beside, ...]
    limits: str

    @property
    def private(self) -> bool:
        return self.measure.shared == "never"

    @property
    def help(self) -> bool:
        """Whether the way to people who can help stands beside the words."""
        raised = any(part.positive for part in self.score.parts)
        return raised or any(one.worse for one in self.earlier) or bool(self.score.below_cutoff)


@dataclass(frozen=True, slots=True)
class Line:
    """The course of one scale: the words, then the drawing."""

    title: str
    what: str
    words: str
    spark: Spark | None


@dataclass(frozen=True, slots=True)
class Heavy:
    """An area that weighs, with its reason and the number of its page."""

    area: str
    order: int
    words: str


@dataclass(frozen=True, slots=True)
class Source:
    measure: Measure
    reference: Reference | None


# The scales


def readings(body: Body, standing: Body, id: str) -> list[Reading]:
    """One for each scale of the form, in its order; the circles are told by `closeness`."""
    found = checkup.scores(body)
    measures = {name: catalogue.current().measures[name] for name in found}
    return [_reading(measures[n], found[n], standing, id) for n in found if measures[n].kind == "scale"]


def _reading(measure: Measure, score: Score, standing: Body, id: str) -> Reading:
    line = points(standing, measure.name, id)
    said = [words.result_words(score, measure)]
    if score.score is None and any(part.positive for part in score.parts):
        said.append("Part of it is complete, and high enough that talking with a doctor or counsellor is worth it.")
    return Reading(measure, score, " ".join(said), _earlier(measure, line), _limits(measure, line))


def points(standing: Body, name: str, until: str | None = None) -> Points:
    return [(date.fromisoformat(day), score) for day, score in checkup.course(standing, name, until)]


def _earlier(measure: Measure, line: Points) -> tuple[Beside, ...]:
    """The first result and the one before this; the same one is named once."""
    if len(line) < 2 or measure.norm is None or measure.reliability is None:
        return ()
    before = [line[0]] if len(line) == 2 else [line[0], line[-2]]
    return tuple(_beside(measure, day, score, line[-1][1]) for day, score in before)


def _beside(measure: Measure, day: date, before: int, after: int) -> Beside:
    found = _change(measure, before, after)
    better = measure.scoring.better if measure.scoring else "higher"
    worse = found.beyond_noise and found.direction not in ("same", better)
    return Beside(day, before, words.change_words(found, better), worse)


def _limits(measure: Measure, line: Points) -> str:
    if not line or measure.norm is None or measure.reliability is None:
        return ""
    return words.limits_words(_change(measure, line[0][1], line[-1][1]))


def _change(measure: Measure, before: int, after: int) -> Change:
    assert measure.norm and measure.reliability
    return reliable_change(measure.norm, measure.reliability, before, after)


# The line


def lines(standing: Body, until: str | None = None) -> list[Line]:
    """The course of each satisfaction scale that was answered at least once; never one line for both scales."""
    return [_line(name, line) for name in LINES if (line := points(standing, name, until))]


def _line(name: str, line: Points) -> Line:
    measure = catalogue.current().measures[name]
    said, band = _own_weeks(measure, line) if name == PULSE else _since_first(measure, line)
    highest = measure.scoring.max if measure.scoring else line[-1][1]
    return Line(measure.title, LINES[name], said, spark(line, highest, band))


def _since_first(measure: Measure, line: Points) -> tuple[str, tuple[float, float] | None]:
    if len(line) < 2:
        return f"One result so far: {line[0][1]}.", None
    found = _change(measure, line[0][1], line[-1][1])
    band = (line[0][1] - found.mdc95_retest, line[0][1] + found.mdc95_retest)
    return f"{line[0][1]} to {line[-1][1]}. {words.change_words(found)}", band


def _own_weeks(measure: Measure, line: Points) -> tuple[str, tuple[float, float] | None]:
    """The weekly minute is read against one's own first weeks, and never more finely than the questions can."""
    scores = [score for _, score in line]
    limits = change.xmr(scores)
    if limits is None:
        return f"The last one: {scores[-1]}. {words.weekly_words(len(scores))}", None
    noise = _change(measure, scores[0], scores[-1]).mdc95_alpha
    low, high = min(limits.lower, limits.mean - noise), max(limits.upper, limits.mean + noise)
    return f"The last one: {scores[-1]}. {_week_words(scores, low, high, limits.runs)}", (low, high)


def _week_words(scores: Sequence[int], low: float, high: float, runs: Sequence[int]) -> str:
    if not low <= scores[-1] <= high:
        side = "Above" if scores[-1] > high else "Below"
        return f"{side} your own ordinary ups and downs. What was different is worth a thought."
    if len(scores) - 1 in runs:
        return "Week after week on the same side of where you began: that is more than ordinary ups and downs."
    return "Within your own ordinary ups and downs."


# The areas, the circles, the sources


def heavy(areas: Body) -> list[Heavy]:
    """Up to three areas that weigh most, the heaviest first; none that weighs nothing."""
    return [_heavy(weight) for weight in weighed(areas) if weight.need > 0][:MOST]


def weighed(areas: Body) -> tuple[Weight, ...]:
    """The areas that were answered, by weight."""
    known = catalogue.current().strategies
    return weighs_most({slug: (areas[slug][0], areas[slug][1]) for slug in known if slug in areas})


def _heavy(weight: Weight) -> Heavy:
    strategy = catalogue.current().strategies[weight.slug]
    return Heavy(strategy.area, strategy.order, weight_words(weight, strategy.area))


def closeness(body: Body) -> Picture | None:
    """The picture that was chosen."""
    given = body["answers"].get("ios")
    return None if not given or given[0] is None else picture(given[0])


def picture(position: int) -> Picture:
    item = catalogue.current().measures["ios"].items[0]
    return pictures([option.label for option in item.options])[position]


def closeness_moved(standing: Body, id: str) -> str:
    """What the picture says beside the one before; empty for the first."""
    line = points(standing, "ios", id)
    if len(line) < 2:
        return ""
    before, after = line[-2][1], line[-1][1]
    return words.closeness_words(before, after, change.closeness_moved(before, after))


def sources(names: Sequence[str]) -> list[Source]:
    """The measures of those names, each with the paper it is from."""
    cat = catalogue.current()
    known = [cat.measures[name] for name in names if name in cat.measures]
    return [Source(measure, cat.references.get(measure.citation or "")) for measure in known]
