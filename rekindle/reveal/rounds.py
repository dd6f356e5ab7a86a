"""The verbs of a round: open, answer, release, take back, reply. Keys decide what opens; a flag in a row opens nothing."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from django.db import transaction
from nacl import utils

from rekindle.couples.pair import Pair
from rekindle.reveal.models import Answer, Reply, Round
from rekindle.reveal.rules import Held, IllegalMove, State, how_to_keep, state
from rekindle.vault.envelope import Place, Scope, SealBroken, open_envelope, seal, sign, verify

Body = dict[str, Any]


class Said(msgspec.Struct):
    """The inside of an answer. `salt` makes the commitment unguessable; `against` is the commitment that was answered."""

    body: Body
    salt: bytes
    against: bytes = b""
    taken_back: bool = False


class Replied(NamedTuple):
    at: str
    place: str
    text: str


@dataclass
class Seat:
    """One round, as one member sits at it."""

    pair: Pair
    round: Round

    def prompt(self) -> Body:
        """What is asked: {"kind": "practice", "slug", "step", "title"} or {"kind": "check-up"}. Raises SealBroken."""
        return dict(msgspec.json.decode(self.pair.open(self.round.pk, self.round.blob, self.round.place)))

    def _answer(self, place: str) -> Answer | None:
        return next((answer for answer in self.round.answers.all() if answer.place == place), None)

    @property
    def mine(self) -> Answer | None:
        return self._answer(self.pair.me.place)

    @property
    def theirs(self) -> Answer | None:
        return self._answer(self.pair.other.place)

    @property
    def state(self) -> State:
        held = [Held(answer.held) if answer else Held.NONE for answer in (self.mine, self.theirs)]
        return state(*held)

    def my_words(self) -> Said | None:
        """My own answer, however it is kept. None when there is none. Raises SealBroken."""
        return self._open_mine(self.mine) if self.mine else None

    def their_words(self) -> Said | None:
        """Their answer, once both are open. Raises SealBroken when it is not the one they committed to."""
        if self.state is not State.OPEN:
            return None
        mine, theirs = self.my_words(), self._open_sealed(self.theirs)
        assert mine and theirs
        if self.mine and self.theirs and not theirs.taken_back and not mine.taken_back:
            self._check_commitments(mine, theirs)
        return theirs

    def _check_commitments(self, mine: Said, theirs: Said) -> None:
        # Whoever came second named the first one's commitment; the first one's words must be those.
        if mine.against and mine.against != committed(theirs):
            raise SealBroken
        if theirs.against and theirs.against != committed(mine):
            raise SealBroken

    def answer(self, body: Body) -> State:
        """Give or change my answer. Raises IllegalMove when both are in."""
        with transaction.atomic():
            self._lock()
            held = how_to_keep(self.state)
            if held is Held.PENDING:
                self._save(held, self._seal_pending, Said(body, utils.random(16)))
            else:
                self._save(held, self._seal_couple, Said(body, utils.random(16), against=self._their_commitment()))
            self._reload()
        return self.state

    def release(self) -> bool:
        """Let go of my pending answer, if theirs is in, is really theirs, and answers mine. True when the round is open now."""
        with transaction.atomic():
            self._lock()
            if self.state is not State.DUE:
                return False
            mine, theirs = self.my_words(), self._open_sealed(self.theirs)
            if mine is None or theirs is None or theirs.against != committed(mine):
                return False
            self._save(Held.COUPLE, self._seal_couple, mine)
            self._reload()
        return True

    def take_back(self) -> None:
        """My words are gone. Before opening the answer disappears; after it, only an empty place is left."""
        with transaction.atomic():
            self._lock()
            if self.mine is None:
                return
            if self.state is State.OPEN:
                self._save(Held.COUPLE, self._seal_couple, Said({}, utils.random(16), taken_back=True))
            else:
                self.mine.delete()
            self._reload()
            if not any((self.mine, self.theirs)):
                self.round.delete()

    def reply(self, id: UUID, text: str, now: datetime) -> None:
        """Say something to an open round. The same form sent twice says it once."""
        if self.state is not State.OPEN:
            raise IllegalMove("You can reply once both answers are open.")
        if not Reply.objects.filter(pk=id).exists():
            blob = self.pair.seal(id, msgspec.json.encode({"text": text, "at": now}))
            Reply.objects.create(pk=id, round=self.round, place=self.pair.me.place, blob=blob)

    def replies(self) -> list[Replied]:
        """Replies in the order they were said. One that was tampered with is left out."""
        found = []
        for reply in self.round.replies.all():
            try:
                inside = msgspec.json.decode(self.pair.open(reply.pk, reply.blob, reply.place))
            except SealBroken:
                continue
            found.append(Replied(inside["at"], reply.place, inside["text"]))
        return sorted(found)

    # Sealing

    def _lock(self) -> None:
        self.round = Round.objects.select_for_update().get(pk=self.round.pk)

    def _reload(self) -> None:
        self.round = Round.objects.prefetch_related("answers").get(pk=self.round.pk)

    def _save(self, held: Held, seal_it: Any, said: Said) -> None:
        row = self.mine or Answer(round=self.round, place=self.pair.me.place)
        row.held, row.commitment = held.value, committed(said)
        row.signature = sign(self.pair.vault.keyring.sign, self._signed(row.place, row.commitment))
        row.epoch, row.blob = seal_it(row.pk, msgspec.json.encode(said))
        row.save()

    def _seal_pending(self, id: UUID, content: bytes) -> tuple[int, bytes]:
        keyring = self.pair.vault.keyring
        return keyring.epoch, seal(keyring.data_key, content, self._pending(id, keyring.epoch))

    def _seal_couple(self, id: UUID, content: bytes) -> tuple[int, bytes]:
        return self.pair.epoch, self.pair.seal(id, content)

    def _pending(self, id: UUID, epoch: int) -> Place:
        return Place(id, self.pair.vault.person, Scope.PENDING, epoch)

    def _open_mine(self, row: Answer) -> Said:
        if row.held == Held.COUPLE.value:
            return self._open_sealed(row)
        key = self.pair.vault.keyring.data.get(row.epoch)
        if key is None:
            raise SealBroken
        return msgspec.json.decode(open_envelope(key, row.blob, self._pending(row.pk, row.epoch)), type=Said)

    def _open_sealed(self, row: Answer | None) -> Said:
        if row is None:
            raise SealBroken
        return msgspec.json.decode(self.pair.open(row.pk, row.blob, row.place), type=Said)

    def _their_commitment(self) -> bytes:
        """The commitment I am answering, after its signature was checked with the pinned key. Raises SealBroken."""
        row = self.theirs
        if row is None or self.pair.pin is None:
            raise SealBroken
        verify(self.pair.pin.sign, self._signed(row.place, bytes(row.commitment)), bytes(row.signature))
        return bytes(row.commitment)

    def _signed(self, place: str, commitment: bytes) -> bytes:
        return b"rekindle-answer" + self.round.pk.bytes + place.encode() + commitment


def committed(said: Said) -> bytes:
    """The 32-byte commitment to an answer: its words and its salt."""
    return hashlib.blake2b(msgspec.json.encode(said.body) + said.salt, digest_size=32, person=b"rekindle-commit").digest()


def open_round(pair: Pair, id: UUID, prompt: Body, now: datetime) -> Seat:
    """Ask both something. The same form sent twice opens one round."""
    blob = pair.seal(id, msgspec.json.encode(prompt))
    Round.objects.get_or_create(
        pk=id, couple=pair.couple, defaults={"place": pair.me.place, "day": now.date(), "blob": blob}
    )
    return seat(pair, id)


def seat(pair: Pair, id: UUID) -> Seat:
    """Raises Round.DoesNotExist for a round of other people."""
    return Seat(pair, Round.objects.prefetch_related("answers").get(pk=id, couple=pair.couple))


def seats(pair: Pair, limit: int = 50) -> list[Seat]:
    """The newest rounds of a couple. Those that are due are released on the way: this is their author's visit."""
    rounds = pair.couple.rounds.prefetch_related("answers").order_by("-day", "-id")[:limit]
    found = [Seat(pair, round) for round in rounds]
    for one in found:
        if one.state is State.DUE:
            one.release()
    return found
