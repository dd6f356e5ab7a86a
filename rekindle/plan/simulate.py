"""Many made-up couples live through the programme, and every suggestion they get is checked by other code."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from time import perf_counter

from . import checks
from .rules import suggest
from .shapes import Area, Done, PracticeFacts, Rating, Shared, Snapshot, Suggestion

FIRST_DAY = date(2025, 1, 6)
RECENT = timedelta(days=120)
WEEKS = 8
STRATEGIES = 10
CHANCES = 6
RATINGS: tuple[Rating | None, ...] = ("helped", "helped", "neutral", "neutral", "hard", None)


@dataclass(slots=True)
class Person:
    """How one made-up person lives, and what became of it. `harm`: how often the answer is that it has ended."""

    joins: date
    pace: int
    refusing: float
    harm: float
    own_clear: bool
    willing: bool
    areas: dict[str, Area] = field(default_factory=dict)
    log: list[Done] = field(default_factory=list)
    declined: dict[str, date] = field(default_factory=dict)
    offered: set[str] = field(default_factory=set)
    chances: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Couple:
    name: str
    dice: random.Random
    people: tuple[Person, Person]
    practices: Mapping[str, PracticeFacts]
    compared: tuple[dict[str, Area], dict[str, Area]] | None = None
    done: list[Done] = field(default_factory=list)
    declined: set[tuple[str, date]] = field(default_factory=set)
    seen: dict[tuple[object, ...], str] = field(default_factory=dict)


@dataclass(slots=True)
class Tally:
    """What the checks counted. `disagreements`: two different steps together in one week with nothing between."""

    suggestions: int = 0
    gate_violations: int = 0
    early_intensity: int = 0
    repeats_14d: int = 0
    false_reasons: int = 0
    disagreements: int = 0
    together: int = 0
    reached: list[int] = field(default_factory=list)
    allowed: list[int] = field(default_factory=list)


def simulate(couples: int, weeks: int, seed: int, practices: Iterable[PracticeFacts]) -> dict[str, float]:
    """Numbers for `couples` made-up couples over `weeks` weeks; the same for the same `seed`, but for `seconds`.

    `suggestions` counts every line of every list. `gate_violations`: a closed gate. `early_intensity`: above its rung,
    before what it needs, or not lighter after something hard. `repeats_14d`: finished within 14 days, 6 for a ritual,
    or put off that very day. `false_reasons`: see `checks.untrue`.
    `strategies_reached_min`: over the people who were there for 8 weeks or more, the least of 10 minus the strategies
    that were open to them on 6 days or more, yet never stood first and were not taken up freely or with the partner
    either. 0 when nobody was there that long.
    """
    began = perf_counter()
    tally = run(couples, weeks, seed, practices)
    return {
        "couples": couples,
        "weeks": weeks,
        "suggestions": tally.suggestions,
        "strategies_reached_min": min(tally.reached, default=0),
        "gate_violations": tally.gate_violations,
        "early_intensity": tally.early_intensity,
        "repeats_14d": tally.repeats_14d,
        "false_reasons": tally.false_reasons,
        "seconds": round(perf_counter() - began, 3),
    }


def run(couples: int, weeks: int, seed: int, practices: Iterable[PracticeFacts]) -> Tally:
    tally, known = Tally(), {practice.slug: practice for practice in practices}
    for number in range(couples):
        couple = _couple(f"{seed}:{number}", weeks, known)
        for week in range(weeks):
            _live_a_week(couple, FIRST_DAY + timedelta(weeks=week), tally)
        _count_reached(couple, FIRST_DAY + timedelta(weeks=weeks), tally)
    return tally


def _couple(name: str, weeks: int, known: Mapping[str, PracticeFacts]) -> Couple:
    dice = random.Random(name)
    later = FIRST_DAY + timedelta(days=dice.randrange(weeks * 7)) if dice.random() < 0.75 else date.max
    return Couple(name, dice, (_person(dice, FIRST_DAY), _person(dice, later)), known)


def _person(dice: random.Random, joins: date) -> Person:
    harm = dice.choice((0.0, 0.5, 1.0))
    return Person(joins, dice.randint(2, 7), dice.uniform(0, 0.5), harm, dice.random() < 0.6, dice.random() < 0.7)


def _live_a_week(couple: Couple, monday: date, tally: Tally) -> None:
    days = [set(couple.dice.sample(range(7), person.pace)) for person in couple.people]
    for number in range(7):
        today = monday + timedelta(days=number)
        _change(couple, today)
        for person, opens in zip(couple.people, days, strict=True):
            if number in opens and person.joins <= today:
                _open_page(couple, person, today, tally)


def _change(couple: Couple, today: date) -> None:
    """Gates open and close, check-ups are answered again, the two agree to compare or take it back."""
    dice = couple.dice
    for person in couple.people:
        person.own_clear ^= dice.random() < 0.04
        person.willing ^= dice.random() < 0.03
        if dice.random() < 0.06:
            person.areas = _check_up(couple)
    if dice.random() < 0.05:
        first, second = couple.people
        couple.compared = (first.areas, second.areas) if dice.random() < 0.8 and second.joins <= today else None


def _check_up(couple: Couple) -> dict[str, Area]:
    dice, strategies = couple.dice, sorted({practice.strategy for practice in couple.practices.values()})
    answered = [strategy for strategy in strategies if dice.random() < 0.9]
    return {strategy: Area(dice.randint(0, 10), dice.randint(0, 3)) for strategy in answered}


def _open_page(couple: Couple, person: Person, today: date, tally: Tally) -> None:
    """Look, do what is first or put it off; sometimes look again; sometimes do something freely chosen."""
    harm_ended, more = couple.dice.random() < person.harm, True
    moment = _moment(couple, person, today, harm_ended)
    person.chances.update(checks.allowed_strategies(moment))
    while more:
        snapshot = _snapshot(couple, person, today, harm_ended)
        listed = suggest(snapshot)
        _check(listed, snapshot, _moment(couple, person, today, harm_ended), person, tally)
        _agree(couple, listed, today, tally)
        more = bool(listed) and _answer(couple, person, listed[0], today) and couple.dice.random() < 0.5
    if couple.dice.random() < 0.1:
        _choose_freely(couple, person, _moment(couple, person, today, harm_ended))


def _joint_open(couple: Couple, today: date) -> bool:
    return all(person.own_clear and person.willing and person.joins <= today for person in couple.people)


def _moment(couple: Couple, person: Person, today: date, harm_ended: bool) -> checks.Moment:
    joint = _joint_open(couple, today)
    return checks.Moment(today, couple.practices, person.log, person.own_clear, joint, harm_ended)


def _snapshot(couple: Couple, person: Person, today: date, harm_ended: bool) -> Snapshot:
    dice = couple.dice
    return Snapshot(
        today=today,
        practices=tuple(couple.practices.values()),
        started=person.joins,
        areas=person.areas,
        shared=_shared(couple, today) if couple.people[1].joins <= today else None,
        history=_recent(person.log, today),
        ever=Counter(done.slug for done in person.log),
        declined=person.declined,
        minutes=dice.choice((5, 10, 20, 45)),
        own_clear=person.own_clear,
        joint_open=_joint_open(couple, today),
        harm_ended=harm_ended,
        smaller=dice.random() < 0.1,
        stress=dice.choice((None, dice.randint(0, 10))),
    )


def _shared(couple: Couple, today: date) -> Shared:
    first, second = couple.compared or (None, None)
    ever = Counter(done.slug for done in couple.done)
    return Shared(couple.name, first, second, _recent(couple.done, today), ever, frozenset(couple.declined))


def _recent(log: list[Done], today: date) -> tuple[Done, ...]:
    return tuple(done for done in log if today - done.day <= RECENT)


def _check(
    listed: tuple[Suggestion, ...], snapshot: Snapshot, moment: checks.Moment, person: Person, tally: Tally
) -> None:
    for suggestion in listed:
        practice = moment.practices[suggestion.slug]
        put_off = person.declined.get(practice.slug) == moment.today
        tally.suggestions += 1
        tally.together += suggestion.together
        tally.gate_violations += checks.closed_gate(practice, suggestion.together, moment)
        tally.early_intensity += checks.too_early(practice, moment)
        tally.repeats_14d += checks.too_soon(practice, moment) or put_off
        tally.false_reasons += checks.untrue(suggestion, snapshot)


def _agree(couple: Couple, listed: tuple[Suggestion, ...], today: date, tally: Tally) -> None:
    """Whoever looks, on whichever day of the week: the same step together, while nothing both know has changed."""
    known = (today.isocalendar()[:2], len(couple.done), len(couple.declined), repr(couple.compared))
    for suggestion in listed:
        if suggestion.together:
            tally.disagreements += couple.seen.setdefault(known, suggestion.slug) != suggestion.slug


def _answer(couple: Couple, person: Person, first: Suggestion, today: date) -> bool:
    """True when it was put off."""
    person.offered.add(couple.practices[first.slug].strategy)
    if couple.dice.random() >= person.refusing:
        _finish(couple, person, first.slug, today, first.together)
        return False
    person.declined[first.slug] = today
    if first.together and couple.dice.random() < 0.5:
        couple.declined.add((first.slug, today))
    return True


def _finish(couple: Couple, person: Person, slug: str, today: date, together: bool) -> None:
    for one in couple.people if together else (person,):
        one.log.append(Done(slug, today, couple.dice.choice(RATINGS), together))
    if together:
        couple.done.append(Done(slug, today, None, True))


def _choose_freely(couple: Couple, person: Person, moment: checks.Moment) -> None:
    slug = couple.dice.choice(sorted(couple.practices))
    if not checks.closed_gate(couple.practices[slug], False, moment):
        _finish(couple, person, slug, moment.today, False)


def _count_reached(couple: Couple, end: date, tally: Tally) -> None:
    for person in couple.people:
        if (end - person.joins).days >= WEEKS * 7:
            allowed = {strategy for strategy, days in person.chances.items() if days >= CHANCES}
            tally.allowed.append(len(allowed))
            visited = {couple.practices[done.slug].strategy for done in person.log}
            tally.reached.append(STRATEGIES - len(allowed - person.offered - visited))
