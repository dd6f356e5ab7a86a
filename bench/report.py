"""Figures into words: ratios first, because they hold on other machines too."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from bench import machine
from bench.figures import Spread
from bench.serving import Crowd, Served
from bench.sockets import Idle, Relayed
from bench.weight import LIMIT, LIMIT_WITH_FONTS, Weight

RESULTS = Path(__file__).with_name("results.md")
HEAD = (
    "# What Rekindle costs, measured\n\n"
    "Made by `bin/bench`, which writes this page anew. Ratios first: they hold on other machines as well."
)
CAVEAT = (
    "Absolute values are those of one machine on one day; {load:.1f} programmes wanted a core when this run began. "
    "Times of one page are the work of the server’s thread on the processor, so that neighbours do not count."
)
SERVED = (
    "`work` is processor time a page, which neighbours hardly change; requests a second and tails are those of a "
    "machine that ran the browsers too."
)
MIB = 2**20


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def mark(value: float, aim: float, unit: str = "") -> str:
    return f"{value:.2f}{unit} | {aim:g}{unit} | {'reached' if value <= aim else '**missed**'}"


def ratios(rows: Iterable[tuple[str, float, float, str]]) -> str:
    return "## Against its aims\n\n" + table(
        ["what", "found", "aim, at most", ""], ([name, mark(value, aim, unit)] for name, value, aim, unit in rows)
    )


def pages(rows: Iterable[tuple[str, Spread]]) -> str:
    cells = ([name, *(f"{value:.1f}" for value in (one.middle, one.low, one.high))] for name, one in rows)
    return "## One page, in the server (ms)\n\n" + table(["page", "median", "least", "most"], cells)


def parts(found: Sequence[Sequence[tuple[str, float, float]]], names: Sequence[str]) -> str:
    """One column a page; a part inside another is counted in both."""
    order = list(dict.fromkeys(part for one in found for part, _, _ in one))
    by_page = [{part: f"{times:.0f} × = {ms:.2f}" for part, times, ms in one} for one in found]
    rows = ([part, *(one.get(part, "") for one in by_page)] for part in order)
    return "Where it goes (times entered, ms; watching costs a little itself):\n\n" + table(["part", *names], rows)


def served(rows: Iterable[Served], browsers: int) -> str:
    head = [
        "processes",
        "pages; database connection",
        "requests/s",
        "work ms",
        "p50",
        "p99 ms",
        "memory MiB",
        "database files open",
    ]
    cells = (
        [
            one.serving.workers,
            one.serving.said(),
            f"{one.a_second:.0f}",
            f"{one.work:.1f}",
            f"{one.spread.middle:.0f}",
            f"{one.spread.p99:.0f}",
            f"{one.memory / MIB:.0f}",
            one.connections,
        ]
        for one in rows
    )
    title = f"## Today over HTTP, {browsers} browsers that ask again at once"
    return "\n\n".join((title, SERVED, table(head, cells)))


def crowd(rows: Iterable[tuple[str, Crowd]], people: int) -> str:
    head = ["served by", "sign-in p50", "p95 ms", "Today meanwhile p50", "p95 ms", "memory MiB before", "most"]
    cells = (
        [
            name,
            *(f"{value:.0f}" for value in (one.signing.middle, one.signing.p95, one.others.middle, one.others.p95)),
            f"{one.before / MIB:.0f}",
            f"{one.memory / MIB:.0f}",
        ]
        for name, one in rows
    )
    return f"## {people} people sign in at once, at the real cost of a passphrase\n\n" + table(head, cells)


def sockets(idle: Idle, relays: Iterable[Relayed]) -> str:
    open_after, each, work = f"{idle.opening:.1f} s", f"{idle.a_socket / 1024:.1f} KiB", f"{1000 * idle.work:.0f} ms"
    says = (
        f"{idle.sockets} sockets of as many browsers that wait, all open after {open_after}: {each} each, and {work} "
        "on the processor in a second for watching over all of them."
    )
    relay = "A bare relay in the same server, about one message a second and pair, to compare with:"
    rows = ([one.pairs, f"{one.spread.middle:.1f}", f"{one.spread.p99:.1f}", one.lost] for one in relays)
    return "\n\n".join(("## Sockets", says, relay, table(["pairs", "p50 ms", "p99 ms", "lost"], rows)))


def cold(first: float, second: float) -> str:
    says = f"{first:.2f} s with an empty data folder, {second:.2f} s after that."
    return f"## Cold start\n\nFrom the command to the first good answer: {says}"


def weights(found: Sequence[Weight]) -> str:
    by_kind = {_kind(one.path): one for one in sorted(found, key=lambda one: one.bare)}
    heaviest = list(by_kind.values())[:-6:-1]
    head = ["page", "HTML", "styles", "scripts", "icons", "without fonts", "with fonts"]
    rows = (
        [
            _kind(one.path),
            *(f"{n / 1000:.1f}" for n in (one.html, one.styles, one.scripts, one.icons, one.bare, one.whole)),
        ]
        for one in heaviest
    )
    limits = f"{LIMIT / 1000:g} and {LIMIT_WITH_FONTS / 1000:g}"
    says = f"{len(found)} pages; the five heaviest (kB, compressed). Limits: {limits}."
    return f"## First load of every page\n\n{says}\n\n" + table(head, rows)


def _kind(path: str) -> str:
    """The address without ids."""
    return "/".join("…" if len(part) == 36 else part for part in path.split("/"))


def crash(counts: dict[str, int]) -> str:
    return "## Killed in the middle\n\n" + table(list(counts), [list(counts.values())])


def here() -> str:
    rows = machine.described().items()
    return "## The machine\n\n" + table(["", ""], rows)


def write(sections: Sequence[str], load: float) -> None:
    text = "\n\n".join([HEAD, sections[0], CAVEAT.format(load=load), here(), *sections[1:]])
    RESULTS.write_text(text + "\n", encoding="utf-8")
