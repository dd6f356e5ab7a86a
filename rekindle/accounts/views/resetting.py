"""Forgotten passphrase: by mail (sign in again, words stay sealed) or by recovery code (both at once)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rekindle.accounts import mail, verbs
from rekindle.accounts.forms import AskForMail, CodeResetForm, ResetForm
from rekindle.accounts.models import Person
from rekindle.accounts.rules import canonical
from rekindle.vault.access import local
from rekindle.vault.envelope import SealBroken
from rekindle.vault.patience import patience
from rekindle.vault.ring import ring_by_recovery
from rekindle.vault.unlocking import unlock
from rekindle.vault.words import NotACode, new_passphrase, recovery_secret

NOT_THE_CODE = "That code does not open this account. Check each word; the order counts."


@require_http_methods(["GET", "POST"])
def by_mail(request: HttpRequest) -> HttpResponse:
    """Ask for a link. The answer, and the time it takes, is the same whether there is such an account or not."""
    form = AskForMail(request.POST or None)
    if form.is_valid():
        _post_link(form.cleaned_data["email"].casefold())
        return render(request, "accounts/reset_sent.html")
    context = {"form": form, "can_mail": mail.can_mail()}
    return render(request, "accounts/reset.html", context, status=400 if form.is_bound else 200)


def _post_link(address: str) -> None:
    person = Person.objects.filter(email=address, email_verified=True).first()
    key = f"mail:{address}"
    if person and mail.can_mail() and patience.allows(key):
        patience.failed(key)
        mail.send_later(person, "reset-link", mail.reset_tokens)


@require_http_methods(["GET", "POST"])
def by_link(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    person = mail.person_of(uid, token, mail.reset_tokens)
    if person is None:
        return render(request, "accounts/link_old.html", status=404)
    form = ResetForm(request.POST or None, person=person)
    if form.is_valid():
        verbs.reset(person, form.cleaned_data["passphrase"])
        verbs.sign_in(request, person, timezone.now(), shared_device=True)
        return redirect("unlock")
    context = {"form": form, "offered": new_passphrase(), "name": person.username}
    return render(request, "accounts/reset_link.html", context, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def by_code(request: HttpRequest) -> HttpResponse:
    form = CodeResetForm(request.POST or None)
    if form.is_valid() and patience.asks(form, _key(form)) and _open(request, form):
        return redirect(local(None))
    context = {"form": form, "offered": new_passphrase()}
    return render(request, "accounts/reset_code.html", context, status=400 if form.is_bound else 200)


def _key(form: CodeResetForm) -> str:
    return f"code:{canonical(form.cleaned_data['username'])}"


def _open(request: HttpRequest, form: CodeResetForm) -> bool:
    person = verbs.find(form.cleaned_data["username"])
    try:
        secret = recovery_secret(form.cleaned_data["code"])
        if person is None:
            raise SealBroken
        ring = ring_by_recovery(person.keys, secret)
    except (NotACode, SealBroken):
        patience.failed(_key(form))
        form.add_error("code", NOT_THE_CODE)
        return False
    ring = verbs.set_passphrase(person, form.cleaned_data["passphrase"], ring, secret)
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
    if request.method == "GET":
        return render(request, "accounts/verify.html")
    ours = verbs.verify_email(person)
    return render(request, "accounts/verify.html", {"done": ours, "taken": not ours}, status=200 if ours else 409)
