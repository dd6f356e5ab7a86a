"""Each measurement in its turn, told as it is done; then results.md."""

import sys
from time import perf_counter

from django.conf import settings
from django.test import Client

from bench import machine, people, report, serving, sockets, weight
from bench.__main__ import PEOPLE, ROUNDS_FOR_PAGES, ROUNDS_FOR_YEARS, ROUNDS_TOGETHER, TEN_YEARS
from bench.figures import spread
from bench.pages import Page, in_turn
from bench.parts import parts
from bench.server import Serving

settings.ROOT_URLCONF = "bench.urls"

TODAY, PLAIN = "/today/", "/bench/plain/"
HOW = [Serving(0, 0, 0), Serving(0, 0, 600), Serving(4, 0, 0), Serving(4, 0, 600), Serving(4, 2, 600)]
WAYS = [*HOW, *(one._replace(workers=2) for one in (HOW[0], HOW[3], HOW[4]))]
CROWDED = [Serving(0, 0, 0), Serving(4, 0, 600), Serving(32, 0, 600)]
OUTSIDE = [
    "/",
    "/start/",
    "/tonight/1/",
    "/sign-in/",
    "/sign-up/",
    "/join/",
    "/reset/",
    "/reset/code/",
    "/help/",
    "/help/history/",
]
INSIDE = ["/today/", "/us/", "/mine/", "/practices/", "/settings/", "/help/check/", "/check-up/whole/1/"]
SOCKETS, PAIRS, SECONDS_IDLE = 1000, (100, 300), 10
AIM_SOCKET, AIM_WATCH = 40, 10
AIM_PLAIN, AIM_YEARS, AIM_CROWD, AIM_MEMORY = 2.0, 1.3, 1.5, 400

Row = tuple[str, float, float, str]


def everything(seconds: float) -> int:
    """Measure and write results.md; 1 when an aim was missed."""
    load, began = machine.busy(), perf_counter()
    _say("people with a past")
    mira = people.lived()
    names = [people.one(f"person-{n}").person.username for n in range(PEOPLE)]
    aims: list[Row] = []
    sections: list[str] = []
    for measure in (_pages, _years, _first_loads, _sockets):
        _say(measure.__doc__)
        rows, text = measure(mira)
        aims, sections = aims + rows, [*sections, *text]
    rows, text = _http(mira, names, seconds)
    aims, sections = aims + rows, [*sections, *text]
    report.write([report.ratios(aims), *sections], load)
    _say(f"{report.RESULTS} after {perf_counter() - began:.0f} s")
    return int(any(value > aim for _, value, aim, _ in aims))


def _pages(mira: Client) -> tuple[list[Row], list[str]]:
    """Today and a plain page, in turn"""
    today, plain = Page(mira, TODAY), Page(mira, PLAIN)
    found = [spread(one) for one in in_turn([today, plain], ROUNDS_FOR_PAGES)]
    names = ["Today, Mira after eight weeks", "a plain page of twenty rows"]
    text = [report.pages(zip(names, found, strict=True)), report.parts([parts(today), parts(plain)], names)]
    return [("Today, by a plain page", found[0].middle / found[1].middle, AIM_PLAIN, "")], text


def _years(mira: Client) -> tuple[list[Row], list[str]]:
    """Today after a week and after ten years, in turn"""
    week, years = people.couple("week-a", "week-b"), people.couple("years-a", "years-b")
    people.live(*week, weeks=1, rounds=2)
    people.live(*years, weeks=TEN_YEARS, rounds=ROUNDS_TOGETHER)
    pages = [Page(one.browser(), TODAY) for one in (week[0], years[0])]
    found = [spread(one) for one in in_turn(pages, ROUNDS_FOR_YEARS)]
    names = [
        f"Today, {week[0].items()} items and 3 rounds",
        f"Today, {years[0].items()} items and {ROUNDS_TOGETHER + 1} rounds",
    ]
    text = [report.pages(zip(names, found, strict=True)), report.parts([parts(one) for one in pages], names)]
    return [("Today after ten years, by after a week", found[1].middle / found[0].middle, AIM_YEARS, "")], text


def _first_loads(mira: Client) -> tuple[list[Row], list[str]]:
    """What a first load of every page weighs"""
    found = weight.everywhere(Client(SERVER_NAME="localhost"), OUTSIDE) + weight.everywhere(mira, INSIDE)
    bare, whole = (max(getattr(one, name) for one in found) / 1000 for name in ("bare", "whole"))
    aims = [
        ("heaviest page without fonts", bare, weight.LIMIT / 1000, " kB"),
        ("heaviest page with fonts", whole, weight.LIMIT_WITH_FONTS / 1000, " kB"),
    ]
    return aims, [report.weights(found)]


def _sockets(_: Client) -> tuple[list[Row], list[str]]:
    """A thousand sockets that wait, and a bare relay"""
    a, b = people.couple("waits-a", "waits-b")
    ids = people.threads(a, SOCKETS // 2)
    # Two sockets a thread, and every one of them another browser.
    seats = [(f"/live/{id}/", people.signed_in(who)) for id in ids for who in (a, b)]
    idle = sockets.idle(seats, SECONDS_IDLE)
    relays = [sockets.relay(pairs, SECONDS_IDLE) for pairs in PAIRS]
    aims = [
        (f"memory of one of {SOCKETS} sockets that wait", idle.a_socket / 1024, AIM_SOCKET, " KiB"),
        (f"a core’s time for watching over {SOCKETS}", 100 * idle.work, AIM_WATCH, " %"),
    ]
    return aims, [report.sockets(idle, relays)]


def _http(mira: Client, names: list[str], seconds: float) -> tuple[list[Row], list[str]]:
    cookies = people.cookies(mira)
    ways = []
    for way in WAYS:
        _say(f"Today over HTTP: {way.workers} of {way.said()}")
        ways.append(serving.served(way, cookies, seconds))
    crowds = []
    for one in (None, *CROWDED):
        said = one.said() if one else "as it is (`rekindle.asgi`)"
        _say(f"{len(names)} sign in at once: {said}")
        crowds.append((said, serving.crowd(names, cookies, one)))
    _say("Cold starts")
    cold = report.cold(*serving.cold_starts())
    now = crowds[0][1]
    aims = [
        (f"Today’s p95 while {len(names)} sign in", now.others.p95 / 1000, AIM_CROWD, " s"),
        (f"memory while {len(names)} sign in", now.memory / report.MIB, AIM_MEMORY, " MiB"),
    ]
    return aims, [report.served(ways, serving.BROWSERS), report.crowd(crowds, len(names)), cold]


def _say(text: str | None) -> None:
    print(f"- {text}", file=sys.stderr, flush=True)
