"""Concerns of two people with words of their own in every part, made by the verbs."""

from datetime import datetime
from uuid import UUID, uuid4

from rekindle.concerns import apart, concern, effects
from rekindle.concerns.concern import Concern
from rekindle.concerns.shapes import Act, State, Versions
from tests.cast import Actor


class Life:
    """One concern of two. `words`: what stands in every text of each."""

    def __init__(self, a: Actor, b: Actor, words: tuple[str, str], now: datetime) -> None:
        self.two, self.words, self.now = {"a": a, "b": b}, dict(zip("ab", words, strict=True)), now
        self.id: UUID = concern.offer(a.pair, f"name {words[0]}", uuid4(), now)
        self.do("b", Act.ACCEPT)

    def of(self, place: str) -> Concern:
        return concern.find(self.two[place].vault, self.id, None)

    def do(self, place: str, act: Act, **said: str) -> None:
        found = self.of(place)
        versions = texts(found.state, act)
        yes = {"digest": versions[-1].digest} if act in (Act.ACCEPT, Act.OURS, Act.SIGN) else {}
        concern.do(found, uuid4(), act, self.now, len(versions), {**said, **yes})

    def both(self, act: Act, **said: str) -> None:
        for place in "ab":
            self.do(place, act, **said)

    def apart(self, step: str, **said: object) -> None:
        """Both answer, and both come by. “words” stands for the own ones."""
        for place, words in self.words.items():
            body = {name: f"{step} {words}" if kept == "words" else kept for name, kept in said.items()}
            apart.seal(self.of(place), step, body, self.now)
        for place in "ab":
            apart.come_by(self.of(place), uuid4(), self.now)

    @classmethod
    def again(cls, a: Actor, b: Actor, words: tuple[str, str], now: datetime, id: UUID) -> "Life":
        """One that was begun before."""
        life = cls.__new__(cls)
        life.two, life.words, life.now, life.id = {"a": a, "b": b}, dict(zip("ab", words, strict=True)), now, id
        return life

    def to_talk(self) -> "Life":
        self.apart("sides", happens="words", hard=["Anger"], soft_own="words", when="words", i="words")
        self.apart("marks", true=["happens"], surprised="words")
        for place, words in self.words.items():
            self.do(place, Act.PATTERN, name=f"pattern {words}", a="asks", b="reads", sign="", exit="")
        self.both(Act.OURS)
        return self

    def to_ideas(self) -> "Life":
        self.to_talk().both(Act.TALKED)
        return self.from_talk()

    def from_talk(self) -> "Life":
        self.apart("nature", nature="solvable")
        self.do("a", Act.PATH, path="solvable")
        return self

    def to_agreement(self) -> "Life":
        for n in range(effects.ENOUGH):
            self.do("ab"[n % 2], Act.IDEA, idea=f"idea {n} {self.words['ab'[n % 2]]}")
        for place, words in self.words.items():
            self.do(place, Act.NEED, need=f"need {words}")
        self.do("b", Act.ENOUGH)
        self.apart("ideas-1", ideas=["1", "2"])
        return self

    def to_trial(self) -> "Life":
        a, b = self.words.values()
        self.do("a", Act.DRAFT, title=f"agreement {a}", a=a, b=b, when="", weeks="2")
        self.both(Act.SIGN)
        return self

    def to_the_end(self) -> None:
        self.apart("review-1", helping="yes", line="words")
        self.both(Act.VERDICT, verdict="keep")


def texts(state: State, act: Act) -> Versions:
    """The versions of the text that an act is about."""
    if act in (Act.PATTERN, Act.OURS):
        return state.pattern
    return state.agreement if act in (Act.DRAFT, Act.SIGN) else state.name if act is Act.ACCEPT else ()
