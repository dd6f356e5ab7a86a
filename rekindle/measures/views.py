"""The check-up for oneself: choosing, one question a screen, and the result."""

from itertools import islice
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rekindle import catalogue
from rekindle.couples.access import pair_for
from rekindle.measures import checkup, forms, report
from rekindle.measures.checkup import Question
from rekindle.measures.pairs import pictures
from rekindle.measures.sharing import sharing
from rekindle.vault.access import UnlockedRequest, once, unlocked
from rekindle.vault.store import Body, Kept, Vault

NAMES = {"whole": "The whole check-up", "short": "The short check-up", "pulse": "The weekly minute"}
SAYS = {
    "whole": "About six minutes: how satisfied you are, ten areas, how close you feel, and how you have been",
    "short": "About three minutes: ten areas and four questions",
    "pulse": "Four questions, once a week, only for you",
}
PARTS = {
    "csi-16": "how satisfied you are",
    "csi-4": "how satisfied you are",
    "areas": "ten areas",
    "ios": "how close you feel",
    "phq-4": "how you have been",
}
EARLIER = 12
# More screens than this are shown as parts: a long row of dots helps nobody.
MOST_DOTS = 16


@require_http_methods(["GET", "POST"])
@unlocked
def check_up(request: UnlockedRequest) -> HttpResponse:
    """GET: where to begin, what is begun, and what was. POST begins a form anew."""
    if request.method == "POST":
        form = request.POST.get("form", "")
        _screens(form)
        checkup.drop_draft(request.vault, form, timezone.now())
        return redirect("us-check-up-question", form, 1)
    pair = pair_for(request)
    side = pair.me.place if pair else "a"
    return render(request, "measures/check_up.html", {**_kept(request.vault), "side": side})


def _kept(vault: Vault) -> dict[str, Any]:
    drafts = _drafts(vault)
    begun = {one["form"] for one in drafts}
    return {
        "drafts": drafts,
        "forms": [{"form": form, "name": _name(form), "says": _says(form)} for form in _listed() if form not in begun],
        "lines": report.lines(checkup.standing(vault)),
        "earlier": [(kept, _name(kept.body["form"])) for kept in islice(vault.newest(checkup.KIND), EARLIER)],
    }


def _listed() -> list[str]:
    """The order of the page: ours first, then what the operator has added."""
    return [*NAMES, *(form for form in checkup.forms() if form not in NAMES)]


def _name(form: str) -> str:
    measure = catalogue.current().measures.get(form)
    return NAMES.get(form) or (measure.title if measure else "A check-up")


def _says(form: str) -> str:
    return SAYS.get(form) or f"{len(checkup.questions(form))} questions, only for you"


def _drafts(vault: Vault) -> list[dict[str, Any]]:
    """What was begun and not ended."""
    kept = vault.documents(*(f"draft {form}" for form in checkup.forms()))
    begun = [checkup.draft(vault, form) for form in checkup.forms() if kept[f"draft {form}"]]
    return [
        {
            "form": body["form"],
            "name": _name(body["form"]),
            "at": min(body.get("at", 1), len(_screens(body["form"]))),
            "of": len(_screens(body["form"])),
        }
        for body in begun
        if not checkup.empty(body)
    ]


def _screens(form: str) -> tuple[Question, ...]:
    if form not in checkup.forms():
        raise Http404
    return checkup.questions(form)


@require_http_methods(["GET", "POST"])
@unlocked
def question(request: UnlockedRequest, form: str, n: int) -> HttpResponse:
    """One screen. POST keeps its answer and goes to the next one, or from the last one to the result."""
    screens = _screens(form)
    if not 1 <= n <= len(screens):
        raise Http404
    asked, body = screens[n - 1], checkup.draft(request.vault, form)
    screen = forms.screen(asked, body, request.POST if request.method == "POST" else None)
    if screen.is_bound and screen.is_valid():
        return _go_on(request, form, n, screen)
    context = {**_place(screens, n), **_asked(asked, screen), "form": screen, "once": once(request), "slug": form}
    context["pair"] = pair_for(request)
    return render(request, "measures/question.html", context, status=400 if screen.is_bound else 200)


def _go_on(request: UnlockedRequest, form: str, n: int, screen: forms.Screen) -> HttpResponse:
    screens, now, vault = _screens(form), timezone.now(), request.vault
    with vault.change():
        body = checkup.put(checkup.draft(vault, form), screens[n - 1], screen.value)
        if screen.note is not None:
            body = checkup.note(body, screens[n - 1].key, screen.note)
        if n < len(screens):
            checkup.keep_draft(vault, {**body, "at": n + 1}, now)
            return redirect("us-check-up-question", form, n + 1)
        if checkup.empty(body) and not checkup.find(vault, once(request)):
            checkup.drop_draft(vault, form, now)
            return redirect("us-check-up")
        return redirect("us-check-up-result", checkup.finish(vault, body, now, once(request)))


def _place(screens: tuple[Question, ...], n: int) -> dict[str, Any]:
    """Where this screen is: by question, and in the bar by part when there are many."""
    parts = list(dict.fromkeys(one.part for one in screens))
    part = screens[n - 1].part
    dots = {"word": "Question", "now": n, "of": len(screens)}
    if len(screens) > MOST_DOTS:
        dots = {"word": "Part", "now": parts.index(part) + 1, "of": len(parts)}
    first = [one.part for one in screens].index(part) + 1 == n
    step = f"Question {n} of {len(screens)}"
    place = {"n": n, "back": n - 1, "last": n == len(screens), "step": step}
    return {**place, "bar": dots, "part": PARTS.get(part) or _name(part), "first": first}


def _asked(asked: Question, screen: forms.Screen) -> dict[str, Any]:
    cat = catalogue.current()
    measure = cat.measures[asked.part]
    if asked.part == "areas":
        return {"kind": "area", "measure": measure, "area": cat.strategies[asked.key]}
    item = measure.items[int(asked.key)]
    kind = "picture" if measure.kind == "picture" else "pair" if item.pair else "item"
    shown: dict[str, Any] = {"kind": kind, "measure": measure, "item": item, "private": measure.shared == "never"}
    if kind == "picture":
        chosen = screen["answer"].value()
        shown["pictures"] = pictures([option.label for option in item.options])
        shown["chosen"] = int(chosen) if str(chosen) in map(str, range(len(item.options))) else None
    return shown


@require_safe
@unlocked
def result(request: UnlockedRequest, id: UUID) -> HttpResponse:
    kept = checkup.find(request.vault, id)
    if kept is None:
        raise Http404
    return shown(request, kept)


def shown(request: UnlockedRequest, kept: Kept, status: int = 200) -> HttpResponse:
    """The page of one's own result."""
    pair, context = pair_for(request), told(request.vault, kept)
    context |= {"pair": pair, "side": pair.me.place if pair else "a", "once": once(request)}
    context["sharing"] = sharing(pair, kept)
    return render(request, "measures/result.html", context, status=status)


def told(vault: Vault, kept: Kept) -> dict[str, Any]:
    """All that a result says, in words and lines."""
    body, standing, id = kept.body, checkup.standing(vault), str(kept.id)
    cat, readings = catalogue.current(), report.readings(kept.body, standing, str(kept.id))
    return {
        "kept": kept,
        "name": _name(body["form"]),
        "readings": [one for one in readings if not one.private],
        "private": [one for one in readings if one.private],
        "heavy": report.heavy(body["areas"]),
        "areas": [(cat.strategies[one.slug], one, _matters(one.importance)) for one in report.weighed(body["areas"])],
        "asked_areas": body["form"] in checkup.BROAD,
        "closeness": report.closeness(body),
        "closeness_moved": report.closeness_moved(standing, id),
        "notes": _notes(body),
        "lines": [line for line in report.lines(standing, id) if line.spark],
        "sources": report.sources(checkup.forms().get(body["form"], ())),
    }


def _notes(body: Body) -> list[tuple[str, str]]:
    known = catalogue.current().strategies
    return [(known[slug].area, text) for slug, text in body.get("notes", {}).items() if slug in known]


def _matters(importance: int) -> str:
    return catalogue.current().measures["areas"].items[1].options[importance].label
