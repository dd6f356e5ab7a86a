"""A couple as one of its members sees it, with their vault open: keys, words to compare, willingness, parting."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import transaction
from django.utils import timezone
from nacl import public, utils
from nacl.exceptions import CryptoError

from rekindle.couples import places, rules
from rekindle.couples.models import Couple, Grant, Member
from rekindle.vault.envelope import (
    SIGNATURE,
    Place,
    Scope,
    SealBroken,
    open_envelope,
    open_signed,
    seal_signed,
    sign,
    verify,
)
from rekindle.vault.keyring import Pin
from rekindle.vault.store import Vault
from rekindle.vault.words import check_words

CLOSED = rules.Willing(False, date.min)
NOBODY = "There is nobody to compare words with any more."
OTHER_WORDS = "The words have changed since this page was opened. Compare these ones."
OVER = "This space is no longer shared, so nothing new can be put into it."


@dataclass
class Pair:
    """`me` and `other` are the two places; `vault` is mine. Everything sealed goes through `seal` and `open`.

    `theirs` are the partner's public keys as they stand in the row: to compare with what was pinned, for nothing else.
    """

    vault: Vault
    couple: Couple
    me: Member
    other: Member
    theirs: Pin | None = None

    @property
    def partner_name(self) -> str:
        return self.other.name

    @cached_property
    def _id(self) -> str:
        return str(self.couple.pk)

    @property
    def active(self) -> bool:
        """Both are still here. Whoever has left stays away, also when the places in the rows are put back."""
        if self._id in self.vault.keyring.parted:
            return False
        return all(member.person_id and member.left is None for member in (self.me, self.other))

    # The four words, and the key that follows from them

    @property
    def _their_keys(self) -> Pin | None:
        return self.theirs if self.other.person_id else None

    @property
    def pin(self) -> Pin | None:
        """The partner's keys as pinned by me, which is what every check uses; never the row."""
        return self.vault.keyring.pins.get(self._pinned)

    @property
    def _pinned(self) -> str:
        return f"{self._id}/{self.other.place}"

    @property
    def changed(self) -> bool:
        """I compared the words once, and since then one of us has begun with new keys."""
        return self.active and self.me.confirmed and not self.checked

    @property
    def checked(self) -> bool:
        """I compared the words, and the partner's keys are still those."""
        return self.me.confirmed and self.pin is not None and (not self.active or self.pin == self._their_keys)

    @property
    def ready(self) -> bool:
        """There is a couple key in my ring."""
        return self.checked and bool(self._keys())

    def words(self) -> list[str]:
        """The four words both compare by voice. Raises NotNow when the partner is gone."""
        if self._their_keys is None:
            raise rules.NotNow(NOBODY)
        mine, theirs = self.vault.public, self._their_keys
        return check_words(self.couple.pk.bytes, mine.box + mine.sign, theirs.box + theirs.sign)

    def confirm(self, said: Sequence[str] | None = None) -> None:
        """The words were the same: pin the partner's keys, and hand over the couple keys I hold (or make the first).

        `said` are the words that the page showed: keys exchanged after it was drawn spell others, and are not pinned.
        """
        theirs = self._their_keys
        if theirs is None or not self.active:
            raise rules.NotNow(NOBODY)
        if said is not None and list(said) != self.words():
            raise rules.NotNow(OTHER_WORDS)
        with transaction.atomic(), self.vault.change():
            self._pin(theirs)
            self.me.confirmed = True
            self.me.save(update_fields=["confirmed"])
            self.collect()
            self._make_first_key()
            for epoch, key in self._keys().items():
                self._grant(epoch, key)

    def _pin(self, theirs: Pin) -> None:
        pins, before = self.vault.keyring.pins, self.pin
        if before not in (None, theirs):
            # What they signed with the keys they had before was theirs too.
            pins[f"{self._pinned}/{len(self._former())}"] = before
        pins[self._pinned] = theirs

    def _former(self) -> list[Pin]:
        return [pin for name, pin in self.vault.keyring.pins.items() if name.startswith(f"{self._pinned}/")]

    def _make_first_key(self) -> None:
        if self.me.place == "a" and not self._keys():
            # Not always 1: after a loss of keys the other one may still hold earlier ones.
            epochs = Grant.objects.filter(couple=self.couple).values_list("epoch", flat=True)
            self._take({max(epochs, default=0) + 1: utils.random(32)})

    def _take(self, found: dict[int, bytes]) -> None:
        with self.vault.change() as keyring:
            keyring.couples[str(self.couple.pk)] = {**self._keys(), **found}

    def _grant(self, epoch: int, key: bytes) -> None:
        assert self.pin
        box = public.SealedBox(public.PublicKey(self.pin.box)).encrypt(key)
        signature = sign(self.vault.keyring.sign, self._granted(self.other.place, epoch, box))
        Grant.objects.update_or_create(
            couple=self.couple, to=self.other.place, epoch=epoch, defaults={"blob": signature + box}
        )

    def _granted(self, to: str, epoch: int, box: bytes) -> bytes:
        return b"rekindle-grant" + self.couple.pk.bytes + to.encode() + epoch.to_bytes(4, "big") + box

    def collect(self) -> None:
        """Take the couple keys that the pinned partner has granted. One that they did not sign is left where it is."""
        if self.pin is None or not self.me.confirmed:
            return
        found = {grant.epoch: key for grant in self._grants() if (key := self._key_in(grant))}
        if found:
            self._take(found)

    def _grants(self) -> list[Grant]:
        known = self._keys()
        return [
            grant for grant in Grant.objects.filter(couple=self.couple, to=self.me.place) if grant.epoch not in known
        ]

    def _key_in(self, grant: Grant) -> bytes | None:
        signature, box = bytes(grant.blob)[:SIGNATURE], bytes(grant.blob)[SIGNATURE:]
        try:
            assert self.pin
            verify(self.pin.sign, self._granted(self.me.place, grant.epoch, box), signature)
            return bytes(public.SealedBox(public.PrivateKey(self.vault.keyring.box)).decrypt(box))
        except (SealBroken, ValueError, OverflowError, CryptoError):
            return None

    def _keys(self) -> dict[int, bytes]:
        return self.vault.keyring.couples.get(self._id, {})

    def _key(self, epoch: int) -> bytes | None:
        """The couple key of that number. After a loss of keys, one that is missing here may wait as a grant."""
        if epoch not in self._keys() and self.active:
            self.collect()
        return self._keys().get(epoch)

    # Sealing for both

    @property
    def epoch(self) -> int:
        return max(self._keys())

    def seal(self, item: UUID, content: bytes) -> bytes:
        """Seal to the couple with my signature. Raises NotNow once the couple is over."""
        if not self.active:
            raise rules.NotNow(OVER)
        place = Place(item, self.couple.pk, Scope.COUPLE, self.epoch)
        return self.epoch.to_bytes(4, "big") + seal_signed(
            self._keys()[self.epoch], self.vault.keyring.sign, content, place
        )

    def open(self, item: UUID, blob: bytes, author: str) -> bytes:
        """Open what the member at place `author` sealed and signed. Raises SealBroken."""
        mine = author == self.me.place
        return self._opened(item, bytes(blob), [self.vault.public] if mine else [self.pin, *self._former()])

    def open_from_either(self, item: UUID, blob: bytes) -> bytes:
        """Open what one of the two has sealed, without asking which. Raises SealBroken."""
        epoch = int.from_bytes(blob[:4], "big")
        key = self._key(epoch)
        if key is None:
            raise SealBroken
        return open_envelope(key, blob[4 + SIGNATURE :], Place(item, self.couple.pk, Scope.COUPLE, epoch))

    def _opened(self, item: UUID, blob: bytes, signers: Iterable[Pin | None]) -> bytes:
        epoch = int.from_bytes(blob[:4], "big")
        key, place = self._key(epoch), Place(item, self.couple.pk, Scope.COUPLE, epoch)
        for signer in signers:
            if key and signer:
                with suppress(SealBroken):
                    return open_signed(key, signer.sign, blob[4:], place)
        raise SealBroken

    # Willing to do steps together

    def set_willing(self, willing: rules.Willing) -> None:
        """Keep my signed word. It is sealed, and padded to the same size whatever it says."""
        content = json.dumps({"open": willing.open, "until": willing.until.isoformat()}).encode()
        with self.vault.change() as keyring:
            self.me.willing = self.seal(self._willing_id(self.me), content)
            self.me.save(update_fields=["willing"])
            keyring.said[str(self.couple.pk)] = self._digest(self.me)

    def willing(self, member: Member) -> rules.Willing:
        """What a member last said. One that does not open, or is not signed with their keys of now, says no."""
        own = member.place == self.me.place
        signer = self.vault.public if own else self.pin
        if own and self.vault.keyring.said.get(str(self.couple.pk)) != self._digest(member):
            # An earlier word of mine, put back, would open what I have closed.
            return CLOSED
        try:
            said = json.loads(self._opened(self._willing_id(member), bytes(member.willing), [signer]))
            return rules.Willing(bool(said["open"]), date.fromisoformat(said["until"]))
        except (SealBroken, ValueError, KeyError, TypeError, RecursionError):
            # The other one's side may have sealed anything.
            return CLOSED

    def _digest(self, member: Member) -> bytes:
        return hashlib.blake2b(bytes(member.willing), digest_size=32).digest()

    def _willing_id(self, member: Member) -> UUID:
        return uuid5(NAMESPACE_OID, f"{self.couple.pk}/{member.place}/willing")

    def joint_open(self, clear_until: date | None, today: date) -> bool:
        return rules.joint_open(
            active=self.active and self.ready,
            mine=self.willing(self.me),
            theirs=self.willing(self.other),
            own_clear_until=clear_until,
            today=today,
        )

    def part(self, now: datetime) -> None:
        """Leave: at once, alone, without a message. What was shared stays readable for both; nothing new is sealed.

        Both places are freed on the same day, so that no row tells who left. A second time changes nothing.
        """
        with transaction.atomic(), self.vault.change() as keyring:
            if Member.objects.filter(couple=self.couple, left=None).update(left=now.date()):
                keyring.break_off()
                keyring.parted.append(str(self.couple.pk))
                Grant.objects.filter(couple=self.couple).delete()
        for member in (self.me, self.other):
            member.refresh_from_db(fields=["left"])


def pair_of(vault: Vault, couple: UUID | None = None) -> Pair | None:
    """The couple this person is in now, or the earlier one asked for. None when there is none."""
    pair = _seen_by(vault, places.that(vault.person, couple) if couple else places.now(vault.person))
    if pair and pair.me.left is None and pair.other.person_id is None:
        places.leave_empty(vault.person, timezone.now().date())
        return pair_of(vault, couple)
    if pair and pair.active and not pair.ready:
        pair.collect()
    return None if pair and not couple and str(pair.couple.pk) in vault.keyring.parted else pair


def last_of(vault: Vault) -> Pair | None:
    """The couple this person was in last, now over. None when there was none."""
    return _seen_by(vault, places.last(vault.person))


def _seen_by(vault: Vault, two: places.Two | None) -> Pair | None:
    if two is None:
        return None
    vault.bring(two.keyring)
    return Pair(vault, two.couple, two.me, two.other, two.theirs)
