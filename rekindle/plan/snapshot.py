"""From what a person keeps to what the chooser is told: four sealed documents, and what both may know."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from rekindle import catalogue
from rekindle.couples.pair import Pair
from rekindle.measures.shared import shared_areas
from rekindle.plan.facts import facts_of
from rekindle.plan.shapes import Area, Done, PracticeFacts, Shared, Snapshot
from rekindle.practice import runs
from rekindle.reveal.listing import Table, finished_together
from rekindle.safety import gate
from rekindle.vault.store import Body, Vault

PLAN = "plan"
MINUTES = (5, 10, 20, 30, 45)


@cache
def practices() -> tuple[PracticeFacts, ...]:
    return tuple(facts_of(practice) for practice in catalogue.current().practices.values())


def kept(vault: Vault) -> dict[str, Body]:
    """The documents Today is made of, with one query."""
    return vault.documents(gate.DOCUMENT, runs.HISTORY, "standing", PLAN)


def snapshot_of(vault: Vault, pair: Pair | None, today: date, documents: Mapping[str, Body], laid: Table) -> Snapshot:
    history, plan = runs.tidy(documents[runs.HISTORY]), documents[PLAN]
    clear = gate.counting(documents[gate.DOCUMENT])
    joint = bool(pair) and pair is not None and pair.joint_open(clear, today)
    return Snapshot(
        today=today,
        practices=practices(),
        started=_day(plan.get("started")) or today,
        areas=_areas(documents["standing"].get("areas", {})),
        shared=_shared(pair, laid) if pair and joint else None,
        history=tuple(_done(one) for one in history["recent"]),
        ever=history["ever"],
        declined={slug: date.fromisoformat(day) for slug, day in plan.get("declined", {}).items()},
        minutes=plan.get("minutes", 20),
        own_clear=clear is not None and today <= clear,
        joint_open=joint,
        smaller=plan.get("smaller") == today.isoformat(),
    )


def _areas(kept: Mapping[str, Any]) -> dict[str, Area]:
    return {slug: Area(now, importance) for slug, (now, importance) in kept.items()}


def _done(one: list[Any]) -> Done:
    slug, day, rating, together = one[:4]
    return Done(slug, date.fromisoformat(day), rating, together)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _shared(pair: Pair, laid: Table) -> Shared:
    both, done = shared_areas(pair, laid), finished_together(pair, laid=laid)
    a, b = both if both else (None, None)
    ever: dict[str, int] = {}
    for slug, _ in done:
        ever[slug] = ever.get(slug, 0) + 1
    return Shared(
        couple=str(pair.couple.pk),
        areas_a=_areas(a) if a is not None else None,
        areas_b=_areas(b) if b is not None else None,
        history=tuple(Done(slug, day, None, True) for slug, day in done),
        ever=ever,
    )
