"""The door for views: who is here, with an open vault."""

from collections.abc import Callable
from functools import wraps
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from rekindle.vault.envelope import SealBroken
from rekindle.vault.forms import OWN, SHARED, UnlockForm
from rekindle.vault.store import Vault
from rekindle.web.context import url

View = Callable[..., HttpResponse]


class UnlockedRequest(HttpRequest):
    """A request whose session is unlocked; for type checking."""

    vault: Vault
    vault_cookie: tuple[str, bool] | None


def unlocked(view: View) -> View:
    """Let only signed-in people with an open vault through; others are asked to sign in or to unlock, and come back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.user.is_authenticated and request.vault:  # type: ignore[attr-defined]
            return _calm(view, request, *args, **kwargs)
        if request.user.is_authenticated and request.method == "POST":
            return unlock_first(request)
        return redirect(_door(request))

    return guarded


def _calm(view: View, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """Show nothing of what does not open as its owner sealed it."""
    try:
        return view(request, *args, **kwargs)
    except SealBroken:
        return render(request, "vault/broken.html", status=409)


def _door(request: HttpRequest) -> str:
    page = reverse("unlock" if request.user.is_authenticated else "sign-in")
    return page if request.method == "POST" else f"{page}?{urlencode({'next': request.path})}"


class Held(NamedTuple):
    """Where someone was going when the vault was locked, and what they had written there."""

    next: str
    carried: list[tuple[str, str]] = []
    resend: bool = False


# Names that begin so are never carried through a page: secrets, and the token that belongs to one form.
SECRET = "passphrase"
NOT_CARRIED = (SECRET, "csrfmiddlewaretoken")
CARRY = "carry-"


def unlock_first(request: HttpRequest) -> HttpResponse:
    """The vault locked itself while someone was writing. Ask for the passphrase, with their words kept in the page."""
    carried = [pair for pair in _posted(request) if not pair[0].startswith(NOT_CARRIED)]
    # A form of nothing but secrets is asked for anew; anything else is sent again.
    resend = bool(carried) or not any(name.startswith(SECRET) for name in request.POST)
    return ask(request, UnlockForm(initial={"device": device_of(request)}), Held(request.path, carried, resend), 403)


def held(request: HttpRequest) -> Held:
    """What the page with the lock was given to keep, through a second try at the passphrase."""
    kept = [(name.removeprefix(CARRY), text) for name, text in _posted(request) if name.startswith(CARRY)]
    carried = [pair for pair in kept if not pair[0].startswith(NOT_CARRIED)]
    next_page = local(request.POST.get("next") or request.GET.get("next"))
    return Held(next_page, carried, "resend" in request.POST)


def _posted(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, str(value)) for name, values in request.POST.lists() for value in values]


def local(address: str | None, otherwise: str = "today") -> str:
    """An address on this site, else that of the page named `otherwise`. Never a way out to somewhere else."""
    safe = address and address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return str(address) if safe else url(otherwise, "/")


def device_of(request: HttpRequest) -> str:
    """What this session said about its device."""
    return SHARED if request.session.get_expire_at_browser_close() else OWN


def ask(request: HttpRequest, form: UnlockForm, held: Held, status: int = 200) -> HttpResponse:
    """The page with the lock."""
    return render(request, "vault/unlock.html", {"form": form, **held._asdict()}, status=status)


def once(request: HttpRequest) -> UUID:
    """The idempotency key of a posted form: the same form sent twice names the same thing."""
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError:
        return uuid4()
