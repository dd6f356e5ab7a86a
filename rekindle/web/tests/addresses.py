"""Addresses and plain pages for the tests of this package alone."""

from pathlib import Path

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template import Engine, RequestContext
from django.urls import path

from rekindle.web.forms import Words
from rekindle.web.tests.forms import Everything

HERE = Path(__file__).resolve().parent
# What a page is told about somebody whose words are open.
OPEN = {"unlocked": True, "me": "somebody"}


def fine(request: HttpRequest) -> HttpResponse:
    return render(request, "base.html", OPEN)


def locked(request: HttpRequest) -> HttpResponse:
    raise OperationalError("database is locked")


def typo(request: HttpRequest) -> HttpResponse:
    raise OperationalError("no such column: colour")


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a secret in a message")


def write(request: HttpRequest) -> HttpResponse:
    return HttpResponse(Words().clean(request.POST["text"]))


def parts(request: HttpRequest) -> HttpResponse:
    """The gallery as a page of a person whose words are open. Sending it leads on, or fails where `fail` is asked."""
    if request.method == "POST":
        return HttpResponse("no", status=500) if "fail" in request.GET else redirect("today")
    page = Engine.get_default().from_string((HERE / "templates" / "parts_gallery.html").read_text("utf-8"))
    context = RequestContext(request)
    context.push({"form": Everything(), **OPEN})
    return HttpResponse(page.render(context))


urlpatterns = [
    path("today/", fine, name="today"),
    path("practices/one/", fine, name="practice-step"),
    path("settings/", fine, name="settings"),
    path("exit/", fine, name="exit"),
    path("locked/", locked, name="locked"),
    path("typo/", typo, name="typo"),
    path("broken/", broken, name="broken"),
    path("write/", write, name="write"),
    path("parts/", parts, name="parts"),
]
handler400 = "rekindle.web.errors.handler400"
handler403 = "rekindle.web.errors.handler403"
handler404 = "rekindle.web.errors.handler404"
handler500 = "rekindle.web.errors.handler500"
