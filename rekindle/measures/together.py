"""What two results say side by side, once both have agreed. Every gap is a reason to ask; nothing here is a verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rekindle import catalogue
from rekindle.catalogue.structs import Measure
from rekindle.measures import change, checkup, words
from rekindle.measures.charts import Spark, spark
from rekindle.measures.pairs import DIFFERENT, Bells, Picture, bells
from rekindle.measures.report import LINES, picture
from rekindle.measures.shared import Areas, Side

COUNTS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")

# Each is asked, never answered for the other.
ASK = {
    "open-communication": "What would make it easier for you to tell me hard things?",
    "shared-goals-and-values": "What do you most hope we are heading for?",
    "emotional-intimacy": "When did you last feel close to me?",
    "quality-time": "What would good time together look like to you?",
    "empathy": "What is something about you that I don’t understand yet?",
    "professional-help": "What would it take for you to talk to someone outside?",
    "vulnerability": "What would make it safer to show me a weak spot?",
    "forgiveness": "What would help an old hurt come to rest?",
    "self-improvement": "What are you working on in yourself that I could make easier?",
    "celebrating-progress": "What went a little better lately that I did not see?",
}
ANY = "What would be a little better here, for you?"


@dataclass(frozen=True, slots=True)
class Start:
    """One place to start: an area, a question about it, and why it is this one."""

    area: str
    order: int
    question: str
    why: str


@dataclass(frozen=True, slots=True)
class Course:
    """One person against their own beginning. `side` is "a" or "b"."""

    side: str
    name: str
    words: str
    spark: Spark | None


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """One scale both answered: two numbers and what the gap between them says."""

    measure: Measure
    a: int
    b: int
    words: str


def rows(a: Areas, b: Areas) -> Bells:
    """The areas both answered."""
    known = catalogue.current().strategies.values()
    return bells([(one.area, a[one.slug][0], b[one.slug][0]) for one in known if one.slug in a and one.slug in b])


def lead(found: Bells) -> str:
    different, alike = len(found.different), len(found.alike)
    if not different + alike:
        return "There is no area that both of you answered, so there is nothing to lay side by side yet."
    if not different:
        return "You see these areas much alike."
    many = "one" if different == 1 else COUNTS[different].lower()
    if different > alike:
        return f"You see {many} of these areas quite differently. That isn’t a fault: it tells you where to ask."
    seen = f"{many.capitalize()} you see quite differently."
    return f"You see most areas alike. {seen} That isn’t a fault: it tells you where to ask."


def start(a: Areas, b: Areas, names: tuple[str, str], me: int) -> Start | None:
    """The area that weighs most for the two together; None when nothing weighs.

    `names`: person a, person b; `me`: 0 for a, 1 for b.
    """
    needs = {slug: _need(a[slug]) + _need(b[slug]) for slug in a if slug in b}
    heaviest = max(needs, key=lambda slug: needs[slug], default=None)
    if heaviest is None or needs[heaviest] == 0:
        return None
    strategy = catalogue.current().strategies[heaviest]
    given = (a[heaviest][0], b[heaviest][0])
    return Start(strategy.area, strategy.order, ASK.get(heaviest, ANY), _why(given, names[1 - me], me))


def _need(area: tuple[int, int]) -> int:
    return (10 - area[0]) * area[1]


def _why(given: tuple[int, int], partner: str, me: int) -> str:
    mine, theirs = given[me], given[1 - me]
    if abs(mine - theirs) < DIFFERENT:
        return "It matters to you, and you see it much alike."
    if theirs > mine:
        return f"{partner} is more content here, and you are missing something. Both are true."
    return f"You are more content here, and {partner} is missing something. Both are true."


def satisfaction(sides: tuple[Side, Side], partner: str) -> Satisfaction | None:
    """The fullest scale that both answered completely; None when there is none."""
    for name in LINES:
        measure, totals = catalogue.current().measures[name], [_total(side, name) for side in sides]
        if None not in totals and measure.norm and measure.reliability:
            a, b = (int(total or 0) for total in totals)
            gap = change.gap(measure.norm, measure.reliability, a, b)
            return Satisfaction(measure, a, b, words.gap_words(gap, partner))
    return None


def _total(side: Side, name: str) -> int | None:
    score = checkup.scores({"answers": {name: side.answers[name]}})[name] if name in side.answers else None
    return score.score if score else None


def circles(sides: tuple[Side, Side]) -> tuple[Picture, Picture] | None:
    """The two pictures of closeness, when both chose one."""
    chosen = [side.answers["ios"][0] if "ios" in side.answers else None for side in sides]
    return None if None in chosen else (picture(chosen[0] or 0), picture(chosen[1] or 0))


def courses(found: Sequence[tuple[Side, Side]], names: tuple[str, str]) -> tuple[str, tuple[Course, ...]]:
    """(title, one course for each person) over all comparisons: the fullest scale with two of both, or nothing."""
    for name in LINES:
        points = [_points(found, index, name) for index in (0, 1)]
        if all(len(line) > 1 for line in points):
            measure = catalogue.current().measures[name]
            own = zip("ab", names, points, strict=True)
            return measure.title, tuple(_course(measure, side, who, line) for side, who, line in own)
    return "", ()


def _points(found: Sequence[tuple[Side, Side]], index: int, name: str) -> list[tuple[date, int]]:
    days = [(one[index].day, _total(one[index], name)) for one in found]
    return sorted((day, total) for day, total in days if day is not None and total is not None)


def _course(measure: Measure, side: str, name: str, line: list[tuple[date, int]]) -> Course:
    assert measure.norm and measure.reliability and measure.scoring
    found = change.reliable_change(measure.norm, measure.reliability, line[0][1], line[-1][1])
    band = (line[0][1] - found.mdc95_retest, line[0][1] + found.mdc95_retest)
    said = f"{line[0][1]} to {line[-1][1]}. {words.change_words(found)}"
    return Course(side, name, said, spark(line, measure.scoring.max, band))
