"""Help, and the private check. Nobody is told who opens these pages, and opening them writes nothing."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from rekindle import catalogue
from rekindle.couples.access import name_for, pair_for
from rekindle.safety import gate
from rekindle.safety.lines import places
from rekindle.vault.access import UnlockedRequest, unlocked


def _around(request: HttpRequest) -> dict[str, Any]:
    """What the pages of Help have in common. The country is chosen by the reader and kept nowhere."""
    cat = catalogue.current()
    return {
        "tab": "help",
        "partner": name_for(request),
        "safety": cat.safety,
        "countries": places(),
        "directories": cat.directories,
        "chosen": request.GET.get("c", ""),
    }


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "safety/help.html", _around(request))


@require_safe
def history(request: HttpRequest) -> HttpResponse:
    return render(request, "safety/history.html", _around(request))


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Every question and every outcome in one page. The answers stay in it."""
    if request.user.is_authenticated and not request.vault:  # type: ignore[attr-defined]
        # A gate that cannot be closed first would stay open after a worried answer.
        return redirect(f"{reverse('unlock')}?{urlencode({'next': request.path})}")
    return render(request, "safety/check.html", _around(request))


@require_POST
@unlocked
def check_begin(request: UnlockedRequest) -> HttpResponse:
    """The questions are about to be answered: closed from here on."""
    gate.begin(request.vault, pair_for(request), timezone.now())
    return HttpResponse(status=204)


@require_POST
@unlocked
def check_clear(request: UnlockedRequest) -> HttpResponse:
    """Every answer was clear. That is all there is to know, so nothing else in the form is read."""
    gate.clear(request.vault, pair_for(request), timezone.now())
    return HttpResponse(status=204)
