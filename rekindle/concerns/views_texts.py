"""What both write together: the pattern, needs and ideas, what can move, and the agreement.

Whoever saves over a text they had not seen keeps their words in the page, with the newer text above them.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from rekindle.concerns import apart, effects, page, rules, suggesting
from rekindle.concerns.desk import REFUSED, Desk, calm, desk
from rekindle.concerns.forms import AgreementForm, IdeaForm, NeedForm, PartsForm, PatternForm
from rekindle.concerns.shapes import Act, Stale, Versions
from rekindle.vault.access import UnlockedRequest, unlocked


def _fits(found: Desk, act: Act) -> bool:
    """Whether this can be written now."""
    return found.state.stage in rules.TABLE[act] and not found.state.aside


def _save(found: Desk, act: Act, form: forms.Form, template: str) -> HttpResponse:
    """One version more, or the page again with the words in it."""
    if not form.is_valid():
        return _show(found, form, template, 400)
    words = {name: str(value) for name, value in form.cleaned_data.items() if name != "version"}
    try:
        found.do(act, form.cleaned_data.get("version") or 0, words)
    except Stale as newer:
        return _show(desk(found.request, found.concern.id), form, template, 409, str(newer))
    except REFUSED as refused:
        form.add_error(None, str(refused))
        return _show(found, form, template, 409)
    return redirect("us-concern", found.concern.id)


def _show(found: Desk, form: forms.Form, template: str, status: int = 200, newer: str = "") -> HttpResponse:
    versions = found.state.pattern if isinstance(form, PatternForm) else found.state.agreement
    context: dict[str, Any] = {
        **found.common(),
        "form": form,
        "version": len(versions),
        "newer": newer,
        "newest": versions[-1] if versions else None,
        "newest_by": found.concern.name(versions[-1].place) if versions else "",
        "overlap": page.overlap(found),
    }
    return render(found.request, template, context, status=status)


@require_http_methods(["GET", "POST"])
@unlocked
@calm
def pattern(request: UnlockedRequest, id: UUID) -> HttpResponse:
    """The loop as a third thing, which both may edit."""
    found = desk(request, id, visit=request.method == "GET")
    if request.method == "POST":
        return _save(found, Act.PATTERN, PatternForm(*found.names, request.POST), "concerns/pattern.html")
    if not _fits(found, Act.PATTERN):
        return redirect("us-concern", id)
    return _show(found, PatternForm(*found.names, initial=_pattern(found)), "concerns/pattern.html")


def _pattern(found: Desk) -> dict[str, str]:
    if found.state.pattern:
        return dict(found.state.pattern[-1].words)
    return suggesting.pattern(apart.both(apart.table(found.concern, apart.SIDES)))


@require_http_methods(["GET", "POST"])
@unlocked
@calm
def agreement(request: UnlockedRequest, id: UUID) -> HttpResponse:
    """One agreement: who does what, when, and until when it is tried."""
    found = desk(request, id)
    if not _fits(found, Act.DRAFT):
        return redirect("us-concern", id)
    if request.method == "POST":
        return _save(found, Act.DRAFT, _agreement(found, request.POST), "concerns/agreement.html")
    return _show(found, _agreement(found), "concerns/agreement.html")


def _agreement(found: Desk, data: Any = None) -> AgreementForm:
    way = found.state.path or effects.SOLVABLE
    newest = found.state.agreement[-1].words if found.state.agreement else {"weeks": effects.WEEKS[way][-1]}
    lasting = way == effects.LASTING
    return AgreementForm(*found.names, effects.WEEKS[way], data, lasting=lasting, initial=dict(newest))


@require_http_methods(["GET", "POST"])
@unlocked
@calm
def ideas(request: UnlockedRequest, id: UUID) -> HttpResponse:
    """What each needs, and at least five ideas before any of them is judged."""
    found = desk(request, id)
    if not _fits(found, Act.IDEA):
        return redirect("us-concern", id)
    need, idea = _ideas(found)
    if request.method == "POST":
        return _said(found, need if "need" in request.POST else idea)
    return _collecting(found, need, idea)


def _ideas(found: Desk) -> tuple[NeedForm, IdeaForm]:
    data = found.request.POST if found.request.method == "POST" else None
    initial = {"need": found.state.needs.get(found.concern.me, "")}
    need = NeedForm(data if data and "need" in data else None, initial=initial)
    return need, IdeaForm(data if data is not None and "need" not in data else None)


def _said(found: Desk, form: NeedForm | IdeaForm) -> HttpResponse:
    act = Act.NEED if isinstance(form, NeedForm) else Act.IDEA
    if not form.is_valid():
        return _collecting(found, *_ideas_with(found, form), 400)
    try:
        found.do(act, 0, form.cleaned_data)
    except REFUSED as refused:
        form.add_error(None, str(refused))
        return _collecting(found, *_ideas_with(found, form), 409)
    return redirect("us-concern-ideas", found.concern.id)


def _ideas_with(found: Desk, form: NeedForm | IdeaForm) -> tuple[NeedForm, IdeaForm]:
    """The form that was sent, beside the other one as it is."""
    need, idea = _ideas(found)
    return (form, idea) if isinstance(form, NeedForm) else (need, form)


def _collecting(found: Desk, need: NeedForm, idea: IdeaForm, status: int = 200) -> HttpResponse:
    state = found.state
    needs = [(place, found.concern.name(place), state.needs[place]) for place in sorted(state.needs)]
    left = max(0, effects.ENOUGH - len(state.ideas))
    context = {**found.common(), "need": need, "idea": idea, "needs": needs, "left": left}
    return render(found.request, "concerns/ideas.html", context, status=status)


@require_http_methods(["GET", "POST"])
@unlocked
@calm
def dividing(request: UnlockedRequest, id: UUID) -> HttpResponse:
    """What can’t move for me, and what can."""
    found = desk(request, id)
    if not _fits(found, Act.PARTS) or found.state.path != effects.LASTING:
        return redirect("us-concern", id)
    mine = dict(found.state.parts.get(found.concern.me, {}))
    if request.method == "POST":
        return _save(found, Act.PARTS, PartsForm(request.POST), "concerns/dividing.html")
    return _show(found, PartsForm(initial=mine), "concerns/dividing.html")


@require_safe
@unlocked
@calm
def history(request: UnlockedRequest, id: UUID) -> HttpResponse:
    """Every version of every shared text, with who wrote it."""
    found = desk(request, id)
    state = found.state
    texts = {"The name": state.name, "The pattern": state.pattern, "The agreement": state.agreement}
    context = {**found.common(), "texts": {title: _versions(found, kept) for title, kept in texts.items() if kept}}
    return render(request, "concerns/history.html", context)


LABELS = {"name": "A name for it", "title": "", "sign": "An early sign", "exit": "A word to step out", "when": "When"}


def _versions(found: Desk, versions: Versions) -> list[dict[str, Any]]:
    """Newest first."""
    who = {"a": found.names[0], "b": found.names[1]}
    return [
        {
            "by": found.concern.name(one.place),
            "place": one.place,
            "at": one.at,
            "lines": [
                (LABELS.get(name, who.get(name, "")), words)
                for name, words in one.words.items()
                if words and name != "weeks"
            ],
        }
        for one in reversed(versions)
    ]
