"""The help lines of every country as HTML, drawn once: a choice of country then needs no request, and tells nobody."""

from functools import cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from rekindle import catalogue
from rekindle.catalogue.structs import Country
from rekindle.web.help import FOR


class Place(NamedTuple):
    code: str
    name: str
    html: SafeString


@cache
def places() -> tuple[Place, ...]:
    """Every country with its lines, by name."""
    found = sorted(catalogue.current().helplines, key=lambda country: country.name)
    return tuple(Place(country.code, country.name, _drawn(country)) for country in found)


def _drawn(country: Country) -> SafeString:
    lines = [(line, FOR.get(line.kind, "")) for line in country.lines]
    oldest = min((line.verified_at for line in country.lines), default=None)
    return render_to_string("safety/_country.html", {"country": country, "lines": lines, "oldest": oldest})
