"""Choosing a practice oneself, and beginning it."""

from typing import NamedTuple
from uuid import uuid5

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from rekindle import catalogue
from rekindle.catalogue.structs import Practice
from rekindle.couples.access import pair_for
from rekindle.practice import runs
from rekindle.practice.rules import Doors, Verdict, verdict
from rekindle.safety import gate
from rekindle.safety.gate import joint_closed
from rekindle.vault.access import UnlockedRequest, once, unlocked

ICONS = {
    "open-communication": "talk",
    "shared-goals-and-values": "compass",
    "emotional-intimacy": "hearth",
    "quality-time": "calendar",
    "empathy": "ear",
    "professional-help": "person",
    "vulnerability": "unlock",
    "forgiveness": "hand",
    "self-improvement": "sprout",
    "celebrating-progress": "spark",
}


class Offer(NamedTuple):
    """A practice and what its buttons may do now, for the version alone and the one for two."""

    practice: Practice
    alone: str
    together: str


class UnderWay(NamedTuple):
    id: str
    practice: Practice
    part: int
    of: int


def doors(request: HttpRequest) -> Doors:
    """What is open to this person today."""
    vault, today, pair = request.vault, timezone.localdate(), pair_for(request)  # type: ignore[attr-defined]
    until = gate.clear_until(vault)
    return Doors(clear=until is not None and today <= until, joint=bool(pair and pair.joint_open(until, today)))


@require_safe
@unlocked
def practices(request: UnlockedRequest) -> HttpResponse:
    pair_for(request)
    strategies = [(one, ICONS.get(one.slug, "leaf")) for one in catalogue.current().strategies.values()]
    return render(request, "practice/practices.html", {"strategies": strategies, "open": _under_way(request)})


def _under_way(request: UnlockedRequest) -> list[UnderWay]:
    found = []
    for run, practice in runs.under_way(request.vault):
        of = len(runs.steps(practice, run))
        found.append(UnderWay(str(run.id), practice, min(run.body["at"] + 1, of), of))
    return found


@require_safe
@unlocked
def strategy(request: UnlockedRequest, order: int) -> HttpResponse:
    cat, open_now = catalogue.current(), doors(request)
    found = next((one for one in cat.strategies.values() if one.order == order), None)
    if found is None:
        raise Http404
    offers = [_offer(practice, open_now) for practice in cat.by_strategy(found.slug)]
    closed = joint_closed() if any(one.together == Verdict.JOINT.value for one in offers) else ""
    context = {"strategy": found, "offers": offers, "joint_closed": closed, "once": once(request)}
    return render(request, "practice/strategy.html", context)


def _offer(practice: Practice, open_now: Doors) -> Offer:
    alone, together = (
        verdict(practice.gate, open_now, together=two, for_two=practice.together_possible).value
        for two in (False, True)
    )
    return Offer(practice, alone, together if practice.together_possible else "")


@require_POST
@unlocked
def begin(request: UnlockedRequest) -> HttpResponse:
    practice = catalogue.current().practices.get(request.POST.get("slug", ""))
    if practice is None:
        raise Http404
    together, ended = (request.POST.get(name) == "yes" for name in ("together", "harm_ended"))
    now = verdict(
        practice.gate, doors(request), together=together, for_two=practice.together_possible, harm_ended=ended
    )
    if now is not Verdict.OPEN:
        return closed(request, now, practice, together=together)
    # One page has many buttons and one key: each button makes a key of its own of it.
    id = uuid5(once(request), f"{practice.slug}/{together}")
    return redirect("step", runs.begin(request.vault, practice, timezone.now(), together=together, id=id))


def closed(request: HttpRequest, why: Verdict, practice: Practice, *, together: bool = False) -> HttpResponse:
    """The same calm page for everybody, whatever the cause; or the question that forgiveness asks each time."""
    if why is Verdict.ASK:
        context = {"practice": practice, "together": together, "once": once(request), "tab": "practices"}
        return render(request, "practice/ended.html", context)
    context = {"check": why is Verdict.CHECK, "joint_closed": joint_closed(), "tab": "practices"}
    return render(request, "practice/closed.html", context, status=403)
