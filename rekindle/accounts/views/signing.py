"""Signing in, signing out, and the quick way out."""

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from rekindle.accounts import verbs
from rekindle.accounts.backend import check
from rekindle.accounts.forms import SignInForm
from rekindle.accounts.models import Person
from rekindle.accounts.rules import canonical
from rekindle.vault.patience import patience
from rekindle.vault.views import local

WRONG = "The name or the passphrase is not right. Check both; capitals and spaces count in the passphrase."


def find(username: str) -> Person | None:
    """By user name, or by an e-mail address that was verified."""
    name = canonical(username)
    return Person.objects.filter(Q(username=name) | Q(email=name, email_verified=True)).select_related("keys").first()


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request.POST or None)
    next_page = local(request.POST.get("next") or request.GET.get("next"))
    if form.is_bound and form.is_valid():
        key = f"sign-in:{canonical(form.cleaned_data['username'])[:150].encode().hex()}"
        if patience.asks(form, key) and _try(request, form, key):
            return redirect(next_page)
    return render(request, "accounts/sign_in.html", {"form": form, "next": next_page}, status=400 if form.is_bound else 200)


def _try(request: HttpRequest, form: SignInForm, key: str) -> bool:
    passphrase = form.cleaned_data["passphrase"]
    person = find(form.cleaned_data["username"])
    proof = check(person, passphrase)
    if person is None or proof is None:
        patience.failed(key)
        form.add_error(None, WRONG)
        return False
    verbs.sign_in(request, person, timezone.now(), shared_device=form.shared())
    verbs.open_vault(request, person, proof, passphrase, shared_device=form.shared())
    return True


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    verbs.sign_out(request)
    return _gone(redirect("welcome"))


@require_http_methods(["GET", "POST"])
def leave_at_once(request: HttpRequest) -> HttpResponse:
    """Quick exit. A plain link, so that it works without scripts; it ends the session and goes to a harmless site."""
    verbs.sign_out(request)
    return _gone(redirect(settings.EXIT_URL))


def _gone(response: HttpResponse) -> HttpResponse:
    # Drops pages that a browser keeps for its Back button.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
