"""A person's vault, open for one request: their private things, found through a sealed index.

Rows say nothing of what they are, so the index is sealed as well: for each kind a chain of pages, newest page first,
each with up to
64 ids. Today opens two or three items however many years there are.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import msgspec
from django.db import transaction
from django.db.models import QuerySet
from nacl import utils

from rekindle.vault.envelope import Place, Scope, SealBroken, open_envelope, seal
from rekindle.vault.keyring import Keyring, Pin, item_mark, open_keyring, seal_keyring
from rekindle.vault.models import Item, Keys

PAGE = 64
# Written out, because every page asks it several times, and putting such a query together takes Django several times as
# long as answering it takes the database.
ROWS = "SELECT * FROM vault_item WHERE id IN ({})"
Body = dict[str, Any]


class Kept(NamedTuple):
    """One private thing: its id, kind, exact time and content."""

    id: UUID
    kind: str
    at: datetime
    body: Body


class Content(msgspec.Struct):
    kind: str
    at: datetime
    body: Body
    schema: int = 1


class Page(msgspec.Struct):
    ids: list[UUID]
    before: UUID | None = None


class Vault:
    """Open with the ring key.

    Reads are free; every write goes through `change()`, one transaction at a time for each person.
    """

    def __init__(self, person: UUID, ring: bytes) -> None:
        self.person, self._ring, self._depth = person, ring, 0
        self._keyring: Keyring | None = None
        self._public: tuple[Keyring, Pin] | None = None

    @property
    def ring(self) -> bytes:
        """The ring key, for wrapping it anew."""
        return self._ring

    @property
    def keyring(self) -> Keyring:
        """Raises SealBroken when the stored keyring is not this person's own."""
        if self._keyring is None:
            self._keyring = open_keyring(self._ring, self._row(Keys.objects.only("keyring")).keyring, self.person)
        return self._keyring

    def bring(self, keyring: bytes) -> None:
        """The stored keyring, read along with something else: one query less. Raises SealBroken as `keyring` does."""
        if self._keyring is None:
            self._keyring = open_keyring(self._ring, keyring, self.person)

    def _row(self, keys: QuerySet[Keys]) -> Keys:
        try:
            return keys.get(pk=self.person)
        except Keys.DoesNotExist:
            raise SealBroken from None

    @property
    def public(self) -> Pin:
        """Own public keys; made once for each keyring that was read, because making them costs more than opening."""
        if self._public is None or self._public[0] is not self.keyring:
            self._public = (self.keyring, self.keyring.public())
        return self._public[1]

    @contextmanager
    def change(self) -> Iterator[Keyring]:
        """One transaction over items and keyring.

        Nested calls join the outer one; an error leaves everything as it was.
        """
        if self._depth:
            yield self.keyring
            return
        self._depth = 1
        try:
            with transaction.atomic():
                row = self._row(Keys.objects.select_for_update())
                self._keyring = open_keyring(self._ring, row.keyring, self.person)
                yield self._keyring
                public = self._keyring.public()
                row.keyring = seal_keyring(self._ring, self._keyring, self.person)
                row.box, row.sign = public.box, public.sign
                row.save(update_fields=["keyring", "box", "sign"])
        except BaseException:
            self._keyring = None
            raise
        finally:
            self._depth = 0

    # Things of a kind, in a list

    def add(self, kind: str, body: Body, at: datetime, id: UUID | None = None) -> UUID:
        """Keep a new thing. With the same `id` again (a form sent twice) the first one stays and nothing doubles."""
        with self.change():
            id = id or uuid4()
            if Item.objects.filter(pk=id).exists():
                return id
            self._insert(id, Content(kind, at, body))
            self._list(kind, id, at)
            return id

    def get(self, id: UUID, kind: str) -> Kept | None:
        """The thing, or None when it is not this person's, is gone, or is of another kind.

        Raises SealBroken when it was tampered with.
        """
        row = self._rows([id]).get(id)
        content = self._open(row) if row else None
        return Kept(id, kind, content.at, content.body) if content and content.kind == kind else None

    def replace(self, id: UUID, kind: str, body: Body) -> None:
        """Change what a thing says; its time stays. Raises KeyError when there is no such thing."""
        with self.change():
            kept = self.get(id, kind)
            if kept is None:
                raise KeyError(id)
            self._rewrite(id, Content(kind, kept.at, body))

    def remove(self, id: UUID, kind: str) -> None:
        """Delete for good. Nothing happens when it is already gone."""
        with self.change():
            if self.get(id, kind) is None:
                return
            for page_id, page in self._pages(kind):
                if id in page.ids:
                    page.ids.remove(id)
                    self._rewrite_page(page_id, page)
                    break
            self._delete(id)

    def newest(self, kind: str) -> Iterator[Kept]:
        """Things of a kind, newest first, opened one by one as they are asked for."""
        for _, page in self._pages(kind):
            rows = self._rows(page.ids)
            for id in reversed(page.ids):
                if id in rows and (content := self._open(rows[id])).kind == kind:
                    yield Kept(id, kind, content.at, content.body)

    # Single documents, by name

    def document(self, name: str) -> Body:
        """The document of that name, or an empty one."""
        id = self.keyring.named.get(name)
        kept = self.get(UUID(id), name) if id else None
        return kept.body if kept else {}

    def documents(self, *names: str) -> dict[str, Body]:
        """Several documents with one query; what is not there yet is empty."""
        ids = {UUID(self.keyring.named[name]): name for name in names if name in self.keyring.named}
        found = {ids[id]: self._open(row) for id, row in self._rows(ids).items()}
        return {name: found[name].body if name in found and found[name].kind == name else {} for name in names}

    def keep_document(self, name: str, body: Body, at: datetime) -> None:
        with self.change() as keyring:
            if id := keyring.named.get(name):
                self._rewrite(UUID(id), Content(name, at, body))
            else:
                id_ = uuid4()
                self._insert(id_, Content(name, at, body))
                keyring.named[name] = str(id_)

    def whole(self) -> bool:
        """True when every own item is there and is the one last written (count and digest of the keyring)."""
        return self._found() == (self.keyring.count, int.from_bytes(self.keyring.digest, "big"))

    def renew(self) -> bytes:
        """Begin a new ring and a new data key, and return the ring.

        Whoever has kept the old wraps and the secret to one of them reads nothing that is written from now on. The
        caller wraps the new ring in the same transaction.
        """
        before = self._ring
        try:
            with self.change() as keyring:
                keyring.next_epoch()
                self._ring = utils.random(32)
                keyring.count, digest = self._found()
                keyring.digest = digest.to_bytes(32, "big")
        except BaseException:
            self._ring = before
            raise
        return self._ring

    def accept_as_it_is(self) -> None:
        """Count anew, once the person has been told that something was changed outside of Rekindle.

        A new epoch begins, so that what stood before the change can be told from what was written since.
        """
        with self.change() as keyring:
            keyring.break_off()
            keyring.count, digest = self._found()
            keyring.digest = digest.to_bytes(32, "big")

    def _found(self) -> tuple[int, int]:
        digest = count = 0
        for row in Item.objects.filter(owner_id=self.person).iterator():
            digest ^= self._mark(row)
            count += 1
        return count, digest

    # Below: items and index pages; always inside `change()` when they write

    def _list(self, kind: str, id: UUID, at: datetime) -> None:
        head = next(self._pages(kind), None)
        if head and len(head[1].ids) < PAGE:
            head[1].ids.append(id)
            self._rewrite_page(*head)
            return
        page_id = uuid4()
        page = Page([id], head[0] if head else None)
        self._insert(page_id, Content("page", at, msgspec.to_builtins(page)))
        self.keyring.heads[kind] = str(page_id)

    def _pages(self, kind: str) -> Iterator[tuple[UUID, Page]]:
        head = self.keyring.heads.get(kind)
        next_id = UUID(head) if head else None
        while next_id:
            kept = self.get(next_id, "page")
            if kept is None:
                raise SealBroken
            page = msgspec.convert(kept.body, Page)
            yield next_id, page
            next_id = page.before

    def _rewrite_page(self, id: UUID, page: Page) -> None:
        kept = self.get(id, "page")
        if kept is not None:
            self._rewrite(id, Content("page", kept.at, msgspec.to_builtins(page)))

    def _rows(self, ids: Iterable[UUID]) -> dict[UUID, Item]:
        """Own items by id. Asked for their owner as well, SQLite would read all that this person ever kept."""
        wanted = [id.hex for id in ids]
        found = Item.objects.raw(ROWS.format(", ".join(["%s"] * len(wanted))), wanted)
        return {row.id: row for row in found if row.owner_id == self.person}

    def _open(self, row: Item) -> Content:
        key = self.keyring.data.get(row.epoch)
        if key is None:
            raise SealBroken
        plain = open_envelope(key, row.blob, Place(row.id, self.person, Scope.PRIVATE, row.epoch))
        return msgspec.json.decode(plain, type=Content)

    def _seal(self, id: UUID, content: Content) -> bytes:
        place = Place(id, self.person, Scope.PRIVATE, self.keyring.epoch)
        return seal(self.keyring.data_key, msgspec.json.encode(content), place)

    def _insert(self, id: UUID, content: Content) -> None:
        blob = self._seal(id, content)
        row = Item(id=id, owner_id=self.person, epoch=self.keyring.epoch, blob=blob, day=content.at.date())
        row.save(force_insert=True)
        self._count(1, row)

    def _rewrite(self, id: UUID, content: Content) -> None:
        row = Item.objects.get(pk=id, owner_id=self.person)
        self._count(0, row)
        row.blob, row.epoch = self._seal(id, content), self.keyring.epoch
        row.save(update_fields=["blob", "epoch"])
        self._count(0, row)

    def _delete(self, id: UUID) -> None:
        row = Item.objects.get(pk=id, owner_id=self.person)
        self._count(-1, row)
        row.delete()

    def _mark(self, row: Item) -> int:
        return item_mark(self._ring, row.id, row.epoch, bytes(row.blob))

    def _count(self, change: int, row: Item) -> None:
        mark = int.from_bytes(self.keyring.digest, "big") ^ self._mark(row)
        self.keyring.digest, self.keyring.count = mark.to_bytes(32, "big"), self.keyring.count + change
