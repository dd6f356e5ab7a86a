"""A couple as one of its members sees it, with their vault open: keys, words to compare, willingness, parting."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import transaction
from nacl import public, utils
from nacl.exceptions import CryptoError

from rekindle.couples import rules
from rekindle.couples.models import Couple, Grant, Member
from rekindle.vault.envelope import SIGNATURE, Place, Scope, SealBroken, open_signed, seal_signed, sign, verify
from rekindle.vault.keyring import Pin
from rekindle.vault.models import Keys
from rekindle.vault.store import Vault
from rekindle.vault.words import check_words

CLOSED = rules.Willing(False, date.min)


@dataclass
class Pair:
    """`me` and `other` are the two places; `vault` is mine. Everything sealed goes through `seal` and `open`."""

    vault: Vault
    couple: Couple
    me: Member
    other: Member

    @property
    def partner_name(self) -> str:
        return self.other.name

    @property
    def active(self) -> bool:
        """Both are still here."""
        return all(member.person_id and member.left is None for member in (self.me, self.other))

    # The four words, and the key that follows from them

    @cached_property
    def _their_keys(self) -> Pin | None:
        row = Keys.objects.filter(person_id=self.other.person_id).values_list("box", "sign").first()
        return Pin(bytes(row[0]), bytes(row[1])) if row else None

    @property
    def pin(self) -> Pin | None:
        """The partner's keys as pinned by me, which is what every check uses; never the row."""
        return self.vault.keyring.pins.get(f"{self.couple.pk}/{self.other.place}")

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
            raise rules.NotNow("There is nobody to compare words with any more.")
        mine, theirs = self.vault.keyring.public(), self._their_keys
        return check_words(self.couple.pk.bytes, mine.box + mine.sign, theirs.box + theirs.sign)

    def confirm(self) -> None:
        """The words were the same: pin the partner's keys, and hand over the couple keys I hold (or make the first one)."""
        if self._their_keys is None or not self.active:
            raise rules.NotNow("There is nobody to compare words with any more.")
        with transaction.atomic(), self.vault.change() as keyring:
            keyring.pins[f"{self.couple.pk}/{self.other.place}"] = self._their_keys
            self.me.confirmed = True
            self.me.save(update_fields=["confirmed"])
            if self.me.place == "a" and not keyring.couples.get(str(self.couple.pk)):
                keyring.couples[str(self.couple.pk)] = {1: utils.random(32)}
            for epoch, key in self._keys().items():
                self._grant(epoch, key)
        self.collect()

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
            with self.vault.change() as keyring:
                keyring.couples[str(self.couple.pk)] = {**self._keys(), **found}

    def _grants(self) -> list[Grant]:
        known = self._keys()
        return [grant for grant in Grant.objects.filter(couple=self.couple, to=self.me.place) if grant.epoch not in known]

    def _key_in(self, grant: Grant) -> bytes | None:
        signature, box = bytes(grant.blob)[:SIGNATURE], bytes(grant.blob)[SIGNATURE:]
        try:
            assert self.pin
            verify(self.pin.sign, self._granted(self.me.place, grant.epoch, box), signature)
            return bytes(public.SealedBox(public.PrivateKey(self.vault.keyring.box)).decrypt(box))
        except (SealBroken, ValueError, CryptoError):
            return None

    def _keys(self) -> dict[int, bytes]:
        return self.vault.keyring.couples.get(str(self.couple.pk), {})

    # Sealing for both

    @property
    def epoch(self) -> int:
        return max(self._keys())

    def seal(self, item: UUID, content: bytes) -> bytes:
        """Seal to the couple with my signature."""
        place = Place(item, self.couple.pk, Scope.COUPLE, self.epoch)
        return self.epoch.to_bytes(4, "big") + seal_signed(self._keys()[self.epoch], self.vault.keyring.sign, content, place)

    def open(self, item: UUID, blob: bytes, author: str) -> bytes:
        """Open what the member at place `author` sealed and signed. Raises SealBroken."""
        epoch = int.from_bytes(bytes(blob)[:4], "big")
        signer = self.vault.keyring.public().sign if author == self.me.place else (self.pin and self.pin.sign)
        key = self._keys().get(epoch)
        if key is None or signer is None:
            raise SealBroken
        return open_signed(key, signer, bytes(blob)[4:], Place(item, self.couple.pk, Scope.COUPLE, epoch))

    # Willing to do steps together

    def set_willing(self, willing: rules.Willing) -> None:
        """Keep my signed word. It is sealed, and padded to the same size whatever it says."""
        content = json.dumps({"open": willing.open, "until": willing.until.isoformat()}).encode()
        self.me.willing = self.seal(self._willing_id(self.me), content)
        self.me.save(update_fields=["willing"])

    def willing(self, member: Member) -> rules.Willing:
        """What a member last said. One that does not open, or that they did not sign, says no."""
        try:
            said = json.loads(self.open(self._willing_id(member), member.willing, member.place))
            return rules.Willing(bool(said["open"]), date.fromisoformat(said["until"]))
        except (SealBroken, ValueError, KeyError):
            return CLOSED

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
        """Leave: at once, alone, without a message. What was shared stays readable for both; nothing new is sealed to this couple."""
        with transaction.atomic(), self.vault.change() as keyring:
            keyring.next_epoch()
            self.me.left = now.date()
            self.me.save(update_fields=["left"])
            # The other place is free again as well: their next couple is their own business.
            Member.objects.filter(couple=self.couple, left=None).update(left=now.date())
            Grant.objects.filter(couple=self.couple).delete()


def pair_of(vault: Vault, couple: UUID | None = None) -> Pair | None:
    """The couple this person is in now, or the earlier one asked for. None when there is none."""
    mine = Member.objects.filter(person_id=vault.person).select_related("couple")
    mine = mine.filter(couple_id=couple) if couple else mine.filter(left=None)
    me = mine.first()
    if me is None:
        return None
    other = Member.objects.get(couple=me.couple, place="b" if me.place == "a" else "a")
    pair = Pair(vault, me.couple, me, other)
    if pair.active and me.confirmed and not pair._keys():
        pair.collect()
    return pair
