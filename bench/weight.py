"""What a first visit to a page sends over the wire: the page, its styles, its scripts, its icons, its fonts."""

import gzip
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

# What a first load of any page may weigh, in bytes: without fonts, and with them.
LIMIT, LIMIT_WITH_FONTS = 45_000, 130_000
LINKED = re.compile(r'(?:src|href)="(/static/[^"#]+)')
PRELOADED = re.compile(r'<link rel="preload" href="(/static/[^"]+\.woff2)"')
IMPORTED = re.compile(r'^import\s.*?"(\.[^"]+)"', re.MULTILINE)
ITALIC = re.compile(r"<(?:em|i|cite|address)[ >]")
INSIDE = re.compile(r'href="(/(?!static/|exit/)[^"#]*)')


class Weight(NamedTuple):
    """Compressed bytes of one page's first load."""

    path: str
    html: int
    styles: int
    scripts: int
    icons: int
    fonts: int

    @property
    def bare(self) -> int:
        """Without fonts."""
        return self.html + self.styles + self.scripts + self.icons

    @property
    def whole(self) -> int:
        return self.bare + self.fonts


def weigh(client: Client, path: str) -> Weight | None:
    """None when there is no page at this address."""
    page = _page(client, path)
    return _weighed(path, *page) if page else None


def _page(client: Client, path: str) -> tuple[int, str] | None:
    """Its compressed size, and its text."""
    answer = client.get(path, headers={"accept-encoding": "gzip"})
    if answer.status_code != 200 or not answer.get("Content-Type", "").startswith("text/html"):
        return None
    packed = answer.get("Content-Encoding") == "gzip"
    return len(answer.content), (gzip.decompress(answer.content) if packed else answer.content).decode()


def _weighed(path: str, html: int, text: str) -> Weight:
    files = {address for linked in LINKED.findall(text) for address in with_imports(linked)}
    by_end = {end: sum(_packed(one) for one in files if one.endswith(end)) for end in (".css", ".js", ".svg")}
    return Weight(path, html, by_end[".css"], by_end[".js"], by_end[".svg"], _fonts(text))


def _fonts(text: str) -> int:
    """Those that the page asks for, and the italic when something on it is set in italics."""
    names = PRELOADED.findall(text)
    if ITALIC.search(text):
        names.append("/static/web/fonts/literata-latin-wght-italic.woff2")
    return sum(len(_read(name)) for name in names)


def with_imports(address: str) -> Iterator[str]:
    """A static file and, of a script, every module it brings along."""
    yield address
    if address.endswith(".js"):
        for found in IMPORTED.findall(_read(address).decode()):
            yield from with_imports(_beside(address, found))


def _beside(address: str, relative: str) -> str:
    parts: list[str] = []
    for part in (PurePosixPath(address).parent / relative).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return str(PurePosixPath(*parts))


@cache
def _read(address: str) -> bytes:
    name = address.removeprefix(settings.STATIC_URL)
    # Where names carry a hash, only the collected file has it.
    return Path(finders.find(name) or Path(settings.STATIC_ROOT) / name).read_bytes()


@cache
def _packed(address: str) -> int:
    return len(gzip.compress(_read(address), 9))


def everywhere(client: Client, starts: list[str], most: int = 150) -> list[Weight]:
    """Every page that links lead to from these, each weighed as if it were the first."""
    waiting, found = list(starts), []
    for path in waiting:
        if page := _page(client, path):
            found.append(_weighed(path, *page))
            new = [one for one in dict.fromkeys(INSIDE.findall(page[1])) if one not in waiting]
            waiting += new[: most - len(waiting)]
    return found
