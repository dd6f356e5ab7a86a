"""People with words of their own. Alice and Bob are two; Charlie is a stranger; Dana has left Evan."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from rekindle import catalogue
from rekindle.concerns import apart, drafts
from rekindle.measures import checkup
from rekindle.measures.checkup import Question
from rekindle.practice import runs
from rekindle.reveal.models import Round
from rekindle.reveal.rounds import open_round, seat
from rekindle.reveal.seat import Seat
from tests.cast import Actor, actor, clear_and_willing, couple
from tests.proofs.concerned import Life
from tests.proofs.talked import kept_talk, open_talk

# In every text that is one person's alone, and in every text that two may read.
OWN, SHARED = "wisteria{}own", "juniper{}both"
ALONE, FOR_TWO = "from-the-inside", "how-to-comfort-me"


@dataclass
class World:
    alice: Actor
    bob: Actor
    charlie: Actor
    dana: Actor
    evan: Actor
    note: UUID
    run: UUID
    check_up: UUID
    own_concern: UUID
    rounds: dict[str, UUID] = field(default_factory=dict)
    talk: UUID = UUID(int=0)
    kept_talk: UUID = UUID(int=0)
    concerns: dict[str, UUID] = field(default_factory=dict)

    @property
    def people(self) -> dict[str, Actor]:
        return {name: getattr(self, name) for name in ("alice", "bob", "charlie", "dana", "evan")}


def own(one: Actor) -> str:
    return OWN.format(one.person.username)


def shared(one: Actor) -> str:
    return SHARED.format(one.person.username)


def build() -> World:
    """Everybody has a note, a run, a check-up, a concern of their own; the two couples have rounds in every state."""
    now = timezone.now()
    alice, bob = couple()
    dana, evan = couple("Dana", "Evan")
    charlie = actor("Charlie")
    clear_and_willing(alice, bob, dana, evan, now=now)
    kept = [_things(one, now) for one in (alice, bob, charlie, dana, evan)]
    world = World(alice, bob, charlie, dana, evan, *kept[0])
    world.rounds = _rounds(alice, bob, now)
    world.kept_talk = kept_talk(alice, bob, shared(alice), now)
    world.talk = open_talk(alice, bob, shared(alice), now)
    kept_talk(dana, evan, shared(dana), now)
    world.concerns = _concerns(alice, bob, now)
    Life(dana, evan, (shared(dana), shared(evan)), now).to_ideas().to_agreement().to_trial().to_the_end()
    _open_with_reply(dana, evan, open_round(dana.pair, uuid4(), _asked(dana, "apart"), now).round, now)
    dana.pair.part(now)
    return world


def _concerns(alice: Actor, bob: Actor, now: datetime) -> dict[str, UUID]:
    """One on trial, with her look back sealed; one that is kept; one with his side sealed."""
    kept, begun, trial = (Life(alice, bob, (shared(alice), shared(bob)), now) for _ in range(3))
    for one in (kept, trial):
        one.to_ideas().to_agreement().to_trial()
    kept.to_the_end()
    apart.seal(begun.of("b"), "sides", {"happens": f"side {own(bob)}"}, now)
    apart.seal(trial.of("a"), "review-1", {"helping": "yes", "line": f"line {own(alice)}"}, now)
    return {"kept": kept.id, "begun": begun.id, "trial": trial.id}


def _things(one: Actor, now: datetime) -> tuple[UUID, UUID, UUID, UUID]:
    vault, words = one.vault, own(one)
    note = vault.add("note", {"text": f"note {words}"}, now - timedelta(days=1))
    vault.add("note", {"text": f"another note {words}"}, now)
    practice = catalogue.current().practices[ALONE]
    run = runs.begin(vault, practice, now, together=False)
    step = next(step for step in practice.steps if step.kind == "write")
    runs.answer(vault, run, step, f"answer {words}", 1)
    mine = drafts.begin(vault, f"concern {words}", now, uuid4())
    kept = vault.get(mine, drafts.OWN)
    assert kept
    drafts.keep(vault, kept, answers={"happens": f"happens {words}"})
    return note, run, checkup.finish(vault, _check_up(words), now), mine


def _check_up(words: str) -> dict[str, Any]:
    body = checkup.blank("short")
    for question in checkup.questions("short"):
        body = checkup.put(body, question, (4, 2) if question.part == "areas" else 1)
    first = Question("areas", next(iter(body["areas"])))
    return checkup.note(body, first.key, f"area {words}")


def _asked(one: Actor, title: str) -> dict[str, str]:
    return {"kind": "practice", "slug": FOR_TWO, "step": "reveal-1", "title": f"{title} {shared(one)}"}


def _rounds(alice: Actor, bob: Actor, now: datetime) -> dict[str, UUID]:
    states = ("empty", "hers", "his", "due", "waiting", "open", "opened")
    rounds = {state: open_round(alice.pair, uuid4(), _asked(alice, state), now).round for state in states}
    for state in ("hers", "due"):
        at(alice, rounds[state]).answer({"text": f"{state} {own(alice)}"})
    for state in ("his", "waiting"):
        at(bob, rounds[state]).answer({"text": f"{state} {own(bob)}"})
    at(bob, rounds["due"]).answer({"text": f"due {shared(bob)}"})
    at(alice, rounds["waiting"]).answer({"text": f"waiting {shared(alice)}"})
    _open_with_reply(alice, bob, rounds["open"], now)
    _open_with_reply(bob, alice, rounds["opened"], now)
    compared = open_round(alice.pair, uuid4(), {"kind": "check-up"}, now).round
    for one in (alice, bob):
        at(one, compared).answer({**checkup.to_share(_check_up("")), "day": now.date().isoformat()})
    at(alice, compared).release()
    return {**{state: round.pk for state, round in rounds.items()}, "compared": compared.pk}


def at(one: Actor, round: Round) -> Seat:
    return seat(one.pair, round.pk)


def _open_with_reply(first: Actor, second: Actor, round: Round, now: datetime) -> None:
    for one in (first, second):
        at(one, round).answer({"text": f"answer {round.pk} {shared(one)}"})
    at(first, round).release()
    for one in (second, first):
        at(one, round).reply(uuid4(), f"reply {round.pk} {shared(one)}", now)
