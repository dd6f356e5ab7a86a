"""The door for views: who is here, with an open vault."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rekindle.vault.store import Vault

View = Callable[..., HttpResponse]


class UnlockedRequest(HttpRequest):
    """A request whose session is unlocked; for type checking."""

    vault: Vault
    vault_cookie: str | None


def unlocked(view: View) -> View:
    """Let only signed-in people with an open vault through; others are asked to sign in or to unlock, and come back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        back = urlencode({"next": request.path}) if request.method == "GET" else ""
        if not request.user.is_authenticated:
            return redirect(f"{reverse('sign-in')}?{back}")
        if not request.vault:  # type: ignore[attr-defined]
            if request.method == "GET":
                return redirect(f"{reverse('unlock')}?{back}")
            return unlock_first(request)
        return view(request, *args, **kwargs)

    return guarded


# Never carried through a page: secrets, and the token that belongs to one form.
NOT_CARRIED = ("csrfmiddlewaretoken", "passphrase", "old", "again")


def carried(request: HttpRequest) -> list[tuple[str, str]]:
    """What was posted to a locked page, to be posted again once it is open: nothing typed is lost."""
    return [(name, value) for name, values in request.POST.lists() if name not in NOT_CARRIED for value in values]


def unlock_first(request: HttpRequest) -> HttpResponse:
    """The vault locked itself while someone was writing. Ask for the passphrase, with their words kept in the page."""
    return render(request, "vault/unlock.html", {"next": request.path, "carried": carried(request)}, status=403)


def once(request: HttpRequest) -> UUID:
    """The idempotency key of a posted form: the same form sent twice names the same thing."""
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError:
        return uuid4()
