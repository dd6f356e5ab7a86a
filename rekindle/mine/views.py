"""Mine: what only this person can read."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rekindle.concerns import drafts
from rekindle.mine.reading import NOTE, READERS, newest, readable
from rekindle.practice import runs
from rekindle.vault.access import UnlockedRequest, once, unlocked
from rekindle.vault.store import Kept, Vault
from rekindle.web.forms import Words

SHOWN = 30


class NoteForm(forms.Form):
    text = Words(label="What is on your mind?", widget=forms.Textarea(attrs={"rows": 8, "data-keep": True}))


@require_safe
@unlocked
def mine(request: UnlockedRequest) -> HttpResponse:
    """The newest of everything, by kind and then by time; all of it is in the export."""
    most = None if "all" in request.GET else SHOWN
    things = sorted((one for kind in READERS for one in newest(request.vault, kind, most)), reverse=True)
    return render(
        request, "mine/mine.html", {"things": things[:most], "more": most is not None and len(things) >= SHOWN}
    )


@require_http_methods(["GET", "POST"])
@unlocked
def new(request: UnlockedRequest) -> HttpResponse:
    form = NoteForm(request.POST or None)
    if form.is_bound and form.is_valid():
        id = request.vault.add(NOTE, {"text": form.cleaned_data["text"]}, timezone.now(), once(request))
        return redirect("mine-item", id)
    context = {"form": form, "once": once(request)}
    return render(request, "mine/new.html", context, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@unlocked
def item(request: UnlockedRequest, id: UUID) -> HttpResponse:
    """Read one thing; a note can be changed in place."""
    kept = _find(request.vault, id)
    form = NoteForm(request.POST or None, initial={"text": kept.body.get("text", "")}) if kept.kind == NOTE else None
    if form and form.is_bound and form.is_valid():
        request.vault.replace(id, NOTE, {"text": form.cleaned_data["text"]})
        return redirect("mine")
    status = 400 if form and form.is_bound else 200
    context = {"thing": readable(kept), "form": form, "on": _way_on(kept)}
    return render(request, "mine/item.html", context, status=status)


def _way_on(kept: Kept) -> str:
    """Where something that is not finished goes on, or ""."""
    if kept.kind == drafts.OWN:
        return reverse("mine-concern", args=[kept.id, 1])
    return reverse("us-concern-side", args=[kept.body["concern"], 1]) if kept.kind == drafts.SIDE else ""


@require_POST
@unlocked
def remove(request: UnlockedRequest, id: UUID) -> HttpResponse:
    """Gone for good. Removing what is gone already is fine."""
    kept = _find(request.vault, id)
    if kept.kind == runs.KIND:
        runs.drop(request.vault, id, timezone.now())
    else:
        request.vault.remove(id, kept.kind)
    return redirect("mine")


def _find(vault: Vault, id: UUID) -> Kept:
    kept = next((found for kind in READERS if (found := vault.get(id, kind))), None)
    if kept is None:
        raise Http404
    return kept
