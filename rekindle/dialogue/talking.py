"""A talk of two people: beginning it, and every act in it. Where it stands is worked out from the ledger by the rules.

Spoken talks leave acts and no words. The words of a typed one are sealed to both and go when it ends, but for the
sentence each says last, and only if both want to keep them.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import transaction

from rekindle import catalogue
from rekindle.catalogue.talk_structs import TalkKind
from rekindle.couples.pair import Pair
from rekindle.dialogue.rules import NOT_NOW, IllegalMove, after, readable
from rekindle.dialogue.shapes import Act, Given, Phase, Talk, Turn
from rekindle.ledger import book as ledger
from rekindle.ledger.book import Body, Book, Said
from rekindle.ledger.models import Thread
from rekindle.live.telling import tell
from rekindle.vault.envelope import SealBroken

KIND = "talk"
ONE_PHONE, TWO_PHONES, APART = "one", "two", "apart"
# These two always work, whatever has happened on the other phone meanwhile.
ANY_TIME = (Act.PAUSE, Act.STOP)
NOT_YOURS = "That is for the other one of you to say."
OPEN_ALREADY = "There is a talk open already. Stop that one first, or go on with it."


@dataclass(frozen=True, slots=True)
class Setup:
    """How a talk is begun. `minutes`: 1 to 5, the floor at first; `back`: the page it was begun from, or ""."""

    kind: TalkKind
    way: str
    minutes: int
    topic: str = ""
    back: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Words of a typed talk, or a last sentence. `by`: a place."""

    by: str
    act: Act
    text: str
    turn: int
    next: str = ""


class Table:
    """A talk as one of the two sees it."""

    def __init__(self, book: Book) -> None:
        self.book, self.pair = book, book.pair
        self.way, self.topic = str(book.about.get("way", "")), str(book.about.get("topic", ""))
        self.back = str(book.about.get("back", ""))
        self.kind = catalogue.current().talks.get(str(book.about.get("kind")))
        self.over = book.thread.closed

    @property
    def talk(self) -> Talk:
        """Where it stands. Raises SealBroken when the entries are no talk: the other side may have sealed anything."""
        return self._replayed[0]

    @cached_property
    def _replayed(self) -> tuple[Talk, list[Line]]:
        talk, lines = _fresh(self.book.about), []
        if self.over:
            return replace(talk, phase=Phase.ENDED), []
        for said in self.book.entries:
            try:
                act, by, given = _read(said, self.way)
                if text := str(said.body.get("text", "")):
                    lines.append(Line(by, act, text, talk.turn, str(said.body.get("next", ""))))
                talk = after(talk, act, by, given)
            except (IllegalMove, ValueError, KeyError, TypeError):
                raise SealBroken from None
        return talk, lines

    def shown_to(self, place: str) -> list[Line]:
        """The words this person may read now, in order."""
        talk, lines = self._replayed
        return [line for line in lines if readable(talk, line.act, line.by, place)]

    @cached_property
    def kept(self) -> list[Line]:
        """What was kept of a talk that is over: the last sentence of each, and the next step."""
        ends = [said.body for said in self.book.entries if said.body.get("act") == Act.CLOSE.value]
        return [
            Line(str(body.get("by")), Act.CLOSE, str(body.get("text", "")), -1, str(body.get("next", "")))
            for body in ends
        ]


def begin(pair: Pair, id: UUID, setup: Setup, now: datetime) -> None:
    """Open a talk. The same form sent twice opens one. Raises IllegalMove while another one is open."""
    turns = [[one.speaker, one.minutes or setup.minutes, one.mirror, one.validate] for one in setup.kind.turns]
    about = {"kind": setup.kind.slug, "way": setup.way, "topic": setup.topic, "back": setup.back, "turns": turns}
    with transaction.atomic():
        # Both members begin at once: the row of the couple lets them in one after the other.
        type(pair.couple).objects.select_for_update().get(pk=pair.couple.pk)
        before = open_talk(pair)
        if before and before != id:
            raise IllegalMove(OPEN_ALREADY)
        ledger.begin(pair, KIND, id, about, now)


def open_talk(pair: Pair) -> UUID | None:
    """The one talk of these two that is not over, if there is one."""
    return Thread.objects.filter(couple=pair.couple, kind=KIND, closed=False).values_list("pk", flat=True).first()


def table(pair: Pair, id: UUID) -> Table:
    """Raises Thread.DoesNotExist, SealBroken."""
    return Table(ledger.read(pair, KIND, id))


@dataclass(frozen=True, slots=True)
class Done:
    """One act as it was sent. `moment`: what was asked on the page it came from; `by`: a place; `once`: its key."""

    once: UUID
    act: Act
    by: str
    moment: str
    first: str = ""
    back: datetime | None = None
    text: str = ""
    next: str = ""
    keep: bool = False


def act(pair: Pair, id: UUID, done: Done, now: datetime) -> int:
    """Do it, and return the number of the newest entry. Raises IllegalMove, with nothing changed.

    The same form sent twice is one act. One that was meant for another moment is refused; a pause and a stop are not.
    """
    with ledger.writing(pair, KIND, id) as book:
        here = Table(book)
        if here.over or book.has(done.once):
            return book.n
        if done.by != pair.me.place and here.way != ONE_PHONE:
            raise IllegalMove(NOT_YOURS)
        if done.moment != here.talk.moment(done.by) and done.act not in ANY_TIME:
            raise IllegalMove(NOT_NOW)
        talk = after(here.talk, done.act, done.by, Given(now, done.first, done.back))
        book.add(done.once, _body(done), now)
        if talk.phase is Phase.ENDED:
            book.close(_to_keep(book, talk))
        tell(id, book.n)
    return book.n


def take_back(pair: Pair, id: UUID) -> None:
    """Take my last sentence out of what was kept. When nobody's is left, nothing is left."""
    with ledger.writing(pair, KIND, id) as book:
        if not book.thread.closed:
            return
        # On one phone, whoever held it wrote for both.
        mine = {} if book.about.get("way") == ONE_PHONE else {"place": pair.me.place}
        book.thread.entries.filter(**mine).delete()
        if not book.thread.entries.exists():
            book.thread.delete()


def sweep(pair: Pair, now: datetime) -> None:
    """Of talks of which nothing was kept, not even the topic stays longer than their day."""
    Thread.objects.filter(couple=pair.couple, kind=KIND, closed=True, entries=None, day__lt=now.date()).delete()


def _fresh(about: Body) -> Talk:
    try:
        turns = tuple(Turn(*one) for one in about["turns"])
    except (KeyError, TypeError):
        raise SealBroken from None
    if not turns:
        raise SealBroken
    return Talk(turns, typed=about.get("way") == APART)


def _read(said: Said, way: str) -> tuple[Act, str, Given]:
    by, back = said.body["by"], said.body.get("back")
    # On one phone each acts for both; else nobody acts for the other.
    if by != said.place and way != ONE_PHONE:
        raise ValueError(by)
    given = Given(said.at, said.body.get("first", ""), datetime.fromisoformat(back) if back else None)
    return Act(said.body["act"]), by, given


def _body(done: Done) -> Body:
    body: dict[str, Any] = {"act": done.act.value, "by": done.by}
    if done.first:
        body["first"] = done.first
    if done.back:
        body["back"] = done.back.isoformat()
    if done.act is Act.CLOSE:
        body |= {"keep": done.keep, "next": done.next}
    return body | ({"text": done.text} if done.text else {})


def _to_keep(book: Book, talk: Talk) -> set[int]:
    ends = [said for said in book.entries if said.body["act"] == Act.CLOSE.value and said.body.get("keep")]
    return {said.n for said in ends} if len(ends) == 2 and not talk.stopped else set()


def kept(pair: Pair, most: int = 20) -> list[Table]:
    """Talks of which both kept something, the newest first."""
    threads = Thread.objects.filter(couple=pair.couple, kind=KIND, closed=True).exclude(entries=None)
    found = []
    for thread in threads.order_by("-day", "-id")[:most]:
        with suppress(SealBroken):
            found.append(table(pair, thread.pk))
    return found
