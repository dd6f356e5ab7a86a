"""Us: the two of them, or one person's own path. Inviting, comparing words, saying yes to steps for two, leaving."""

from contextlib import suppress
from typing import Any

import segno
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rekindle import catalogue
from rekindle.accounts.models import Person
from rekindle.concerns.concern import ended
from rekindle.concerns.listing import listed
from rekindle.couples import invitations
from rekindle.couples.access import pair_for
from rekindle.couples.pair import Pair, last_of
from rekindle.couples.rules import NotNow
from rekindle.moments.listing import told
from rekindle.reveal.listing import open_for
from rekindle.reveal.rules import State
from rekindle.safety import gate
from rekindle.vault.access import UnlockedRequest, unlocked


@require_safe
@unlocked
def us(request: UnlockedRequest) -> HttpResponse:
    pair = pair_for(request)
    if pair:
        return render(request, "mine/us.html", _two(request, pair))
    return render(request, "mine/us_one.html", _one(request))


def _two(request: UnlockedRequest, pair: Pair) -> dict[str, Any]:
    """For a couple. Of the other one's wish and gate nothing is in here but whether both are open."""
    today, stage = timezone.now().date(), _stage(pair)
    if pair.ready and not pair.me.willing:
        # Everybody has a word in the row, whether or not they said one.
        gate.publish(request.vault, pair, today)
    return {
        "pair": pair,
        "people": sorted((pair.me, pair.other), key=lambda member: member.place),
        "stage": stage,
        "joint": pair.joint_open(gate.clear_until(request.vault), today),
        "wish": gate.wants_joint(request.vault),
        "safety": catalogue.current().safety,
        "rounds": open_for(pair) if stage != "words" else [],
        "concerns": listed(pair) if stage != "words" else [],
        "moments": told(pair) if stage != "words" else [],
    }


def _stage(pair: Pair) -> str:
    """words: nothing was compared yet; again: somebody has new keys; waiting: for the other one; together."""
    if not pair.checked:
        return "again" if pair.changed else "words"
    return "together" if pair.ready and pair.other.confirmed else "waiting"


def _one(request: UnlockedRequest) -> dict[str, Any]:
    """For one person; `over` is the couple they were in, the same page for both who were in it."""
    over = last_of(request.vault)
    kept = [one for one in open_for(over) if one.state is State.OPEN] if over else []
    return {
        "over": over,
        "rounds": kept,
        "shared": bool(over and (listed(over) or ended(over))),
        "moments": told(over) if over else [],
        "until": invitations.waiting(_person(request), timezone.now()),
    }


def _person(request: UnlockedRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


@require_http_methods(["GET", "POST"])
@unlocked
def invite(request: UnlockedRequest) -> HttpResponse:
    """Explain; make a link, which only this one answer shows; or take it back."""
    if pair_for(request):
        return redirect("us")
    person, now = _person(request), timezone.now()
    if request.method == "POST" and "withdraw" in request.POST:
        invitations.withdraw(person)
        return redirect("us-invite")
    if request.method == "POST":
        # Joining somebody in another tab at this very moment is no accident, and leads to the page for two.
        with suppress(NotNow):
            return render(request, "mine/us_link.html", _link(invitations.invite(person, now)))
        return redirect("us")
    return render(request, "mine/us_invite.html", {"until": invitations.waiting(person, now)})


def _link(token: str) -> dict[str, str]:
    # Behind the #: a browser keeps that part to itself, so no log of any server on the way holds the token.
    link = f"{settings.ORIGIN}{reverse('join')}#{token}"
    picture = segno.make(link, error="m").svg_data_uri(scale=5, border=3, light="#fff", dark="#000")
    return {"link": link, "picture": picture}


@require_http_methods(["GET", "POST"])
@unlocked
def words(request: UnlockedRequest) -> HttpResponse:
    """The four words: the same, different, or not compared yet."""
    pair = pair_for(request)
    if pair is None or pair.checked:
        return redirect("us")
    match request.POST.get("found"):
        case "same":
            return _same(request, pair)
        case "different":
            pair.part(timezone.now())
            return render(request, "mine/us_different.html")
    return render(request, "mine/us_words.html", {"words": pair.words(), "again": pair.changed})


def _same(request: UnlockedRequest, pair: Pair) -> HttpResponse:
    try:
        pair.confirm(request.POST.get("words", "").split())
    except NotNow as error:
        context = {"words": pair.words(), "again": pair.changed, "sentence": str(error)}
        return render(request, "mine/us_words.html", context, status=409)
    gate.publish(request.vault, pair, timezone.now().date())
    return redirect("us")


@require_POST
@unlocked
def together(request: UnlockedRequest) -> HttpResponse:
    """Say whether one would like to do steps for two. The answer is the same redirect, whatever it leads to."""
    if pair := pair_for(request):
        gate.wish(request.vault, pair, timezone.now(), together=request.POST.get("together") == "yes")
    return redirect("us")


@require_http_methods(["GET", "POST"])
@unlocked
def part(request: UnlockedRequest) -> HttpResponse:
    """Leave: at once, without a reason, and nobody gets a message."""
    pair = pair_for(request)
    if pair is None:
        return redirect("us")
    if request.method == "POST":
        pair.part(timezone.now())
        return redirect("us")
    return render(request, "mine/us_part.html", {"pair": pair})
