"""Choosing a kind of talk, and beginning it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rekindle import catalogue
from rekindle.catalogue.talk_structs import TalkKind
from rekindle.couples.access import pair_for
from rekindle.couples.pair import Pair
from rekindle.dialogue import talking
from rekindle.dialogue.forms import BeginForm
from rekindle.dialogue.pages import calm
from rekindle.dialogue.rules import IllegalMove
from rekindle.safety.gate import joint_closed, may_join
from rekindle.vault.access import UnlockedRequest, local, once, unlocked


@require_http_methods(["GET", "POST"])
@unlocked
@calm
def talks(request: UnlockedRequest) -> HttpResponse:
    """The kinds of talk; the one that is open, and what was kept. POST brings a topic along, from another page."""
    pair = pair_for(request)
    joint = bool(pair and may_join(pair))
    if pair and joint and request.method == "POST":
        return _begin(request, pair, _with_topic(), _brought(request))
    if pair:
        talking.sweep(pair, timezone.now())
    return render(request, "dialogue/talks.html", _listed(pair, joint))


def _listed(pair: Pair | None, joint: bool) -> dict[str, Any]:
    return {
        "kinds": catalogue.current().talks.values(),
        "joint": joint,
        "joint_closed": joint_closed(),
        "open": talking.open_talk(pair) if pair and joint else None,
        "kept": talking.kept(pair) if pair else [],
    }


@require_http_methods(["GET", "POST"])
@unlocked
@calm
def kind(request: UnlockedRequest, order: int) -> HttpResponse:
    """How to talk, and about what. While joint steps are closed, only what it is."""
    pair, found = pair_for(request), _kind(order)
    if pair is None or not may_join(pair):
        context = {"kind": found, "joint_closed": joint_closed()}
        return render(request, "dialogue/begin.html", context, status=403 if request.method == "POST" else 200)
    return _begin(request, pair, found, BeginForm(found, request.POST if request.method == "POST" else None))


def _begin(request: UnlockedRequest, pair: Pair, kind: TalkKind, form: BeginForm) -> HttpResponse:
    status = 400 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        id = once(request)
        try:
            talking.begin(pair, id, form.setup(_back(request)), timezone.now())
            return redirect("talk", id)
        except IllegalMove as error:
            form.add_error(None, str(error))
            status = 409
    context = {"kind": kind, "form": form, "pair": pair, "joint": True, "once": once(request)}
    return render(request, "dialogue/begin.html", {**context, "back": _back(request)}, status=status)


def _back(request: UnlockedRequest) -> str:
    """The page of this site that the talk was begun from, or ""."""
    back = request.POST.get("back", "")
    return back if back and local(back) == back else ""


def _kind(order: int) -> TalkKind:
    for kind in catalogue.current().talks.values():
        if kind.order == order:
            return kind
    raise Http404


def _with_topic() -> TalkKind:
    """The first kind that asks for a topic."""
    for kind in catalogue.current().talks.values():
        if kind.topic:
            return kind
    raise Http404


def _brought(request: UnlockedRequest) -> BeginForm:
    return BeginForm(_with_topic(), initial={"topic": request.POST.get("topic", "")[:80]})
