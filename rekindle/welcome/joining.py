"""Making an account, and answering an invitation. What a guest brought along is kept only now, sealed."""

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from rekindle import catalogue
from rekindle.accounts import verbs
from rekindle.accounts.backend import check
from rekindle.accounts.forms import SignInForm, SignUpForm
from rekindle.accounts.models import Person
from rekindle.couples import invitations
from rekindle.couples.rules import NotNow
from rekindle.measures import checkup
from rekindle.vault.access import UnlockedRequest, once, unlocked
from rekindle.vault.patience import patience
from rekindle.vault.unlocking import unlock
from rekindle.vault.words import new_passphrase
from rekindle.welcome import tonight
from rekindle.welcome.guest import carried


@require_http_methods(["GET", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """GET, or POST from a page that carries answers or an invitation, shows the form.

    POST with a name makes the account.
    """
    sent = "username" in request.POST
    if sent and (back := _sent_twice(request)):
        return back
    form = SignUpForm(request.POST if sent else None)
    if sent and form.is_valid():
        return _make(request, form)
    return render(request, "welcome/sign_up.html", _asked(request, form), status=400 if sent else 200)


def _asked(request: HttpRequest, form: SignUpForm) -> dict[str, Any]:
    """The form, and what a guest brought along."""
    return {
        "form": form,
        "offered": request.POST.get("offered") or new_passphrase(),
        "answers": request.POST.get("answers", ""),
        "token": request.POST.get("token", ""),
        "once": once(request),
        "safety": catalogue.current().safety,
    }


def _sent_twice(request: HttpRequest) -> HttpResponse | None:
    """A double press, or a retry after a crash: the account is there, so let its owner in, as sign-in would."""
    person = Person.objects.filter(pk=once(request)).select_related("keys").first()
    form = SignInForm(request.POST)
    if person is None or not form.is_valid() or not patience.allows(key := f"sign-in:{person.username}"):
        return None
    passphrase = form.cleaned_data["passphrase"]
    proof = check(person, passphrase)
    if proof is None:
        patience.failed(key)
        return None
    verbs.sign_in(request, person, timezone.now(), shared_device=form.shared())
    verbs.open_vault(request, person, proof, passphrase, shared_device=form.shared())
    return redirect("today")


def _make(request: HttpRequest, form: SignUpForm) -> HttpResponse:
    given, now, id = form.cleaned_data, timezone.now(), once(request)
    # A form key that is taken is somebody else's account: `_sent_twice` has let the owner of this one in already.
    id = uuid4() if Person.objects.filter(pk=id).exists() else id
    person, ring = verbs.create(id, given["username"], given["name"], None, given["passphrase"])
    verbs.welcome_mail(person)
    verbs.sign_in(request, person, now, shared_device=form.shared())
    unlock(request, ring, form.shared())
    vault = request.vault  # type: ignore[attr-defined]
    if answers := carried(request):
        checkup.keep_guest(vault, answers.carried(), now)
    if token := request.POST.get("token"):
        try:
            invitations.accept(token, person, now)
        except NotNow as error:
            return render(request, "welcome/invitation_old.html", {"sentence": str(error), "signed_up": True})
    return redirect(reverse("recovery") + "?first=1")


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """The invitation's page.

    Its token stands behind the #, so it reaches the server only when a person (or their browser) posts it.
    """
    if request.method == "GET":
        return render(request, "welcome/join.html")
    token = request.POST.get("token", "").strip().rpartition("#")[2]
    if "no" in request.POST:
        return render(request, "welcome/declined.html")
    by = request.user if isinstance(request.user, Person) else None
    try:
        invitation = invitations.find(token, timezone.now(), by)
    except NotNow as error:
        return render(request, "welcome/invitation_old.html", {"sentence": str(error)}, status=404)
    return render(request, "welcome/invited.html", {"inviter": invitation.person.name, "token": token, **_first_step()})


def _first_step() -> dict[str, Any]:
    """The shortest practice there is, for someone who looks in by invitation."""
    step = min(tonight.practices(), key=lambda practice: (practice.minutes, practice.slug))
    return {"practice": step, "steps": step.steps_for(False), "scale": range(11)}


@require_POST
@unlocked
def accept(request: UnlockedRequest) -> HttpResponse:
    """Someone who has an account already."""
    assert isinstance(request.user, Person)
    try:
        invitations.accept(request.POST.get("token", ""), request.user, timezone.now())
    except NotNow as error:
        return render(request, "welcome/invitation_old.html", {"sentence": str(error)}, status=409)
    return redirect("us-words")
