"""The verbs of a round: open, answer, visit, take back, reply. Keys decide what opens; a flag in a row does not."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

import msgspec
from nacl import utils

from rekindle.couples.pair import Pair
from rekindle.reveal import waiting, words
from rekindle.reveal.models import Answer, Reply, Round
from rekindle.reveal.rules import Act, Held, IllegalMove, State, after, how_to_keep, state
from rekindle.reveal.words import Body, Replied, Said, committed
from rekindle.vault.envelope import Place, Scope, SealBroken, open_envelope, seal, sign, verify

PARTED = "You are not a couple here any more, so nothing new goes in. What was open stays readable."
UNCHECKED = "Compare the four words first. Then this takes answers again."
NO_ROUND = "These two answers do not belong together."
EARLY = "You can reply once both answers are open."

# Positions in which my coming by changes something.
MOVING = {(Held.PENDING, Held.COUPLE), (Held.COUPLE, Held.NONE)}


@dataclass
class Seat:
    """One round, as one member sits at it."""

    pair: Pair
    round: Round
    # By place. They come along where many rounds were read at once; a single one asks when they are needed.
    answers: dict[str, Answer] | None = None

    def prompt(self) -> Body:
        """What is asked: {"kind": "practice", "slug", "step", "title"} or {"kind": "check-up"}. Raises SealBroken."""
        content = self.pair.open(self.round.pk, bytes(self.round.blob), self.round.place)
        return msgspec.structs.asdict(words.read(content, words.Prompt))

    def asked(self) -> Body:
        """The same for a list, where it does not matter which of the two has asked. Raises SealBroken."""
        content = self.pair.open_from_either(self.round.pk, bytes(self.round.blob))
        return msgspec.structs.asdict(words.read(content, words.Prompt))

    def _answer(self, place: str) -> Answer | None:
        if self.answers is None:
            self.answers = {answer.place: answer for answer in self.round.answers.all()}
        return self.answers.get(place)

    @property
    def mine(self) -> Answer | None:
        return self._answer(self.pair.me.place)

    @property
    def theirs(self) -> Answer | None:
        return self._answer(self.pair.other.place)

    @property
    def held(self) -> tuple[Held, Held]:
        """How mine and theirs are kept. Raises IllegalMove for a row that says something else."""
        try:
            mine, theirs = (Held(answer.held) if answer else Held.NONE for answer in (self.mine, self.theirs))
        except ValueError:
            raise IllegalMove(NO_ROUND) from None
        return mine, theirs

    @property
    def state(self) -> State:
        """Raises IllegalMove when the rows contradict each other."""
        return state(*self.held)

    @property
    def stale(self) -> bool:
        """The second answer was given to words that are not there any more, or not by my doing. Raises SealBroken."""
        if self.state is State.DUE and self.mine:
            own, theirs = committed(self._open_mine(self.mine)), self._open_sealed(self.theirs)
            return theirs.against != own or not waiting.waits(self.pair.vault, self.mine.pk, own)
        if self.state is State.WAITING:
            mine = self.my_words()
            return mine is not None and mine.against != self._their_commitment()
        return False

    def my_words(self) -> Said | None:
        """My own answer, however it is kept. None when there is none. Raises SealBroken."""
        return self._open_mine(self.mine) if self.mine else None

    def their_words(self) -> Said | None:
        """Their answer, once both are open. Raises SealBroken when it is not the one they committed to."""
        both = self.both_words()
        return both[1] if both else None

    def both_words(self) -> tuple[Said, Said] | None:
        """Mine and theirs, once both are open. Raises SealBroken when theirs is not the one they committed to."""
        if self.state is not State.OPEN:
            return None
        mine, theirs = self._open_sealed(self.mine), self._open_sealed(self.theirs)
        if not theirs.taken_back and not mine.taken_back:
            self._check_commitments(mine, theirs)
        return mine, theirs

    def _check_commitments(self, mine: Said, theirs: Said) -> None:
        # Whoever came second named the first one's commitment, and the first one the second one's on letting go.
        if mine.against and mine.against != committed(theirs):
            raise SealBroken
        if theirs.against and theirs.against != committed(mine):
            raise SealBroken

    def answer(self, body: Body) -> State:
        """Give or change my answer. Raises IllegalMove when both are in, or when there is no couple to answer to."""
        self.still_together()
        with self.pair.vault.change():
            self._lock()
            if how_to_keep(*self.held, stale=self.stale) is Held.PENDING:
                self._save(Held.PENDING, self._seal_pending, Said(body, utils.random(16)))
            else:
                said = Said(body, utils.random(16), against=self._their_commitment())
                self._save(Held.COUPLE, self._seal_couple, said)
            self._reload()
        return self.state

    def visit(self) -> State:
        """Let go of my pending answer, if theirs is in, is really theirs, and answers mine. Raises SealBroken.

        If they took theirs back, mine goes back under my own key. Nothing moves between people who have parted.
        """
        self._reload()
        if self.pair.active and self.pair.ready and self.held in MOVING:
            with self.pair.vault.change():
                self._lock()
                held = after(Act.VISIT, *self.held, stale=self.stale)[0]
                if held is not self.held[0]:
                    self._keep_as(held)
                self._reload()
        return self.state

    def release(self) -> bool:
        """Visit a round that is due. True when it is open now. Raises SealBroken."""
        return self.state is State.DUE and self.visit() is State.OPEN

    def _keep_as(self, held: Held) -> None:
        mine = self.my_words()
        assert mine
        if held is Held.COUPLE:
            against = committed(self._open_sealed(self.theirs))
            self._save(held, self._seal_couple, Said(mine.body, mine.salt, against=against))
        else:
            self._save(held, self._seal_pending, Said(mine.body, utils.random(16)))

    def still_together(self) -> None:
        """Raises IllegalMove when nothing new can be sealed between these two."""
        if not self.pair.active:
            raise IllegalMove(PARTED)
        if not self.pair.ready:
            raise IllegalMove(UNCHECKED)

    def take_back(self) -> bool:
        """My words are gone. Before opening the answer disappears; after it, only an empty place is left.

        False when nothing is left of the round.
        """
        with self.pair.vault.change():
            self._lock()
            if self.mine is None:
                return True
            if self.state is State.OPEN and self._can_seal:
                self._save(Held.COUPLE, self._seal_couple, Said({}, utils.random(16), taken_back=True))
            else:
                waiting.remember(self.pair.vault, self.mine.pk, None)
                self.mine.delete()
            self._reload()
            if empty := self._empty():
                self.round.delete()
        return not empty

    @property
    def _can_seal(self) -> bool:
        # Not after parting, nor after a reset of one's own keys; taking back works all the same.
        return self.pair.active and bool(self.pair.vault.keyring.couples.get(str(self.pair.couple.pk)))

    def _empty(self) -> bool:
        if self.state is not State.OPEN:
            return not any((self.mine, self.theirs))
        try:
            return all(said.taken_back for said in (self._open_sealed(self.mine), self._open_sealed(self.theirs)))
        except SealBroken:
            return False

    def reply(self, id: UUID, text: str, now: datetime) -> None:
        """Say something to an open round. The same form sent twice says it once."""
        self.still_together()
        if self.state is not State.OPEN:
            raise IllegalMove(EARLY)
        if not Reply.objects.filter(pk=id).exists():
            row = Reply(pk=id, round=self.round, place=self.pair.me.place)
            row.blob = self.pair.seal(self._inside(row), msgspec.json.encode({"text": text, "at": now}))
            row.save(force_insert=True)

    def replies(self) -> list[Replied]:
        """Replies in the order they were said. One that was tampered with is left out."""
        found = []
        for reply in self.round.replies.all():
            try:
                inside = words.read(self._open_for_both(reply), words.Reply)
            except SealBroken:
                continue
            found.append(Replied(inside.at, reply.place, inside.text))
        return sorted(found)

    # Sealing

    def _inside(self, row: Answer | Reply) -> UUID:
        """What a row is sealed as: put under another question, or in the other one's name, it does not open."""
        return uuid5(self.round.pk, f"{row.place}/{row.pk}")

    def _open_for_both(self, row: Answer | Reply) -> bytes:
        return self.pair.open(self._inside(row), bytes(row.blob), row.place)

    def _lock(self) -> None:
        self.round = Round.objects.select_for_update().get(pk=self.round.pk)
        self.answers = None

    def _reload(self) -> None:
        self.round = Round.objects.prefetch_related("answers").get(pk=self.round.pk)
        self.answers = None

    def _save(self, held: Held, seal_it: Any, said: Said) -> None:
        row = self.mine or Answer(round=self.round, place=self.pair.me.place)
        row.held, row.commitment = held.value, committed(said)
        row.signature = sign(self.pair.vault.keyring.sign, self._signed(row.place, row.commitment))
        row.epoch, row.blob = seal_it(self._inside(row), msgspec.json.encode(said))
        row.save()
        waiting.remember(self.pair.vault, row.pk, row.commitment if held is Held.PENDING else None)

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
        return words.read(open_envelope(key, bytes(row.blob), self._pending(self._inside(row), row.epoch)), Said)

    def _open_sealed(self, row: Answer | None) -> Said:
        if row is None:
            raise SealBroken
        return words.read(self._open_for_both(row), Said)

    def _their_commitment(self) -> bytes:
        """The commitment I am answering, after its signature was checked with the pinned key. Raises SealBroken."""
        row = self.theirs
        if row is None or self.pair.pin is None:
            raise SealBroken
        verify(self.pair.pin.sign, self._signed(row.place, bytes(row.commitment)), bytes(row.signature))
        return bytes(row.commitment)

    def _signed(self, place: str, commitment: bytes) -> bytes:
        return b"rekindle-answer" + self.round.pk.bytes + place.encode() + commitment
