"""Puts `request.vault` on every request: an open Vault, or something false when it is locked."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from rekindle.vault.store import Vault
from rekindle.vault.unlocking import set_cookie, vault_of


class Unlocked:
    """Looks the vault up only when a view asks for it, and sets the cookie when a view has opened or closed it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.vault = SimpleLazyObject(lambda: _found(request))  # type: ignore[attr-defined]
        request.vault_cookie = None  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.vault_cookie is not None:  # type: ignore[attr-defined]
            set_cookie(response, *request.vault_cookie)  # type: ignore[attr-defined]
        return response


def _found(request: HttpRequest) -> Vault | None:
    """What was found takes the place of the lazy one, which would be asked at every use of the vault."""
    request.vault = vault_of(request, timezone.now())  # type: ignore[attr-defined]
    return request.vault  # type: ignore[no-any-return,attr-defined]
