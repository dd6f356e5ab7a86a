"""A first version of the pattern, from what each wrote about their own part in it."""

from typing import Any

from rekindle.concerns.sides import clean

# A line holds this much.
LONGEST = 200


def pattern(both: dict[str, Any] | None) -> dict[str, str]:
    """{"a": what a does, "b": what b does, "sign": when it begins} in their own words, as far as there are any."""
    found = {place: clean(side) for place, side in (both or {}).items()}
    begins = next((side["when"] for _, side in sorted(found.items()) if side.get("when")), "")
    told = {**{place: side.get("i", "") for place, side in found.items()}, "sign": begins}
    return {name: _line(text) for name, text in told.items() if text}


def _line(text: str) -> str:
    return " ".join(text.split()).rstrip(".…")[:LONGEST]
