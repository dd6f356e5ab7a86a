"""A talk on the real thing, for the tests of this room: two browsers without scripts, and what they press."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from django.utils import timezone

from rekindle import catalogue
from rekindle.dialogue import talking
from rekindle.dialogue.shapes import Act
from rekindle.dialogue.talking import Setup, Table
from tests.cast import Actor, clear_and_willing, couple


@dataclass
class Side:
    """One of the two, in a browser."""

    actor: Actor
    client: Client
    id: UUID

    @property
    def table(self) -> Table:
        return talking.table(self.actor.pair, self.id)

    def look(self) -> str:
        return self.client.get(f"/talks/{self.id}/").text

    @property
    def heading(self) -> str:
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.look())
        return found[1] if found else ""

    def moment(self, by: str = "") -> str:
        """What the page of now is about, for one of the two."""
        table = self.table
        return "over" if table.over else table.talk.moment(by or table.pair.me.place)

    def press(self, act: Act, **more: Any) -> Any:
        """Send an act as the page of now would."""
        by = more.get("by", self.actor.pair.me.place)
        sent = {"act": act.value, "by": by, "moment": self.moment(by), "once": uuid4()}
        return self.client.post(f"/talks/{self.id}/acts/", sent | more)


def two() -> tuple[Actor, Actor]:
    people = couple()
    clear_and_willing(*people, now=timezone.now())
    return people


def begun(people: tuple[Actor, Actor], way: str = "two", kind: str = "one-topic", topic: str = "Saturdays") -> UUID:
    id = uuid4()
    setup = Setup(catalogue.current().talks[kind], way, 3, topic)
    talking.begin(people[0].pair, id, setup, timezone.now())
    return id


def sides(way: str = "two", **more: Any) -> tuple[Side, Side]:
    people = two()
    id = begun(people, way, **more)
    alice, bob = (Side(one, one.client(), id) for one in people)
    return alice, bob


def to_speak(alice: Side, bob: Side) -> None:
    """Both have agreed, and Alice begins."""
    alice.press(Act.AGREE)
    bob.press(Act.AGREE)
    bob.press(Act.BEGIN, first="a")
