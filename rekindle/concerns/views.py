"""Concerns: what is open between the two, beginning one, and the page that shows where one stands."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rekindle.concerns import concern as concerns
from rekindle.concerns import drafts, page
from rekindle.concerns.desk import REFUSED, Desk, calm, desk
from rekindle.concerns.forms import NameForm, StartForm
from rekindle.concerns.listing import line_of, listed
from rekindle.concerns.shapes import Act, Stage, State
from rekindle.couples.access import pair_for
from rekindle.couples.pair import last_of
from rekindle.safety.gate import joint_closed, may_join
from rekindle.vault.access import UnlockedRequest, once, unlocked

ONE_AT_A_TIME = "One at a time works better. Look at the one that is open first, or put it aside for now."
# What a button on the page can do; the others have words and a page of their own.
BUTTONS = {
    act.value: act
    for act in (
        *(Act.ACCEPT, Act.ASIDE, Act.TAKE_UP, Act.OURS, Act.TALKED, Act.PATH),
        *(Act.ENOUGH, Act.MORE, Act.SIGN, Act.EARLIER, Act.VERDICT),
    )
}
SAID = ("digest", "path", "verdict")


@require_safe
@unlocked
@calm
def index(request: UnlockedRequest) -> HttpResponse:
    """What is open, what is put aside, and what came of the others. After a parting, what there was."""
    pair = pair_for(request) or last_of(request.vault)
    context = {
        "pair": pair,
        "joint": bool(pair and pair.active and may_join(pair)),
        "joint_closed": joint_closed(),
        "concerns": listed(pair) if pair else [],
        "ended": [line_of(one) for one in concerns.ended(pair)] if pair else [],
    }
    return render(request, "concerns/index.html", context)


@require_http_methods(["GET", "POST"])
@unlocked
@calm
def new(request: UnlockedRequest) -> HttpResponse:
    """Name it, and choose whether it is for both or for oneself."""
    form = _start(request)
    if form.is_bound and form.is_valid():
        try:
            return _begin(request, form.cleaned_data["title"], form.cleaned_data["how"])
        except REFUSED as refused:
            form.add_error("how", str(refused))
            return _new(request, form, 409)
    return _new(request, form, 400 if form.is_bound else 200)


def _start(request: UnlockedRequest) -> StartForm:
    pair = pair_for(request)
    together = bool(pair and pair.active)
    return StartForm(request.POST or None, partner=pair.partner_name if pair else "", together=together)


def _begin(request: UnlockedRequest, title: str, how: str) -> HttpResponse:
    pair, now = pair_for(request), timezone.now()
    if how == "alone" or pair is None:
        return redirect("mine-concern", drafts.begin(request.vault, title, now, once(request)), 1)
    concerns.open_to(pair)
    id = concerns.offered_as(pair, once(request))
    under_way = concerns.under_way(pair)
    if under_way and under_way.id != id:
        raise concerns.Closed(ONE_AT_A_TIME)
    return redirect("us-concern", concerns.offer(pair, title, once(request), now))


def _new(request: UnlockedRequest, form: StartForm, status: int) -> HttpResponse:
    pair = pair_for(request)
    context: dict[str, Any] = {
        "form": form,
        "pair": pair,
        "joint": bool(pair and pair.active and may_join(pair)),
        "joint_closed": joint_closed(),
        "under_way": concerns.under_way(pair) if pair and pair.ready else None,
        "once": once(request),
    }
    return render(request, "concerns/new.html", context, status=status)


@require_safe
@unlocked
@calm
def concern(request: UnlockedRequest, id: UUID) -> HttpResponse:
    return shown(desk(request, id, visit=True))


def shown(found: Desk, sentence: str = "", status: int = 200) -> HttpResponse:
    """The page of a concern, with one sentence on top where something was not possible."""
    context = {**page.context(found), "sentence": sentence}
    return render(found.request, "concerns/concern.html", context, status=status)


@require_POST
@unlocked
@calm
def act(request: UnlockedRequest, id: UUID) -> HttpResponse:
    """A press of a button."""
    found, chosen = desk(request, id), BUTTONS.get(request.POST.get("act", ""))
    if chosen is None:
        raise Http404
    try:
        found.do(chosen, _version(request), {name: request.POST[name] for name in SAID if name in request.POST})
    except REFUSED as refused:
        return shown(desk(request, id), str(refused), 409)
    return redirect("us-concerns" if _left(found.state) else "us-concern", *([] if _left(found.state) else [id]))


def _left(state: State) -> bool:
    return bool(state.aside) and state.stage is Stage.OFFERED


def _version(request: UnlockedRequest) -> int:
    """The number of the text that the page showed; 0 for what is no number."""
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 6 else 0


@require_http_methods(["GET", "POST"])
@unlocked
@calm
def reword(request: UnlockedRequest, id: UUID) -> HttpResponse:
    """The same thing in other words; then the yes is the other one's to give."""
    found = desk(request, id)
    form = NameForm(request.POST or None, initial={"title": found.state.title})
    if form.is_bound and form.is_valid():
        try:
            found.do(Act.REWORD, _version(request), {"title": form.cleaned_data["title"]})
            return redirect("us-concern", id)
        except REFUSED as refused:
            form.add_error("title", str(refused))
            return _reword(desk(request, id), form, 409)
    return _reword(found, form, 400 if form.is_bound else 200)


def _reword(found: Desk, form: NameForm, status: int) -> HttpResponse:
    if found.state.stage is not Stage.OFFERED and not form.is_bound:
        return redirect("us-concern", found.concern.id)
    return render(found.request, "concerns/reword.html", {**found.common(), "form": form}, status=status)
