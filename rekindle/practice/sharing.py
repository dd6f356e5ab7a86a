"""A step that both answer: the round behind it, and what it is when there is nobody to answer with."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from rekindle.catalogue.structs import Step
from rekindle.couples.pair import Pair
from rekindle.practice import runs
from rekindle.reveal.finding import find
from rekindle.reveal.listing import asked
from rekindle.reveal.models import Round
from rekindle.reveal.rounds import open_round
from rekindle.reveal.rules import State, answered
from rekindle.reveal.seat import Seat
from rekindle.reveal.words import Body
from rekindle.vault.store import Kept, Vault


def prompt_of(run: Kept, step: Step) -> Body:
    return {"kind": "practice", "slug": run.body["slug"], "step": step.name, "title": step.title}


@dataclass
class Table:
    """One such step of one run. `joint`: steps for two are open to this person now."""

    vault: Vault
    pair: Pair | None
    run: Kept
    step: Step
    joint: bool

    def seat(self) -> Seat | None:
        """The round that this step was answered in, or the one with the same question that waits for an answer."""
        seat = self._linked()
        if seat and (answered(seat.state) or (self.pair and seat.pair.couple.pk == self.pair.couple.pk)):
            return seat
        return asked(self.pair, prompt_of(self.run, self.step)) if self.pair and self.joint else None

    def _linked(self) -> Seat | None:
        linked = self.run.body["rounds"].get(self.step.name)
        try:
            return find(self.vault, UUID(linked), self.pair) if linked else None
        except Round.DoesNotExist:
            return None

    def answered(self, *, visit: bool = True) -> Seat | None:
        """The round, if my answer is in it. What is due opens: this is its author's visit. Raises SealBroken.

        Not with `visit=False`: whoever comes to take an answer out must not let go of it on the way.
        """
        seat = self.seat()
        if seat is None or not answered(seat.state):
            return None
        if visit and self.joint:
            seat.visit()
        return seat

    def seal(self, text: str, now: datetime) -> None:
        """Answer for both. Raises IllegalMove when both answers are in already."""
        assert self.pair
        with self.vault.change():
            seat = self.seat() or open_round(self.pair, self._id(), prompt_of(self.run, self.step), now)
            seat.answer({"text": text})
            runs.link_round(self.vault, self.run.id, self.step, seat.round.pk)

    def _id(self) -> UUID:
        assert self.pair
        return uuid5(self.run.id, f"{self.pair.couple.pk}/{self.step.name}")

    def go_on_without(self) -> str:
        """Take my sealed answer out of the round. Returns the words, which are only mine again. Raises SealBroken."""
        seat = self.answered(visit=False)
        said = seat.my_words() if seat and seat.state is not State.OPEN else None
        if seat and said:
            seat.take_back()
            runs.link_round(self.vault, self.run.id, self.step, None)
        return str(said.body.get("text", "")) if said else ""
