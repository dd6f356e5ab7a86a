"""Forgotten passphrase: by mail (sign in again, words stay sealed) or by recovery code (both at once)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rekindle.accounts import mail, verbs
from rekindle.accounts.forms import CodeResetForm, EmailForm, ResetForm
from rekindle.accounts.models import Person
from rekindle.accounts.views.signing import find
from rekindle.vault.envelope import SealBroken
from rekindle.vault.patience import patience
from rekindle.vault.ring import ring_by_recovery
from rekindle.vault.unlocking import unlock
from rekindle.vault.words import NotACode, recovery_secret

NOT_THE_CODE = "That code does not open this account. Check each word; the order counts."


@require_http_methods(["GET", "POST"])
def by_mail(request: HttpRequest) -> HttpResponse:
    """Ask for a link. The answer is the same whether there is such an account or not."""
    form = EmailForm(request.POST or None)
    if form.is_bound and form.is_valid():
        person = Person.objects.filter(email=form.cleaned_data["email"].casefold(), email_verified=True).first()
        key = f"mail:{form.cleaned_data['email'].encode().hex()[:200]}"
        if person and mail.can_mail() and patience.asks(form, key):
            patience.failed(key)
            mail.send(person, "reset-link", mail.reset_tokens)
        return render(request, "accounts/reset_sent.html")
    return render(request, "accounts/reset.html", {"form": form, "can_mail": mail.can_mail(), "code_form": CodeResetForm()})


@require_http_methods(["GET", "POST"])
def by_link(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    person = mail.person_of(uid, token, mail.reset_tokens)
    if person is None:
        return render(request, "accounts/link_old.html", status=404)
    form = ResetForm(request.POST or None, person=person)
    if form.is_bound and form.is_valid():
        verbs.reset(person, form.cleaned_data["passphrase"])
        verbs.sign_in(request, person, timezone.now(), shared_device=True)
        return redirect("unlock")
    return render(request, "accounts/reset_link.html", {"form": form}, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def by_code(request: HttpRequest) -> HttpResponse:
    form = CodeResetForm(request.POST or None)
    if form.is_bound and form.is_valid() and patience.asks(form, _key(form)) and _open(request, form):
        return redirect("today")
    return render(request, "accounts/reset_code.html", {"form": form}, status=400 if form.is_bound else 200)


def _key(form: CodeResetForm) -> str:
    return f"code:{form.cleaned_data['username'][:90].encode().hex()}"


def _open(request: HttpRequest, form: CodeResetForm) -> bool:
    person = find(form.cleaned_data["username"])
    try:
        if person is None:
            raise SealBroken
        ring = ring_by_recovery(person.keys, recovery_secret(form.cleaned_data["code"]))
    except (NotACode, SealBroken):
        patience.failed(_key(form))
        form.add_error("code", NOT_THE_CODE)
        return False
    verbs.set_passphrase(person, form.cleaned_data["passphrase"], ring)
    verbs.end_everywhere(person)
    verbs.sign_in(request, person, timezone.now(), shared_device=True)
    unlock(request, ring, shared_device=True)
    return True


@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """The link in the first mail. A page with a button: mail scanners follow links, and a scanner must not verify."""
    person = mail.person_of(uid, token, mail.verify_tokens)
    if person is None:
        return render(request, "accounts/link_old.html", status=404)
    if request.method == "POST":
        person.email_verified = True
        person.save(update_fields=["email_verified"])
    return render(request, "accounts/verify.html", {"done": request.method == "POST"})
