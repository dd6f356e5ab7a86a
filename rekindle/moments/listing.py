"""Moments in words, one sentence a kind."""

from datetime import date
from typing import NamedTuple

from rekindle.couples.pair import Pair
from rekindle.moments.record import Noted, newest

# What the body of a kind says. One that is not known here is not listed.
SENTENCES = {"agreement": "You tried “{title}”, and you both chose to keep it."}


class Told(NamedTuple):
    day: date
    words: str


def told(pair: Pair, limit: int = 3) -> list[Told]:
    """The newest moments in words."""
    return [Told(one.day, words(one)) for one in newest(pair, limit) if words(one)]


def words(one: Noted) -> str:
    """One sentence, or "" for a kind that has none."""
    return SENTENCES.get(one.kind, "").replace("{title}", one.body.get("title", ""))
