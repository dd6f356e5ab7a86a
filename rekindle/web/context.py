"""What every page knows: who is here, which tab they are in, the way out and the help lines."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from rekindle.web import help

TABS = ("today", "practices", "us", "mine", "help")


def page(request: HttpRequest) -> dict[str, Any]:
    """Values for every template rendered with a request.

    person: the signed-in user or None; unlocked: whether their words can be read now; partner: a name or "";
    tab: one of TABS or "".
    """
    user = getattr(request, "user", None)
    return {
        "person": user if user is not None and user.is_authenticated else None,
        "unlocked": getattr(request, "vault", None) is not None,
        "partner": getattr(getattr(request, "couple_view", None), "partner_name", None) or "",
        "tab": _tab(request),
        "site_title": settings.SITE_TITLE,
        "exit_url": _exit(),
        "help_card": help.card,
    }


def _tab(request: HttpRequest) -> str:
    name = getattr(getattr(request, "resolver_match", None), "url_name", None) or ""
    return next((tab for tab in TABS if name == tab or name.startswith(f"{tab}-")), "")


def _exit() -> str:
    """Through the server, which ends the session on the way; straight out where that address is missing."""
    try:
        return reverse("exit")
    except NoReverseMatch:
        return str(settings.EXIT_URL)
