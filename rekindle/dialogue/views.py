"""A talk as a page: where it stands, one act at a time, and how it was."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from rekindle.dialogue import talking
from rekindle.dialogue.forms import ActForm
from rekindle.dialogue.pages import PART, calm, ours, page, table_of, wrong_in
from rekindle.dialogue.rating import rate
from rekindle.dialogue.rules import IllegalMove
from rekindle.vault.access import UnlockedRequest, unlocked


@require_safe
@unlocked
@calm
def talk(request: UnlockedRequest, id: UUID) -> HttpResponse:
    return page(request, table_of(request, id))


@require_POST
@unlocked
@calm
def act(request: UnlockedRequest, id: UUID) -> HttpResponse:
    """One act. What does not fit any more changes nothing, and the words stay in the page."""
    table, now = table_of(request, id), timezone.now()
    form = ActForm(request.POST, typed=table.way == talking.APART, now=now)
    if not form.is_valid():
        return page(request, table, 400, **wrong_in(form))
    try:
        talking.act(table.pair, id, form.done(), now)
    except IllegalMove as error:
        moved_on = talking.table(table.pair, id)
        return page(request, moved_on, 409, notice=str(error), unsent=form.cleaned_data["text"])
    return page(request, talking.table(table.pair, id)) if PART in request.headers else redirect("talk", id)


@require_POST
@unlocked
@calm
def rating(request: UnlockedRequest, id: UUID) -> HttpResponse:
    """How it was, for oneself alone."""
    table = table_of(request, id)
    if table.over:
        rate(request.vault, table, request.POST.get("rating", ""), timezone.now())
    return redirect("talk", id)


@require_POST
@unlocked
@calm
def taken_back(request: UnlockedRequest, id: UUID) -> HttpResponse:
    """Always works, whatever else is closed."""
    talking.take_back(ours(request, id), id)
    return redirect("talks")
