"""The help lines at the foot of every page: there without scripts, without signing in, for every country."""

from functools import cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from rekindle import catalogue

# Whom a line is for, in a few words beside its name.
FOR = {
    "suicide": "any crisis, thoughts of suicide",
    "domestic_violence": "fear or control at home",
    "men": "men hurt at home",
    "perpetrator": "if you fear you may hurt someone",
    "child": "children and teenagers",
    "lgbt": "LGBT+ people",
}


@cache
def card() -> SafeString:
    """All countries and lines as HTML, rendered once: the same bytes for everybody, whoever and wherever they are."""
    found = catalogue.current().helplines
    countries = [(country, [(line, FOR.get(line.kind, "")) for line in country.lines]) for country in found]
    return render_to_string("parts/helpcard.html", {"countries": countries})
