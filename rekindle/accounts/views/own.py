"""Settings: passphrase, recovery code, devices, e-mail, and leaving for good."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from nacl import utils

from rekindle.accounts import mail, verbs
from rekindle.accounts.backend import check
from rekindle.accounts.forms import ChangePassphrase, ConfirmForm, EmailForm, WordForm
from rekindle.accounts.models import Person
from rekindle.accounts.views.signing import leave_nothing
from rekindle.vault.access import UnlockedRequest, local, unlocked
from rekindle.vault.models import Keys
from rekindle.vault.patience import patience
from rekindle.vault.ring import wrap_by_recovery
from rekindle.vault.views import opens
from rekindle.vault.words import new_passphrase, recovery_secret, recovery_words
from rekindle.web.context import url

NOT_YOURS = "That is not your passphrase. Your recovery code works here too."
CHANGED = "Your new passphrase is set. Every other device is signed out."


def _me(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


def _proved(person: Person, form: forms.Form, field: str = "passphrase") -> bool:
    """That its owner asks: by what signs them in, or by what opens their words. After a reset these differ."""
    key, text = f"unlock:{person.pk}", form.cleaned_data[field]
    if not patience.asks(form, key):
        return False
    if check(person, text) or opens(person.keys, text):
        return True
    patience.failed(key)
    form.add_error(field, NOT_YOURS)
    return False


@require_safe
@unlocked
def settings_page(request: UnlockedRequest) -> HttpResponse:
    person = _me(request)
    context = {
        "has_code": person.keys.by_recovery is not None,
        "can_mail": mail.can_mail(),
        "count": person.devices.count(),
    }
    return render(request, "accounts/settings.html", context)


@require_http_methods(["GET", "POST"])
@unlocked
def passphrase(request: UnlockedRequest) -> HttpResponse:
    """Change it, with new keys for what comes after; every other device is signed out."""
    person = _me(request)
    form = ChangePassphrase(request.POST or None, person=person)
    if form.is_valid() and _proved(person, form, "passphrase_old"):
        had_code = person.keys.by_recovery is not None
        ring = verbs.set_passphrase(person, form.cleaned_data["passphrase"], request.vault.ring)
        verbs.keep_only(request, person, ring)
        return render(request, "accounts/done.html", {"what": CHANGED, "code": had_code})
    context = {"form": form, "offered": new_passphrase()}
    return render(request, "accounts/passphrase.html", context, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@unlocked
def recovery(request: UnlockedRequest) -> HttpResponse:
    """Show a new code once. Nothing is stored until one word, read from paper, has been typed."""
    if request.method == "GET":
        words = recovery_words(utils.random(20))
        return _show(request, WordForm(initial={"code": " ".join(words)}), words)
    form, words = WordForm(request.POST), request.POST.get("code", "").split()
    if not (form.is_valid() and _on_paper(words, form) and _proved(_me(request), form)):
        return _show(request, form, words, 400)
    _keep_code(request, recovery_secret(" ".join(words)), form.cleaned_data["passphrase"])
    return redirect(local(None) if request.POST.get("first") else reverse("settings"))


def _keep_code(request: UnlockedRequest, secret: bytes, passphrase: str) -> None:
    """Wrap the ring by a new code. One that there was before opens nothing that comes after."""
    person, keys = _me(request), Keys.objects.get(person_id=request.vault.person)
    # After a reset by mail the words may have been proved by an older passphrase, which must not become the new one.
    if keys.by_recovery is not None and check(person, passphrase):
        verbs.keep_only(request, person, verbs.set_passphrase(person, passphrase, request.vault.ring, secret))
        return
    with request.vault.change():
        wrap_by_recovery(keys, request.vault.ring, secret)
        keys.save(update_fields=["by_recovery"])


def _show(request: UnlockedRequest, form: WordForm, words: list[str], status: int = 200) -> HttpResponse:
    has_code = _me(request).keys.by_recovery is not None
    first = bool(request.POST.get("first") or request.GET.get("first"))
    context = {"form": form, "words": words, "has_code": has_code, "first": first}
    return render(request, "accounts/recovery.html", context, status=status)


def _on_paper(words: list[str], form: WordForm) -> bool:
    try:
        recovery_secret(" ".join(words))
    except ValueError:
        form.add_error(None, "This page is out of date. Go back to Settings and ask for a new code.")
        return False
    if form.cleaned_data["word"].strip().lower() != words[6]:
        form.add_error("word", "That is not word 7. Look at your paper once more; try as often as you need.")
        return False
    return True


@require_safe
@unlocked
def devices(request: UnlockedRequest) -> HttpResponse:
    context = {"devices": _me(request).devices.order_by("-since", "label"), "here": request.session.session_key}
    return render(request, "accounts/devices.html", context)


@require_POST
@unlocked
def device_end(request: UnlockedRequest, id: UUID) -> HttpResponse:
    device = get_object_or_404(_me(request).devices, pk=id)
    if device.session_key == request.session.session_key:
        verbs.sign_out(request)
        return leave_nothing(redirect(url("welcome", "/")))
    device.end()
    return redirect("devices")


@require_http_methods(["GET", "POST"])
@unlocked
def email(request: UnlockedRequest) -> HttpResponse:
    """Add, change or remove the address. It counts only after the link in the mail was used."""
    person = _me(request)
    form = EmailForm(request.POST or None, initial={"email": person.email})
    if form.is_bound and form.is_valid():
        return redirect(f"{reverse('email')}?now={_keep_address(person, form.cleaned_data['email'])}")
    can_mail = mail.can_mail()
    context = {"form": form, "can_mail": can_mail, "now": request.GET.get("now", "")}
    return render(request, "accounts/email.html", context, status=400 if form.is_bound else 200)


def _keep_address(person: Person, address: str) -> str:
    """Return what came of it: sent, unsent, kept or removed."""
    if not (person.email_verified and person.email == address.casefold()):
        verbs.set_email(person, address)
    if not person.email:
        return "removed"
    if person.email_verified or not mail.can_mail():
        return "kept"
    key = f"mail:{person.pk}"
    if not patience.allows(key):
        return "unsent"
    patience.failed(key)
    return "sent" if mail.send(person, "verify", mail.verify_tokens) else "unsent"


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Delete the account and everything of this person's. Open to those whose words stay locked for ever, too."""
    if not request.user.is_authenticated:
        return redirect("sign-in")
    is_open = bool(request.vault)  # type: ignore[attr-defined]
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and _proved(_me(request), form):
        if "empty" in request.POST and not is_open:
            return _begin_again(request, form.cleaned_data["passphrase"])
        verbs.erase(request, _me(request))
        return leave_nothing(render(request, "accounts/gone.html"))
    context = {"form": form, "is_open": is_open}
    return render(request, "accounts/leave.html", context, status=400 if form.is_bound else 200)


def _begin_again(request: HttpRequest, text: str) -> HttpResponse:
    """The account stays, with new keys and nothing in it, for someone who has neither passphrase nor code."""
    person = _me(request)
    verbs.keep_only(request, person, verbs.start_empty(person, text))
    return redirect(reverse("recovery") + "?first=1")
