"""What each of the two does apart: writing a side, reading both, and the small answers that open together."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rekindle.concerns import apart, asking, drafts, effects, page
from rekindle.concerns.desk import REFUSED, Desk, calm, desk
from rekindle.concerns.forms import IdeasForm, MarksForm, NatureForm, ReviewForm
from rekindle.concerns.shapes import Stage
from rekindle.concerns.sides import clean, parts
from rekindle.concerns.wizard import Wizard
from rekindle.reveal.rules import State
from rekindle.vault.access import UnlockedRequest, unlocked

NOTHING = "Write at least what happens. The rest can stay empty."
WHERE = {"nature": Stage.NATURE, "ideas": Stage.WEIGH, "review": Stage.TRIAL}


@require_http_methods(["GET", "POST"])
@unlocked
@calm
def side(request: UnlockedRequest, id: UUID, n: int) -> HttpResponse:
    """One screen of one's own side, kept in the own vault at every press; after the last, read it and seal it."""
    found = desk(request, id)
    if found.state.accepted is None or apart.state(apart.table(found.concern, apart.SIDES)) is State.OPEN:
        return redirect("us-concern", id)
    wizard = _wizard(found, n)
    if request.method == "POST":
        return _seal(found, wizard) if wizard.through else _take(found, wizard)
    return _show(found, wizard)


def _wizard(found: Desk, n: int) -> Wizard:
    draft = drafts.side(found.request.vault, found.concern.id)
    table = None if draft else apart.table(found.concern, apart.SIDES)
    answers = clean(draft.body["answers"] if draft else apart.mine(table))
    return Wizard(asking.side, answers, n, found.pair.partner_name)


def _take(found: Desk, wizard: Wizard) -> HttpResponse:
    id, request = found.concern.id, found.request
    if not wizard.take(request.POST):
        return _show(found, wizard, 400)
    drafts.keep_side(request.vault, id, found.state.title, wizard.answers, timezone.now())
    if wizard.leaves(request.POST):
        return redirect("us-concern", id)
    return redirect("us-concern-side", id, wizard.to(request.POST))


def _seal(found: Desk, wizard: Wizard) -> HttpResponse:
    if "happens" not in wizard.answers:
        return _show(found, wizard, 400, NOTHING)
    try:
        with found.request.vault.change():
            apart.seal(found.concern, apart.SIDES, wizard.answers, timezone.now())
            drafts.drop_side(found.request.vault, found.concern.id)
    except REFUSED as refused:
        return _show(found, wizard, 409, str(refused))
    return redirect("us-concern", found.concern.id)


def _show(found: Desk, wizard: Wizard, status: int = 200, sentence: str = "") -> HttpResponse:
    mine = parts(wizard.answers, found.pair.partner_name) if wizard.through else []
    context = {**found.common(), **wizard.context(), "parts": mine, "sentence": sentence}
    return render(found.request, "concerns/side.html", context, status=status)


@require_safe
@unlocked
@calm
def read(request: UnlockedRequest, id: UUID, n: int) -> HttpResponse:
    """One side on the whole screen, then the other one's."""
    found = desk(request, id, visit=True)
    panels = page.panels(found, apart.both(apart.table(found.concern, apart.SIDES)))
    if not 1 <= n <= len(panels):
        return redirect("us-concern", id)
    marks = page.apart_of(found, apart.MARKS)
    return render(request, "concerns/read.html", {**found.common(), "panel": panels[n - 1], "n": n, "marks": marks})


@require_http_methods(["GET", "POST"])
@unlocked
@calm
def answer(request: UnlockedRequest, id: UUID, form: str) -> HttpResponse:
    """One of the small answers that are given apart: marks, nature, ideas, review."""
    found = desk(request, id)
    step = _step(found, form)
    table = apart.table(found.concern, step) if step else None
    if not step or apart.state(table) is State.OPEN:
        return redirect("us-concern", id)
    asked = _form(found, form, request.POST if request.method == "POST" else None, apart.mine(table))
    if asked.is_bound and asked.is_valid():
        return _answered(found, form, step, asked)
    return _answer(found, form, asked, 400 if asked.is_bound else 200)


def _step(found: Desk, form: str) -> str:
    """The name of the round, or "" when this is not asked now."""
    if form == "marks":
        sides = apart.both(apart.table(found.concern, apart.SIDES))
        return apart.MARKS if sides and sides[found.pair.other.place] else ""
    asked_now = WHERE.get(form) is found.state.stage and not found.state.aside
    return effects.step(found.state) if asked_now else ""


def _form(found: Desk, form: str, data: Any, kept: dict[str, Any]) -> forms.Form:
    match form:
        case "marks":
            both = apart.both(apart.table(found.concern, apart.SIDES)) or {}
            theirs = parts(both.get(found.pair.other.place, {}), found.pair.me.name)
            return MarksForm(theirs, found.pair.partner_name, data, initial=kept)
        case "nature":
            return NatureForm(data, initial=kept)
        case "ideas":
            return IdeasForm(found.state.ideas, data, initial=kept)
    return ReviewForm(data, initial=kept)


def _answered(found: Desk, form: str, step: str, asked: forms.Form) -> HttpResponse:
    try:
        apart.seal(found.concern, step, asked.cleaned_data, timezone.now())
    except REFUSED as refused:
        asked.add_error(None, str(refused))
        return _answer(found, form, asked, 409)
    return redirect("us-concern", found.concern.id)


def _answer(found: Desk, form: str, asked: forms.Form, status: int) -> HttpResponse:
    context = {**found.common(), "form": asked, "which": form, "agreed": page.agreed(found)}
    return render(found.request, "concerns/answer.html", context, status=status)


@require_POST
@unlocked
@calm
def taken_back(request: UnlockedRequest, id: UUID) -> HttpResponse:
    """Always works, whatever else is closed. One way on from here, whether or not the other one has answered."""
    found = desk(request, id)
    if table := apart.table(found.concern, request.POST.get("step", "")[:20]):
        table.take_back()
    return redirect("us-concern", id)
