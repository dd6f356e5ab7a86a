"""What every page knows: who is here, which tab they are in, the way out and the help lines."""

from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.crypto import salted_hmac

from rekindle.web import help

# A name set by the owner of the server is there to be unremarkable: then no page adds its own to the browser's tab.
OPEN_NAME = "Rekindle"


class Place(NamedTuple):
    name: str
    title: str
    url: str


TABS = {"today": "Today", "practices": "Practices", "us": "Us", "mine": "Mine", "help": "Help"}
# Names of addresses that begin otherwise than their tab: the first word of the name, then the tab it belongs to.
BELONGS = {
    **dict.fromkeys(("practice", "strategy", "talk", "talks"), "practices"),
    **dict.fromkeys(("tonight", "round"), "today"),
    **dict.fromkeys(("check", "result"), "us"),
    **dict.fromkeys(("device", "devices", "email", "export", "passphrase", "recovery", "leave"), "settings"),
}


def page(request: HttpRequest) -> dict[str, Any]:
    """Values for every template rendered with a request; a view may override each of them, `tab` for instance.

    person: the signed-in user or None; unlocked: whether their words can be read now; me: an opaque word for this
    person; partner: a name or ""; tab: a key of TABS, "settings" or ""; places: the five tabs with their addresses.
    """
    user = getattr(request, "user", None)
    person = user if user is not None and user.is_authenticated else None
    return {
        "person": person,
        "unlocked": bool(person and getattr(request, "vault", None)),
        "me": salted_hmac("rekindle.page", str(person.pk)).hexdigest()[:12] if person else "",
        "partner": getattr(getattr(request, "couple_view", None), "partner_name", None) or "",
        "tab": _tab(request),
        "places": [Place(name, title, url(name, f"/{name}/")) for name, title in TABS.items()],
        "home": url("today", "/") if person else "/",
        "settings_url": url("settings", "/settings/"),
        "lock_url": url("lock", "/lock/"),
        # Through the server, which ends the session on the way; straight out where that address is missing.
        "exit_url": url("exit", settings.EXIT_URL),
        "site_title": settings.SITE_TITLE,
        "discreet": settings.SITE_TITLE != OPEN_NAME,
        "help_card": help.card,
    }


def _tab(request: HttpRequest) -> str:
    name = getattr(getattr(request, "resolver_match", None), "url_name", None) or ""
    first = name.split("-")[0]
    first = BELONGS.get(first, first)
    return first if first in TABS or first == "settings" else ""


def url(name: str, otherwise: str) -> str:
    """The address of that name, or `otherwise` where there is none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return otherwise
