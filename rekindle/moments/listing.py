"""Moments in words, one sentence a kind."""

from datetime import date
from typing import NamedTuple

from rekindle.couples.pair import Pair
from rekindle.moments.record import newest

# What the body of a kind says; one that is not known here is not listed.
SENTENCES = {"agreement": "You tried “{title}”, and you both chose to keep it."}


class Told(NamedTuple):
    day: date
    words: str


def told(pair: Pair, limit: int = 3) -> list[Told]:
    """The newest moments in words."""
    found = [one for one in newest(pair, limit) if one.kind in SENTENCES]
    return [Told(one.day, SENTENCES[one.kind].replace("{title}", one.body.get("title", ""))) for one in found]
