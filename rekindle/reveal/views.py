"""A round as a page: answer, wait without a deadline, read both side by side, reply."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from rekindle.couples.access import pair_for
from rekindle.reveal.finding import find
from rekindle.reveal.forms import AnswerForm, ReplyForm
from rekindle.reveal.kinds import page_of
from rekindle.reveal.pages import calm, step_of, table_of
from rekindle.reveal.rules import IllegalMove, State
from rekindle.reveal.seat import Seat
from rekindle.safety.gate import joint_closed, may_join
from rekindle.vault.access import UnlockedRequest, once, unlocked


@require_safe
@unlocked
@calm
def round_page(request: UnlockedRequest, id: UUID) -> HttpResponse:
    """Show the round; one that is due opens on the way, because this is its author's visit."""
    seat = find(request.vault, id, pair_for(request))
    if elsewhere := page_of(seat.prompt(), id):
        return redirect(elsewhere)
    if may_join(seat.pair):
        seat.visit()
    return _page(request, seat)


def _page(request: UnlockedRequest, seat: Seat, form: forms.Form | None = None, status: int = 200) -> HttpResponse:
    prompt, table, joint = seat.prompt(), table_of(seat), may_join(seat.pair)
    asked = table["state"] == State.EMPTY.value
    context: dict[str, Any] = {
        **table,
        "prompt": prompt,
        "step": step_of(prompt),
        "joint": joint,
        "joint_closed": joint_closed(),
        "write": joint and (asked or table["stale"] or "change" in request.GET) or isinstance(form, AnswerForm),
        "form": form if isinstance(form, AnswerForm) else AnswerForm(initial={"answer": table["mine"]}),
        "reply": form if isinstance(form, ReplyForm) else ReplyForm(),
        "replies": seat.replies(),
        "names": {one.place: one.name for one in (seat.pair.me, seat.pair.other)},
        "once": once(request),
    }
    return render(request, "reveal/round.html", context, status=status)


@require_POST
@unlocked
@calm
def answer(request: UnlockedRequest, id: UUID) -> HttpResponse:
    """Give or change an answer. While steps for two are closed nothing is sealed, and the words stay in the page."""
    seat, form = find(request.vault, id, pair_for(request)), AnswerForm(request.POST)
    if elsewhere := page_of(seat.prompt(), id):
        # It is answered on its own page; words have no place in it.
        return redirect(elsewhere)
    if form.is_valid():
        try:
            _open_to(seat)
            seat.answer({"text": form.cleaned_data["answer"]})
        except IllegalMove as error:
            form.add_error("answer", str(error))
            return _page(request, seat, form, 409)
    return redirect("round", id) if form.is_valid() else _page(request, seat, form, 400)


@require_POST
@unlocked
@calm
def taken_back(request: UnlockedRequest, id: UUID) -> HttpResponse:
    """Always works, whatever else is closed."""
    seat = find(request.vault, id, pair_for(request))
    # One way on from here, whether or not the other one has answered: that is theirs to know.
    seat.take_back()
    return redirect("us")


@require_POST
@unlocked
@calm
def replies(request: UnlockedRequest, id: UUID) -> HttpResponse:
    seat, form = find(request.vault, id, pair_for(request)), ReplyForm(request.POST)
    if form.is_valid():
        try:
            _open_to(seat)
            seat.reply(once(request), form.cleaned_data["reply"], timezone.now())
        except IllegalMove as error:
            form.add_error("reply", str(error))
            return _page(request, seat, form, 409)
    return redirect("round", id) if form.is_valid() else _page(request, seat, form, 400)


def _open_to(seat: Seat) -> None:
    """Raises IllegalMove while nothing new may be sealed between these two."""
    seat.still_together()
    if not may_join(seat.pair):
        raise IllegalMove(joint_closed())
