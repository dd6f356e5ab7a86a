"""Puts a name where a text says {partner}."""

import re
from html import escape

NOBODY = "your partner"
_PLACE = re.compile(r"(?P<start>(?:^|[.?:…][”’)]*\s+|<(?:p|li|blockquote)>\s*)[“‘(]?)?\{partner\}")


def fill(text: str, partner_name: str | None) -> str:
    """`text` with the name in it; without one, “your partner”, with a capital where a sentence begins. Not escaped."""
    name = (partner_name or "").strip()
    return _PLACE.sub(lambda found: (found["start"] or "") + (name or _nobody(found["start"])), text)


def fill_html(html: str, partner_name: str | None) -> str:
    """As `fill`, for HTML: the name is escaped."""
    return fill(html, escape(partner_name or ""))


def _nobody(start: str | None) -> str:
    return NOBODY if start is None or start.rstrip().endswith(":") else NOBODY.capitalize()
