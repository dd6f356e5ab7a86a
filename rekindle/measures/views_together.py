"""The check-up for two: putting a result in, taking it back, and laying both side by side."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from rekindle.couples.access import pair_for
from rekindle.measures import checkup, shared, together, views
from rekindle.measures.sharing import can_be_compared
from rekindle.reveal.forms import ReplyForm
from rekindle.reveal.pages import calm
from rekindle.reveal.rules import IllegalMove, State, mark, shown
from rekindle.reveal.seat import Seat
from rekindle.safety.gate import joint_closed, may_join
from rekindle.vault.access import UnlockedRequest, once, unlocked


@require_POST
@unlocked
@calm
def share(request: UnlockedRequest, id: UUID) -> HttpResponse:
    """Put one's own result in. While joint steps are closed the page comes back with the same words for every cause."""
    kept, pair = checkup.find(request.vault, id), pair_for(request)
    if kept is None:
        raise Http404
    if pair is None or not can_be_compared(kept) or not may_join(pair):
        return views.shown(request, kept, status=409)
    return redirect("us-compare", shared.share(pair, kept, once(request), timezone.now()).round.pk)


@require_http_methods(["GET", "POST"])
@unlocked
@calm
def compare(request: UnlockedRequest, id: UUID) -> HttpResponse:
    """GET: both results, or where the round stands. POST says something to it, or takes one's own result back."""
    seat = shared.find(request.vault, id, pair_for(request))
    if request.method == "POST":
        return _reply(request, seat) if "reply" in request.POST else _take_back(seat)
    if may_join(seat.pair):
        seat.visit()
    return _page(request, seat, ReplyForm())


def _take_back(seat: Seat) -> HttpResponse:
    # Without a visit first: that would let go of what is to be taken back.
    seat.take_back()
    return redirect("us-check-up")


def _reply(request: UnlockedRequest, seat: Seat) -> HttpResponse:
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _page(request, seat, form, 400)
    try:
        if not may_join(seat.pair):
            raise IllegalMove(joint_closed())
        seat.reply(once(request), form.cleaned_data["reply"], timezone.now())
    except IllegalMove as error:
        form.add_error("reply", str(error))
        return _page(request, seat, form, 409)
    return redirect("us-compare", seat.round.pk)


def _page(request: UnlockedRequest, seat: Seat, reply: ReplyForm, status: int = 200) -> HttpResponse:
    context = {**_common(request, seat), "reply": reply}
    both = shared.sides(seat)
    if both:
        return render(request, "measures/compare.html", {**context, **_told(seat, both, context)}, status=status)
    return render(request, "measures/sealed.html", {**context, **_waiting(request, seat)}, status=status)


def _common(request: UnlockedRequest, seat: Seat) -> dict[str, Any]:
    pair = seat.pair
    names = {one.place: one.name for one in (pair.me, pair.other)}
    return {
        "round": seat.round.pk,
        "partner": pair.partner_name,
        "name_a": names["a"],
        "name_b": names["b"],
        "mark": mark(seat.state, pair.me.place),
        "joint": may_join(pair),
        "closed": joint_closed(),
        "active": pair.active,
        "once": once(request),
        "replies": seat.replies(),
    }


def _waiting(request: UnlockedRequest, seat: Seat) -> dict[str, Any]:
    """Where a round stands that shows nothing: not open yet, or taken back."""
    newest, mine = checkup.newest(request.vault), seat.my_words()
    return {
        "taken_back": seat.state is State.OPEN,
        "mine_gone": mine is not None and mine.taken_back,
        "mine_in": shown(seat.state) is State.MINE,
        "again": shared.needs_again(seat),
        "newest": newest if newest and can_be_compared(newest) else None,
    }


def _told(seat: Seat, both: tuple[shared.Side, shared.Side], common: dict[str, Any]) -> dict[str, Any]:
    """All that a comparison says."""
    names, (a, b) = (common["name_a"], common["name_b"]), both
    bells = together.rows(a.areas, b.areas)
    title, courses = together.courses(shared.opened(seat.pair), names)
    return {
        "bells": bells,
        "any_areas": bells.different or bells.alike,
        "lead": together.lead(bells),
        "start": together.start(a.areas, b.areas, names, 0 if seat.pair.me.place == "a" else 1),
        "satisfaction": together.satisfaction(both, seat.pair.partner_name),
        "circles": together.circles(both),
        "days": (a.day, b.day),
        "title": title,
        "courses": courses,
    }
