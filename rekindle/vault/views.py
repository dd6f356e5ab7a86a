"""Unlock and lock now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from rekindle.vault import ring as rings
from rekindle.vault.access import Held, ask, device_of, held
from rekindle.vault.envelope import SealBroken
from rekindle.vault.forms import UnlockForm
from rekindle.vault.models import Keys
from rekindle.vault.patience import patience
from rekindle.vault.store import Vault
from rekindle.vault.unlocking import lock, owner, unlock
from rekindle.vault.words import NotACode, recovery_secret

WRONG = "That did not open it. Check the words and the spaces between them."
CHANGED = "Some of what you keep here was removed or changed outside of Rekindle, or an older copy was put back."


def open_ring(keys: Keys, text: str) -> bytes:
    """Try the text as a recovery code, else as a passphrase. Raises SealBroken, or TooCheap for a weakened wrap."""
    try:
        return rings.ring_by_recovery(keys, recovery_secret(text))
    except (NotACode, SealBroken):
        return rings.ring_by_passphrase(keys, text)


def opens(keys: Keys, text: str) -> bool:
    """Whether the text is a passphrase or recovery code that opens these keys."""
    try:
        return bool(open_ring(keys, text))
    except (SealBroken, ValueError):
        return False


@require_http_methods(["GET", "POST"])
def unlock_view(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("sign-in")
    going = held(request)
    if request.method == "GET":
        is_open = bool(request.vault)  # type: ignore[attr-defined]
        return redirect(going.next) if is_open else ask(request, _form(request), going)
    form = UnlockForm(request.POST)
    if form.is_valid() and patience.asks(form, f"unlock:{request.user.pk}") and _open(request, form):
        return opened(request, going)
    return ask(request, form, going, 400)


def _form(request: HttpRequest) -> UnlockForm:
    return UnlockForm(initial={"device": device_of(request)})


def _open(request: HttpRequest, form: UnlockForm) -> bool:
    try:
        ring = open_ring(Keys.objects.get(person_id=owner(request)), form.cleaned_data["passphrase"])
    except (SealBroken, ValueError):
        patience.failed(f"unlock:{request.user.pk}")
        form.add_error("passphrase", WRONG)
        return False
    unlock(request, ring, form.shared())
    return True


def opened(request: HttpRequest, going: Held) -> HttpResponse:
    """On to where they were going; by way of a page when words wait to be sent again or there is something to know."""
    vault: Vault = request.vault  # type: ignore[attr-defined]
    changed = "" if _whole(vault) else CHANGED
    if changed:
        # Told once. Said at every door it would only be noise.
        vault.accept_as_it_is()
    stale = _stale(request)
    if not (going.resend or changed or stale):
        return redirect(going.next)
    return render(request, "vault/opened.html", {**going._asdict(), "changed": changed, "stale": stale})


def _whole(vault: Vault) -> bool:
    try:
        return vault.whole()
    except SealBroken:
        return False


def _stale(request: HttpRequest) -> bool:
    """After a reset by mail the new passphrase signs in, but does not open the words yet."""
    salt = bytes(Keys.objects.values_list("salt", flat=True).get(person_id=owner(request)))
    return salt.hex() not in request.user.password  # type: ignore[union-attr]


@require_POST
def lock_view(request: HttpRequest) -> HttpResponse:
    lock(request)
    return redirect(reverse("unlock"))
