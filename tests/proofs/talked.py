"""Talks of two people, for the world: one that is open and typed, and one of which both kept something."""

from datetime import datetime
from uuid import UUID, uuid4

from rekindle import catalogue
from rekindle.dialogue import talking
from rekindle.dialogue.shapes import Act
from rekindle.dialogue.talking import Done, Setup
from tests.cast import Actor

KIND = "one-topic"


def begun(one: Actor, way: str, topic: str, now: datetime) -> UUID:
    """A talk that one of the two has opened."""
    id = uuid4()
    talking.begin(one.pair, id, Setup(catalogue.current().talks[KIND], way, 3, topic), now)
    return id


def act(one: Actor, id: UUID, what: Act, now: datetime, text: str = "", **more: str) -> None:
    """One act of one of the two, for the moment that it is."""
    place = one.pair.me.place
    moment = talking.table(one.pair, id).talk.moment(place)
    keep = what is Act.CLOSE
    talking.act(one.pair, id, Done(uuid4(), what, place, moment, text=text, keep=keep, **more), now)


def open_talk(a: Actor, b: Actor, words: str, now: datetime) -> UUID:
    """Both have agreed, the first has the floor and has written something; the other is to say it back."""
    id = begun(a, talking.APART, f"topic {words}", now)
    act(a, id, Act.AGREE, now)
    act(b, id, Act.AGREE, now)
    act(b, id, Act.BEGIN, now, first="a")
    act(a, id, Act.DONE, now, f"said {words}")
    return id


def kept_talk(a: Actor, b: Actor, words: str, now: datetime) -> UUID:
    """To its end, with what each said last kept by both."""
    id = open_talk(a, b, words, now)
    for who, what in _rest():
        act((a, b)["ab".index(who)], id, what, now, f"{what} {words}")
    for one in (a, b):
        act(one, id, Act.CLOSE, now, f"kept {words}")
    return id


def _rest() -> list[tuple[str, Act]]:
    """Who does what from the first mirror on, when everybody gets it at once."""
    found = []
    for number, turn in enumerate(catalogue.current().talks[KIND].turns):
        speaker, listener = ("a", "b") if turn.speaker == "first" else ("b", "a")
        acts = [(speaker, Act.DONE)] if number else []
        acts += [(listener, Act.BACK), (speaker, Act.YES)] if turn.mirror else []
        acts += [(listener, Act.VALID)] if turn.validate else []
        found += acts
    return found
