"""Two outer rings: every accident ends in plain words, and every page carries the same protective headers."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port, validate_host
from django.template.loader import render_to_string

from rekindle.web import errors

Next = Callable[[HttpRequest], HttpResponse]

HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    # "no-referrer" would make browsers send "Origin: null" with our own forms, and every one of them would be refused.
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
# These pages leave before the policy of settings.py is added.
BARE_POLICY = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'"


class PlainWords:
    """Turns a wrong address, an unreadable form or a tired disk into a page with one sentence and a next step."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return wrong_address(request) or self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return errors.answer(exception, request)


class Headers:
    """Nothing that was rendered for a person is kept by a browser, a proxy or a search engine."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return _protected(self.get_response(request))


def wrong_address(request: HttpRequest) -> HttpResponse | None:
    """A page for an address that is unknown (400) or that would carry words unprotected (421); else None."""
    host = split_domain_port(request._get_raw_host())[0]  # type: ignore[attr-defined]
    known = bool(host) and validate_host(host, settings.ALLOWED_HOSTS)
    origin = urlsplit(settings.ORIGIN).hostname
    public = host == origin and origin not in settings.LOCAL_HOSTS
    # An allowed host that is not the public one is this machine itself, where plain http never leaves it.
    if host and not request.is_secure() and (public or not known):
        return _bare("web/plain_http.html", 421, {"origin": settings.ORIGIN, "exit_url": settings.EXIT_URL})
    return None if known else _bare("400.html", 400, {"exit_url": settings.EXIT_URL})


def _bare(template: str, status: int, values: dict[str, str]) -> HttpResponse:
    response = HttpResponse(render_to_string(template, values), status=status)
    response.headers["Content-Security-Policy"] = BARE_POLICY
    return _protected(response)


def _protected(response: HttpResponse) -> HttpResponse:
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response
