"""Settings: passphrase, recovery code, devices, e-mail, and leaving for good."""

from uuid import UUID

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from nacl import utils

from rekindle.accounts import mail, verbs
from rekindle.accounts.backend import check
from rekindle.accounts.forms import ChangePassphrase, ConfirmForm, EmailForm, WordForm
from rekindle.accounts.models import Device, Person
from rekindle.vault.access import UnlockedRequest, unlocked
from rekindle.vault.envelope import SealBroken
from rekindle.vault.models import Keys
from rekindle.vault.patience import patience
from rekindle.vault.ring import wrap_by_recovery
from rekindle.vault.views import open_ring
from rekindle.vault.words import new_passphrase, recovery_secret, recovery_words

NOT_YOURS = "That is not your passphrase."


@require_GET
@unlocked
def settings_page(request: UnlockedRequest) -> HttpResponse:
    keys = Keys.objects.get(person_id=request.user.pk)
    return render(request, "accounts/settings.html", {"has_code": keys.by_recovery is not None, "can_mail": mail.can_mail()})


@require_http_methods(["GET", "POST"])
@unlocked
def passphrase(request: UnlockedRequest) -> HttpResponse:
    """Change it. The old one is proved by opening the ring with it; every other device is signed out."""
    person = _me(request)
    form = ChangePassphrase(request.POST or None, person=person)
    if form.is_bound and form.is_valid() and (ring := _ring(person, form)):
        verbs.set_passphrase(person, form.cleaned_data["passphrase"], ring)
        update_session_auth_hash(request, person)
        verbs.keep_only(request, person, ring)
        return render(request, "accounts/done.html", {"what": "Your new passphrase is set. Every other device is signed out."})
    context = {"form": form, "offered": new_passphrase()}
    return render(request, "accounts/passphrase.html", context, status=400 if form.is_bound else 200)


def _ring(person: Person, form: ChangePassphrase) -> bytes | None:
    key = f"unlock:{person.pk}"
    if not patience.asks(form, key):
        return None
    try:
        return open_ring(person.keys, form.cleaned_data["old"])
    except (SealBroken, ValueError):
        patience.failed(key)
        form.add_error("old", f"{NOT_YOURS} Your recovery code works here too.")
        return None


@require_http_methods(["GET", "POST"])
@unlocked
def recovery(request: UnlockedRequest) -> HttpResponse:
    """Show a new code once. Nothing is stored until one word, read from paper, has been typed."""
    form = WordForm(request.POST or None)
    if not form.is_bound:
        words = recovery_words(utils.random(20))
        return render(request, "accounts/recovery.html", {"words": words, "form": WordForm(initial={"code": " ".join(words)})})
    words = str(request.POST.get("code", "")).split()
    if form.is_valid() and _on_paper(words, form):
        with request.vault.change():
            keys = Keys.objects.get(person_id=request.user.pk)
            wrap_by_recovery(keys, request.vault.ring, recovery_secret(" ".join(words)))
            keys.save(update_fields=["by_recovery"])
        return redirect("today" if request.POST.get("first") else "settings")
    return render(request, "accounts/recovery.html", {"words": words, "form": form}, status=400)


def _on_paper(words: list[str], form: WordForm) -> bool:
    try:
        recovery_secret(" ".join(words))
    except ValueError:
        form.add_error(None, "This page is out of date. Go back to Settings and ask for a new code.")
        return False
    if form.cleaned_data["word"].strip().lower() != words[6]:
        form.add_error("word", "That is not word 7. Look at your paper once more.")
        return False
    return True


@require_GET
@unlocked
def devices(request: UnlockedRequest) -> HttpResponse:
    context = {"devices": _me(request).devices.order_by("-since"), "here": request.session.session_key}
    return render(request, "accounts/devices.html", context)


@require_POST
@unlocked
def device_end(request: UnlockedRequest, id: UUID) -> HttpResponse:
    device = get_object_or_404(Device, pk=id, person_id=request.user.pk)
    if device.session_key == request.session.session_key:
        verbs.sign_out(request)
        return redirect("welcome")
    device.end()
    return redirect("devices")


@require_http_methods(["GET", "POST"])
@unlocked
def email(request: UnlockedRequest) -> HttpResponse:
    """Add, change or remove the address. It counts only after the link in the mail was used."""
    person = _me(request)
    form = EmailForm(request.POST or None, initial={"email": person.email})
    if form.is_bound and form.is_valid():
        verbs.set_email(person, form.cleaned_data["email"])
        sent = bool(person.email) and mail.can_mail() and mail.send(person, "verify", mail.verify_tokens)
        return render(request, "accounts/email.html", {"form": form, "sent": sent, "kept": True, "can_mail": mail.can_mail()})
    context = {"form": form, "can_mail": mail.can_mail()}
    return render(request, "accounts/email.html", context, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@unlocked
def leave(request: UnlockedRequest) -> HttpResponse:
    """Delete the account and everything of this person's."""
    form = ConfirmForm(request.POST or None)
    if form.is_bound and form.is_valid():
        key = f"unlock:{request.user.pk}"
        if patience.asks(form, key):
            if check(_me(request), form.cleaned_data["passphrase"]):
                verbs.erase(request)
                return render(request, "accounts/gone.html")
            patience.failed(key)
            form.add_error("passphrase", NOT_YOURS)
    return render(request, "accounts/leave.html", {"form": form}, status=400 if form.is_bound else 200)


def _me(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user
