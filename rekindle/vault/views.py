"""Unlock and lock now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from rekindle.vault import ring as rings
from rekindle.vault.access import carried
from rekindle.vault.envelope import SealBroken
from rekindle.vault.forms import UnlockForm
from rekindle.vault.kdf import TooCheap
from rekindle.vault.models import Keys
from rekindle.vault.patience import patience
from rekindle.vault.store import Vault
from rekindle.vault.unlocking import lock, unlock
from rekindle.vault.words import NotACode, recovery_secret

WRONG = "That did not open it. Check the words and the spaces between them."
CHANGED = "Some of what you keep here was removed or changed outside of Rekindle, or an older copy was restored."


def local(address: str | None, otherwise: str = "today") -> str:
    """An address on this site, or the name of a page. Never a way out to somewhere else."""
    safe = address and address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return str(address) if safe else otherwise


def open_ring(keys: Keys, text: str) -> bytes:
    """Try the text as a recovery code, else as a passphrase. Raises SealBroken."""
    try:
        return rings.ring_by_recovery(keys, recovery_secret(text))
    except (NotACode, SealBroken):
        return rings.ring_by_passphrase(keys, text)


@require_http_methods(["GET", "POST"])
def unlock_view(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("sign-in")
    next_page = local(request.POST.get("next") or request.GET.get("next"))
    form = UnlockForm(request.POST if "passphrase" in request.POST else None)
    context = {"form": form, "next": next_page, "carried": carried_on(request)}
    if form.is_bound and form.is_valid() and patience.asks(form, f"unlock:{request.user.pk}"):
        return _try(request, form, context)
    return render(request, "vault/unlock.html", context, status=400 if form.is_bound else 200)


def _try(request: HttpRequest, form: UnlockForm, context: dict[str, object]) -> HttpResponse:
    keys = Keys.objects.get(person_id=request.user.pk)
    try:
        ring = open_ring(keys, form.cleaned_data["passphrase"])
    except (SealBroken, TooCheap):
        patience.failed(f"unlock:{request.user.pk}")
        form.add_error("passphrase", WRONG)
        return render(request, "vault/unlock.html", context, status=400)
    unlock(request, ring, shared_device=form.cleaned_data["device"] != "own")
    changed = "" if Vault(request.user.pk, ring).whole() else CHANGED
    # After a reset the words are open, but the new passphrase does not open them yet.
    stale = bytes(keys.salt).hex() not in request.user.password  # type: ignore[union-attr]
    if context["carried"] or changed or stale:
        return render(request, "vault/opened.html", {**context, "changed": changed, "stale": stale})
    return redirect(str(context["next"]))


def carried_on(request: HttpRequest) -> list[tuple[str, str]]:
    """What an interrupted form holds, through a second try at the passphrase."""
    own = {"next", "device"}
    return [(name.removeprefix("carry-"), value) for name, value in carried(request) if name not in own]


@require_POST
def lock_view(request: HttpRequest) -> HttpResponse:
    lock(request)
    return redirect("unlock")
