"""One step at a time: show it, keep what is said, go on. Where one is and every word are in the vault."""

from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from rekindle import catalogue
from rekindle.catalogue.structs import Practice, Step
from rekindle.couples.access import pair_for
from rekindle.practice import runs
from rekindle.practice.browsing import closed, doors
from rekindle.practice.forms import RatingForm, StepForm
from rekindle.practice.rules import Doors, Verdict, verdict
from rekindle.practice.sharing import Table
from rekindle.reveal.pages import calm, table_of
from rekindle.reveal.rules import IllegalMove, State
from rekindle.vault.access import UnlockedRequest, unlocked
from rekindle.vault.envelope import SealBroken
from rekindle.vault.store import Kept
from rekindle.web.templatetags.words import plural

KINDS = {
    "read": "A little to read",
    "write": "Something to write, for your own eyes",
    "rate": "A number",
    "choose": "A choice",
    "sort": "Things to put in order",
    "breathe": "A few slow breaths",
    "reveal": "An answer each, which opens for both of you once both are in",
}


@dataclass
class Here:
    """Where a person is in a run. `at` counts from 1; 0 is the page before the first step."""

    request: UnlockedRequest
    run: Kept
    practice: Practice
    asked: str = ""
    doors: Doors = field(init=False)

    def __post_init__(self) -> None:
        self.doors = doors(self.request)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        return runs.steps(self.practice, self.run)

    @property
    def reached(self) -> int:
        return min(int(self.run.body["at"]), len(self.steps))

    @property
    def over(self) -> bool:
        return self.reached == len(self.steps)

    @cached_property
    def at(self) -> int:
        if not self.asked.isdecimal() or len(self.asked) > 3:
            return min(self.reached + 1, len(self.steps)) if self.reached else 0
        return max(0, min(int(self.asked), self.reached + 1, len(self.steps)))

    @property
    def step(self) -> Step:
        return self.steps[max(self.at, 1) - 1]

    @property
    def partner(self) -> str | None:
        pair = pair_for(self.request)
        return pair.partner_name if pair else None

    @cached_property
    def table(self) -> Table:
        return Table(self.request.vault, pair_for(self.request), self.run, self.step, self.doors.joint)

    def form(self, data: Any = None, *, needed: bool = False) -> StepForm:
        kept = self.run.body["answers"].get(self.step.name)
        return StepForm(self.step, self.partner, data, kept, needed)

    def closed(self) -> bool:
        """The check has to be answered anew before this goes on. Steps for two that have closed go on alone."""
        alone = verdict(self.practice.gate, self.doors, together=False, for_two=True, harm_ended=True)
        return alone is Verdict.CHECK

    def address(self, at: int) -> str:
        return f"{reverse('step', args=[self.run.id])}?at={at}"


def here(request: UnlockedRequest, id: UUID, asked: str | None) -> Here:
    try:
        return Here(request, *runs.find(request.vault, id), asked or "")
    except runs.Gone:
        raise Http404 from None


@require_http_methods(["GET", "POST"])
@unlocked
@calm
def step(request: UnlockedRequest, id: UUID) -> HttpResponse:
    if request.method == "POST":
        return _take(here(request, id, request.POST.get("at")))
    place = here(request, id, request.GET.get("at"))
    if place.closed():
        return closed(request, Verdict.CHECK, place.practice)
    if place.over and "at" not in request.GET:
        return redirect("step-close", id)
    return _first(place) if place.at == 0 else _show(place)


def _first(place: Here) -> HttpResponse:
    """What it is, how long it takes and what it asks, before anything begins."""
    asks = [KINDS[kind] for kind in dict.fromkeys(step.kind for step in place.steps)]
    sources = catalogue.current().sources_of(place.practice)
    return render(place.request, "practice/first.html", {**_context(place), "asks": asks, "sources": sources})


def _show(place: Here, form: StepForm | None = None, status: int = 200) -> HttpResponse:
    context = {**_context(place), "form": form or place.form(), "kind": place.step.kind}
    if place.step.kind == "reveal":
        context |= _reveal(place)
    return render(place.request, "practice/step.html", context, status=status)


def _context(place: Here) -> dict[str, Any]:
    return {
        "run": place.run,
        "practice": place.practice,
        "strategy": catalogue.current().strategies[place.practice.strategy],
        "step": place.step,
        "at": place.at,
        "part": f"Part {place.at} of {len(place.steps)}",
        "of": len(place.steps),
        "minutes": _length(place.step.seconds),
        "before": place.address(place.at - 1),
        "after": place.address(place.at + 1),
        "first": place.address(1),
    }


def _length(seconds: int) -> str:
    return plural(seconds // 60, "minute,minutes") if seconds % 60 == 0 else f"{seconds} seconds"


def _reveal(place: Here) -> dict[str, Any]:
    """A step for both: the round once it is answered, a question while two can answer it, else words for oneself."""
    seat = place.table.answered()
    if seat is None:
        pair = pair_for(place.request)
        return {"kind": "reveal", "place": pair.me.place} if pair and place.doors.joint else {"kind": "private"}
    return {"kind": "round", **table_of(seat), "sealed": seat.state is not State.OPEN}


def _take(place: Here) -> HttpResponse:
    go = place.request.POST.get("go", "on")
    form = place.form(place.request.POST, needed=go == "seal")
    if not form.is_valid():
        return _show(place, form, status=400)
    if place.step.kind == "reveal":
        return _take_reveal(place, form, go)
    value = form.moved(place.request.POST["move"]) if "move" in place.request.POST else form.value()
    return _keep(place, None if go == "skip" else value, "stay" if "move" in place.request.POST else go)


def _take_reveal(place: Here, form: StepForm, go: str) -> HttpResponse:
    if place.table.answered(visit=go != "without"):
        with place.request.vault.change():
            text = place.table.go_on_without() if go == "without" else None
            return _keep(place, text, "on" if go == "without" else go)
    if go != "seal" or not place.doors.joint:
        return _keep(place, form.value(), "stay" if go == "seal" else go)
    try:
        place.table.seal(form.cleaned_data[place.step.name], timezone.now())
    except IllegalMove as error:
        form.add_error(place.step.name, str(error))
        return _show(place, form, status=409)
    return _keep(place, None, "stay")


def _keep(place: Here, value: Any, go: str) -> HttpResponse:
    """Keep the answer and the place, and show what comes next."""
    vault, id, at = place.request.vault, place.run.id, max(place.at, 1)
    to = {"leave": at, "stay": at, "back": at - 1}.get(go, at + 1)
    with vault.change():
        runs.answer(vault, id, place.step, value, max(to, 1) - 1)
        if to > len(place.steps):
            runs.finish(vault, id, None, timezone.now())
    if go == "leave":
        return redirect("today")
    return redirect("step-close", id) if to > len(place.steps) else HttpResponseRedirect(place.address(to))


@require_http_methods(["GET", "POST"])
@unlocked
@calm
def close(request: UnlockedRequest, id: UUID) -> HttpResponse:
    """The end: that was enough, and how was it. Hard is thanked for; everything else goes back to Today."""
    place = here(request, id, None)
    if not place.over:
        return redirect("step", id)
    form = RatingForm(request.POST if request.method == "POST" else None, initial={"rating": place.run.body["rating"]})
    if form.is_bound and form.is_valid():
        runs.finish(request.vault, id, form.cleaned_data["rating"], timezone.now())
        return redirect("step-close", id) if form.cleaned_data["rating"] == "hard" else redirect("today")
    context = {**_context(place), "form": form, **_ending(place)}
    return render(request, "practice/close.html", context, status=400 if form.is_bound else 200)


def _ending(place: Here) -> dict[str, Any]:
    states = [one for step in place.steps if (one := _round_of(place, step))]
    sealed = [id for id, now in states if now is not State.OPEN]
    return {
        "mark": "both" if states and not sealed else "solo",
        "sealed": sealed,
        "kept": bool(place.run.body["answers"]),
        "thanks": place.run.body["rating"] == "hard",
        "sources": catalogue.current().sources_of(place.practice),
    }


def _round_of(place: Here, step: Step) -> tuple[UUID, State] | None:
    """The round a step was answered in, and its state. One that does not hold together says so on its own page."""
    if step.name not in place.run.body["rounds"]:
        return None
    with suppress(SealBroken, IllegalMove):
        table = Table(place.request.vault, pair_for(place.request), place.run, step, place.doors.joint)
        if seat := table.answered():
            return seat.round.pk, seat.state
    return None


@require_POST
@unlocked
def drop(request: UnlockedRequest, id: UUID) -> HttpResponse:
    """Delete a run and every word in it. What is gone already is fine."""
    runs.drop(request.vault, id, timezone.now())
    return redirect("today")
