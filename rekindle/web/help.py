"""The help lines at the foot of every page: there without scripts, without signing in, for every country."""

from functools import cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from rekindle import catalogue

KINDS = {
    "suicide": "Thoughts of suicide, or any crisis",
    "domestic_violence": "Fear, force or control at home",
    "men": "For men who are hurt at home",
    "perpetrator": "If you are afraid you may hurt someone",
    "child": "For children and teenagers",
    "lgbt": "For LGBT+ people",
}


@cache
def card() -> SafeString:
    """All countries and lines as HTML, rendered once: the same bytes for everybody."""
    countries = catalogue.current().helplines
    return render_to_string("parts/helpcard.html", {"countries": countries})
