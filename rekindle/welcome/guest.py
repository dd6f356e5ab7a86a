"""Pages for someone without an account. They store nothing: answers travel in the page itself."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from rekindle import catalogue
from rekindle.measures.areas import weighs_most
from rekindle.measures.rules import score
from rekindle.welcome import tonight
from rekindle.welcome.rules import Answers, read_carried, read_form

SHORT = "csi-4"


def slugs() -> list[str]:
    return list(catalogue.current().strategies)


def tops() -> list[int]:
    return [len(item.options) - 1 for item in catalogue.current().measures[SHORT].items]


def carried(request: HttpRequest) -> Answers | None:
    """The answers of a guest who is on the way to an account."""
    return read_carried(request.POST.get("answers", ""), slugs(), tops())


@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    return redirect("today") if request.user.is_authenticated else render(request, "welcome/welcome.html")


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """All questions on one page, shown one at a time; the answers come back once, at the end."""
    if request.method == "POST":
        answers = read_form(request.POST, slugs(), tops())
        if not answers.empty:
            return render(request, "welcome/result.html", result(answers))
    nothing = request.method == "POST"
    return render(request, "welcome/start.html", {**_questions(), "nothing": nothing}, status=400 if nothing else 200)


def _questions() -> dict[str, Any]:
    cat = catalogue.current()
    areas, items = list(cat.strategies.values()), cat.measures[SHORT].items
    return {
        "areas": areas,
        "items": items,
        "measure": cat.measures[SHORT],
        "importance": cat.measures["areas"].items[1].options if len(cat.measures["areas"].items) > 1 else (),
        "scale": range(11),
        "total": len(areas) + len(items),
    }


def result(answers: Answers) -> dict[str, Any]:
    """What a guest's answers say: the areas that weigh most, the scale in words, and one thing for tonight."""
    cat = catalogue.current()
    weights = weighs_most({slug: answers.areas[slug] for slug in cat.strategies if slug in answers.areas})
    heavy = [weight for weight in weights if weight.need > 0][:3]
    practice = tonight.choose([weight.slug for weight in heavy])
    return {
        "heavy": [(cat.strategies[weight.slug], weight) for weight in heavy],
        "steady": [cat.strategies[weight.slug] for weight in weights if weight.now >= 7][:3],
        "score": score(cat.measures[SHORT], answers.csi),
        "measure": cat.measures[SHORT],
        "practice": practice,
        "number": tonight.number_of(practice),
        "answers": answers.carried(),
    }


@require_safe
def one_thing(request: HttpRequest, n: int) -> HttpResponse:
    found = tonight.practices()
    if not 1 <= n <= len(found):
        raise Http404
    practice = found[n - 1]
    context = {"practice": practice, "steps": practice.steps_for(False), "scale": range(11)}
    return render(request, "welcome/tonight.html", {**context, "sources": catalogue.current().sources_of(practice)})
