"""A concern for oneself alone: the whole of it lies in the own vault, and the partner can never know."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rekindle.concerns import asking, drafts
from rekindle.concerns.forms import LookBackForm
from rekindle.concerns.sides import SOMEBODY, clean, parts
from rekindle.concerns.wizard import Wizard
from rekindle.couples.access import pair_for
from rekindle.safety.gate import is_clear
from rekindle.vault.access import UnlockedRequest, unlocked
from rekindle.vault.store import Kept


@require_http_methods(["GET", "POST"])
@unlocked
def own(request: UnlockedRequest, id: UUID, n: int) -> HttpResponse:
    """One screen at a time; at the end, a day to look back."""
    kept = request.vault.get(id, drafts.OWN)
    if kept is None:
        raise Http404
    wizard = _wizard(request, kept, n)
    if request.method == "POST":
        return _finish(request, kept, wizard) if wizard.through else _take(request, kept, wizard)
    return _show(request, kept, wizard)


def _wizard(request: UnlockedRequest, kept: Kept, n: int) -> Wizard:
    clear, pair = is_clear(request.vault, timezone.localdate()), pair_for(request)
    name = pair.partner_name if pair else ""
    return Wizard(lambda answers: asking.alone(answers, clear=clear), clean(kept.body["answers"]), n, name)


def _take(request: UnlockedRequest, kept: Kept, wizard: Wizard) -> HttpResponse:
    if not wizard.take(request.POST):
        return _show(request, kept, wizard, 400)
    drafts.keep(request.vault, kept, answers=wizard.answers)
    if wizard.leaves(request.POST):
        return redirect("mine-item", kept.id)
    return redirect("mine-concern", kept.id, wizard.to(request.POST))


def _finish(request: UnlockedRequest, kept: Kept, wizard: Wizard) -> HttpResponse:
    form = LookBackForm(request.POST)
    if not form.is_valid():
        return _show(request, kept, wizard, 400, form)
    days = form.cleaned_data["look_back"]
    drafts.keep(request.vault, kept, look_back=_day(timezone.localdate(), days) if days else None)
    return redirect("mine-item", kept.id)


def _day(today: date, days: str) -> str:
    return (today + timedelta(days=int(days))).isoformat()


def _show(
    request: UnlockedRequest, kept: Kept, wizard: Wizard, status: int = 200, form: LookBackForm | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        **wizard.context(),
        "id": kept.id,
        "title": kept.body["title"],
        "parts": parts(wizard.answers, wizard.partner or SOMEBODY) if wizard.through else [],
        "clear": is_clear(request.vault, timezone.localdate()),
        "tab": "mine",
    }
    if wizard.through:
        context["form"] = form or LookBackForm(initial={"look_back": ""})
    return render(request, "concerns/own.html", context, status=status)
