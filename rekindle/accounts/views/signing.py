"""Signing in, signing out, and the quick way out."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from rekindle.accounts import verbs
from rekindle.accounts.backend import check
from rekindle.accounts.forms import SignInForm
from rekindle.accounts.rules import canonical
from rekindle.vault.access import Held, local
from rekindle.vault.patience import patience
from rekindle.vault.views import opened
from rekindle.web.context import url
from rekindle.web.errors import SAME_SITE

WRONG = "The name or the passphrase is not right. Check both; capitals and spaces count in the passphrase."


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request.POST or None)
    going = Held(local(request.POST.get("next") or request.GET.get("next")))
    if form.is_valid() and patience.asks(form, _key(form)) and _try(request, form):
        return opened(request, going) if request.vault else redirect(going.next)  # type: ignore[attr-defined]
    context = {"form": form, "next": going.next}
    return render(request, "accounts/sign_in.html", context, status=400 if form.is_bound else 200)


def _key(form: SignInForm) -> str:
    return f"sign-in:{canonical(form.cleaned_data['username'])}"


def _try(request: HttpRequest, form: SignInForm) -> bool:
    passphrase = form.cleaned_data["passphrase"]
    person = verbs.find(form.cleaned_data["username"])
    proof = check(person, passphrase)
    if person is None or proof is None:
        patience.failed(_key(form))
        form.add_error(None, WRONG)
        return False
    verbs.sign_in(request, person, timezone.now(), shared_device=form.shared())
    verbs.open_vault(request, person, proof, passphrase, shared_device=form.shared())
    return True


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    verbs.sign_out(request)
    return leave_nothing(redirect(url("welcome", "/")))


@require_http_methods(["GET", "POST"])
def leave_at_once(request: HttpRequest) -> HttpResponse:
    """Quick exit. A plain link, so that it works without scripts; it ends the session and goes to a harmless site."""
    if request.headers.get("Sec-Fetch-Site") not in SAME_SITE:
        # A picture or a link on another site must not end anybody's session, nor wipe what they were writing.
        return redirect(settings.EXIT_URL)
    verbs.sign_out(request)
    return leave_nothing(redirect(settings.EXIT_URL))


def leave_nothing(response: HttpResponse) -> HttpResponse:
    # Drops pages that a browser keeps for its Back button, and drafts.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
