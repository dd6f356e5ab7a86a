"""What a person sees when something goes wrong: what is true, what is safe, what next."""

import re
import sys
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

from rekindle.web.context import url

TOO_BIG = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
UNREADABLE = (MultiPartParserError, UnreadablePostError, UnicodeError, BadRequest, SuspiciousOperation)
# Phrases of SQLite's own messages that mean "the server, for now", as opposed to a mistake in the programme.
FOR_NOW = ("locked", "busy", "readonly", "is full", "disk i/o", "unable to open")
SECRET_NAMES = re.compile(r"pass|secret|token|code|recover|key|pin\b|csrf", re.IGNORECASE)
# Numbers, identifiers and the values of choices are not words that anybody would miss.
NOT_WORDS = re.compile(r"[a-z0-9_-]{0,64}")
SAME_SITE = (None, "same-origin", "none")


class Kept(NamedTuple):
    name: str
    text: str


def answer(error: BaseException | None, request: HttpRequest) -> HttpResponse | None:
    """The page for an error that has a plain explanation (400, 413, 503); None for all others."""
    if isinstance(error, TOO_BIG):
        return page(request, 413, kept=())
    if isinstance(error, UNREADABLE):
        return page(request, 400)
    if isinstance(error, OperationalError) and any(phrase in str(error).lower() for phrase in FOR_NOW):
        return _retry(page(request, 503))
    return None


def page(request: HttpRequest, status: int, kept: tuple[Kept, ...] | None = None, template: str = "") -> HttpResponse:
    """The template of that status, without context processors: they may be what failed."""
    values = {
        "kept": typed(request) if kept is None else kept,
        # While the server is unwell, out means straight out.
        "exit_url": settings.EXIT_URL if status >= 500 else url("exit", settings.EXIT_URL),
    }
    return HttpResponse(render_to_string(template or f"{status}.html", values), status=status)


def typed(request: HttpRequest) -> tuple[Kept, ...]:
    """The words in a failed form, without anything secret, so that nothing written is lost.

    Empty for a form sent from another site: its words are not this person's.
    """
    if request.headers.get("Sec-Fetch-Site") not in SAME_SITE:
        return ()
    try:
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
    except (*TOO_BIG, *UNREADABLE, OSError):
        return ()
    return tuple(Kept(n, str(v)) for n, v in fields if not SECRET_NAMES.search(n) and not NOT_WORDS.fullmatch(str(v)))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(request, 403, template="403_csrf.html")


@requires_csrf_token
def handler400(request: HttpRequest, exception: BaseException | None = None) -> HttpResponse:
    return answer(exception, request) or page(request, 400)


@requires_csrf_token
def handler403(request: HttpRequest, exception: BaseException | None = None) -> HttpResponse:
    return page(request, 403)


@requires_csrf_token
def handler404(request: HttpRequest, exception: BaseException | None = None) -> HttpResponse:
    return page(request, 404, kept=())


@requires_csrf_token
def handler500(request: HttpRequest) -> HttpResponse:
    # Errors raised in a middleware arrive here without their exception.
    return answer(sys.exc_info()[1], request) or page(request, 500)


def _retry(response: HttpResponse) -> HttpResponse:
    response.headers["Retry-After"] = "10"
    return response
