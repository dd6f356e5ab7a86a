"""Who may come through which door: every address, every way of knocking, six people."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from rekindle.web.middleware import HEADERS
from tests.proofs.world import World, own, shared

ROLES = ("nobody", "alice", "locked", "bob", "charlie", "dana")

# What the six get, in the order of ROLES. `in`: sent to sign in; `un`: sent to unlock; `ask`: asked for the passphrase
# with the words kept; a number: that status. In every object's address the object is Alice's.
ALL, ALL_302, ALL_400, NONE = "200 " * 6, "302 " * 6, "400 " * 6, "404 " * 6
EACH = "in 200 un 200 200 200"
HERS, HERS_302 = "in 200 un 404 404 404", "in 302 un 404 404 404"
OURS, OURS_302 = "in 200 un 200 404 404", "in 302 un 302 404 404"
NOT = "405 " * 6
POST_302, POST_204, POST_400, POST_404 = (f"in {n} ask {n} {n} {n}" for n in (302, 204, 400, 404))
POST_HERS_302, POST_HERS_400 = (f"in {n} ask 404 404 404" for n in (302, 400))
POST_OURS_302, POST_OURS_400 = (f"in {n} ask {n} 404 404" for n in (302, 400))

# name: (GET, POST with nothing filled in). PUT, PATCH, DELETE and OPTIONS are 405 at every door; so is HEAD, but where
# nothing is posted it is as GET.
TABLE: dict[str, tuple[str, str]] = {
    "welcome": ("200 302 302 302 302 302", NOT),
    "start": (ALL, ALL_400),
    "tonight": (ALL, NOT),
    "sign-up": (ALL, ALL),
    "join": (ALL, NONE),
    "join-accept": (NOT, "in 409 ask 409 409 409"),
    "sign-in": (ALL, ALL_400),
    "sign-out": (NOT, ALL_302),
    "exit": (ALL_302, ALL_302),
    "reset": (ALL, ALL_400),
    "reset-code": (ALL, ALL_400),
    "reset-link": (NONE, NONE),
    "verify": (NONE, NONE),
    "settings": (EACH, NOT),
    "passphrase": (EACH, POST_400),
    "recovery": (EACH, POST_400),
    "devices": (EACH, NOT),
    "device-end": (NOT, POST_HERS_302),
    "email": (EACH, POST_302),
    "leave": ("in 200 200 200 200 200", "in 400 400 400 400 400"),
    "unlock": ("in 302 200 302 302 302", "in 400 400 400 400 400"),
    "lock": (NOT, "un " * 6),
    "today": (EACH, NOT),
    "today-choice": (NOT, POST_302),
    "practices": (EACH, NOT),
    "practices-strategy": (EACH, NOT),
    "step-begin": (NOT, POST_404),
    "step": (HERS, POST_HERS_302),
    "step-close": (HERS_302, POST_HERS_302),
    "step-drop": (NOT, POST_302),
    "round": (OURS, NOT),
    "round-answer": (NOT, POST_OURS_400),
    "round-taken-back": (NOT, POST_OURS_302),
    "round-replies": (NOT, POST_OURS_400),
    "talks": (EACH, "in 200 ask 200 200 200"),
    "talk-kind": (EACH, "in 400 ask 400 403 403"),
    "talk": (OURS, NOT),
    "talk-act": (NOT, POST_OURS_400),
    "talk-rating": (NOT, POST_OURS_302),
    "talk-taken-back": (NOT, POST_OURS_302),
    "live": (OURS, NOT),
    "us": (EACH, NOT),
    "us-invite": ("in 302 un 302 200 200", "in 302 ask 302 200 200"),
    "us-words": ("in 302 un 302 302 302", POST_302),
    "us-open": (NOT, POST_302),
    "us-part": ("in 200 un 200 302 302", POST_302),
    "us-concerns": (EACH, NOT),
    "us-concern-new": (EACH, POST_400),
    "us-concern": (OURS, NOT),
    "us-concern-act": (NOT, POST_404),
    "us-concern-name": (OURS_302, POST_OURS_400),
    "us-concern-side": (OURS_302, POST_OURS_302),
    "us-concern-read": (OURS, NOT),
    "us-concern-apart": (OURS, POST_OURS_400),
    "us-concern-taken-back": (NOT, POST_OURS_302),
    "us-concern-pattern": (OURS, POST_OURS_400),
    "us-concern-ideas": (OURS_302, POST_OURS_302),
    "us-concern-parts": (OURS_302, POST_OURS_302),
    "us-concern-agreement": (OURS, POST_OURS_400),
    "us-concern-history": (OURS, NOT),
    "mine-concern": (HERS, POST_HERS_302),
    "us-check-up": (EACH, POST_404),
    "us-check-up-question": (EACH, POST_400),
    "us-check-up-result": (HERS, NOT),
    "us-check-up-share": (NOT, POST_HERS_302),
    "us-compare": (OURS, POST_OURS_302),
    "help": (ALL, NOT),
    "help-check": ("200 200 un 200 200 200", NOT),
    "help-check-begin": (NOT, POST_204),
    "help-check-clear": (NOT, POST_204),
    "help-history": (ALL, NOT),
    "mine": (EACH, NOT),
    "mine-new": (EACH, POST_400),
    "mine-item": (HERS, POST_HERS_400),
    "mine-remove": (NOT, POST_HERS_302),
    "export": (EACH, POST_302.replace("302", "200")),
    "healthz": (ALL, NOT),
}
OTHER_METHODS = ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")


class Knock(NamedTuple):
    role: str
    method: str
    name: str


@dataclass
class Answer:
    knock: Knock
    response: Any
    said: str


def patterns(found: Any = None) -> Iterator[URLPattern]:
    for one in (found or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one)
        else:
            yield one


def unlisted() -> list[str]:
    """Addresses that the table does not know, and names in the table that are no address."""
    names = [str(pattern.name) for pattern in patterns()]
    return sorted(set(names) ^ set(TABLE)) + sorted({name for name in names if names.count(name) > 1})


def address(world: World, name: str) -> str:
    """The address of that name; where it is an object's, of Alice's."""
    device = world.alice.person.devices.first()
    objects: dict[str, UUID] = {
        "device-end": device.pk if device else UUID(int=0),
        **dict.fromkeys(("step", "step-close", "step-drop"), world.run),
        **dict.fromkeys(("round", "round-answer", "round-taken-back", "round-replies"), world.rounds["open"]),
        **dict.fromkeys(("us-check-up-result", "us-check-up-share"), world.check_up),
        "us-compare": world.rounds["compared"],
        **dict.fromkeys(("talk", "talk-act", "talk-rating"), world.talk),
        "talk-taken-back": world.kept_talk,
        "live": world.talk,
        **dict.fromkeys(("mine-item", "mine-remove"), world.note),
    }
    concern = world.concerns["trial"]
    others: dict[str, list[Any]] = {
        **{name: [concern] for name in TABLE if name.startswith("us-concern-")},
        "us-concern": [concern],
        "us-concern-new": [],
        "us-concern-side": [concern, 1],
        "us-concern-read": [concern, 1],
        "us-concern-apart": [concern, "review"],
        "mine-concern": [world.own_concern, 1],
        "tonight": [1],
        "practices-strategy": [3],
        "talk-kind": [1],
        "reset-link": ["MQ", "made-up"],
        "verify": ["MQ", "made-up"],
        "us-check-up-question": ["short", 1],
    }
    return reverse(name, args=[objects[name]] if name in objects else others.get(name, []))


def visitor(world: World, role: str) -> Client:
    if role == "nobody":
        client = Client()
    else:
        client = world.people[{"locked": "alice"}.get(role, role)].client(unlocked=role != "locked")
    client.raise_request_exception = False
    return client


def expected(knock: Knock) -> str:
    get, post = TABLE[knock.name]
    if knock.method in OTHER_METHODS and not (knock.method == "HEAD" and post == NOT):
        return "405"
    return (post if knock.method == "POST" else get).split()[ROLES.index(knock.role)]


@contextmanager
def untouched(client: Client) -> Iterator[None]:
    """Whatever happens in here has not happened afterwards, to the house and to the browser."""
    before = SimpleCookie(client.cookies.output(header="", sep=";"))
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies = before


def knock_at(client: Client, knock: Knock, path: str) -> Answer:
    """One request, after which the house is as it was before it."""
    with untouched(client):
        # A browser never sends nothing at all: the token of the form is always there.
        response = client.generic(knock.method, path, b"csrfmiddlewaretoken=x", content_type=FORM)
    return Answer(knock, response, what_was_said(response))


FORM = "application/x-www-form-urlencoded"


def what_was_said(response: HttpResponse) -> str:
    to = response.headers.get("Location", "").partition("?")[0]
    if response.status_code == 302 and to == "/sign-in/":
        return "in"
    if response.status_code == 302 and to == "/unlock/":
        return "un"
    return (
        "ask" if response.status_code == 403 and b'name="passphrase"' in response.content else str(response.status_code)
    )


TITLE = re.compile(r"<title>([^<]*)</title>")
# Nothing in a browser's history may say what a page was about.
TITLES = {
    *("Today", "Practices", "Us", "Mine", "Help", "Settings", "Step", "Page"),
    *("Start", "Check-up", "Sign in", "Sign up", "Invitation"),
}
ERROR_TITLES = {
    "There is nothing here",
    "This page is not open to you",
    "This was not sent",
    "That did not arrive whole",
}
LOCATION = re.compile(r"(/[a-z0-9/-]*(\?(next|at|first|now)=[A-Za-z0-9%-]*)?)|" + re.escape(settings.EXIT_URL))
POLICY = ("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'")


def complaints(world: World, answer: Answer) -> Iterator[str]:
    """What is wrong with an answer, in words."""
    knock, response = answer.knock, answer.response
    if answer.said != expected(knock):
        yield f"{knock}: {answer.said} instead of {expected(knock)}"
    yield from (f"{knock}: {problem}" for problem in bad_headers(response))
    body = b"".join(response) if response.streaming else response.content
    yield from (f"{knock}: shows {word}" for word in foreign_words(world, knock.role) if word.encode() in body)
    if knock.method == "HEAD" and body:
        yield f"{knock}: has a body"
    title = TITLE.search(body.decode(errors="replace"))
    shown = title[1].removesuffix(" · Rekindle") if title else None
    if shown is not None and shown not in (TITLES if response.status_code in (200, 302) else TITLES | ERROR_TITLES):
        yield f"{knock}: the title is {shown}"
    if not LOCATION.fullmatch(response.headers.get("Location", "/")):
        yield f"{knock}: leads to {response.headers['Location']}"


def foreign_words(world: World, role: str) -> Iterator[str]:
    """Words that this visitor must never be shown."""
    for name, one in world.people.items():
        if name != role:
            yield own(one)
        two = {"alice": "bob", "bob": "alice", "dana": "evan", "evan": "dana"}.get(name)
        if role not in (name, two):
            yield shared(one)


def bad_headers(response: HttpResponse) -> Iterator[str]:
    wanted = {**HEADERS, "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY"}
    wanted["Cross-Origin-Opener-Policy"] = "same-origin"
    for name, value in wanted.items():
        if response.headers.get(name) != value:
            yield f"{name} is {response.headers.get(name)!r}"
    policy = response.headers.get("Content-Security-Policy", "")
    yield from (f"the policy lacks {part}" for part in POLICY if part not in policy)
    yield from (f"the policy has {part}" for part in ("unsafe", "http:", "https:", "*") if part in policy)
    yield from (f"{name} is told" for name in ("Server", "X-Powered-By") if name in response.headers)
    for cookie in response.cookies.values():
        if cookie.value and not (cookie["httponly"] and cookie["samesite"] == "Strict" and not cookie["domain"]):
            yield f"cookie {cookie.key} is open"
