"""People with a past, made by the verbs that the pages use: a week of it, or ten years."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from unittest.mock import patch
from uuid import UUID, uuid4

import msgspec
from django.contrib.auth import login
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.test import Client, RequestFactory
from django.utils import timezone

from rekindle import catalogue
from rekindle.accounts import verbs
from rekindle.accounts.models import Person
from rekindle.couples import invitations
from rekindle.couples.pair import Pair, pair_of
from rekindle.ledger import book
from rekindle.measures import checkup, shared
from rekindle.operating import demo
from rekindle.practice import runs
from rekindle.reveal.rounds import open_round
from rekindle.safety import gate
from rekindle.vault.models import Item
from rekindle.vault.store import PAGE, Body, Content, Page, Vault
from rekindle.vault.unlocking import unlock

PASSPHRASE = "anchor violet tunnel maple drift"
WORDS = "Today we talked while the dishes dried. I said it shorter than I wanted to, and it was enough. "
NOTES_A_DAY = 5
# Steps are taken three times a week in these last days, once a week before.
LATELY = 120


@dataclass
class One:
    person: Person
    ring: bytes

    def pair(self) -> Pair:
        pair = pair_of(Vault(self.person.pk, self.ring))
        assert pair
        return pair

    def items(self) -> int:
        return Item.objects.filter(owner=self.person).count()

    def browser(self) -> Client:
        return browser(self.person.username, PASSPHRASE)


def browser(username: str, passphrase: str) -> Client:
    """Signed in and unlocked, as a browser that has been here before."""
    client = Client(SERVER_NAME="localhost")
    client.post("/sign-in/", {"username": username, "passphrase": passphrase, "device": "own"})
    assert client.get("/today/").status_code == 200
    return client


def lived() -> Client:
    """Mira of the demo, eight weeks in."""
    demo.fill(fresh_only=True)
    mira = demo.people()[0]["person"]
    return browser(mira["username"], mira["passphrase"])


def cookies(client: Client) -> dict[str, str]:
    return {name: one.value for name, one in client.cookies.items()}


def signed_in(one: One) -> dict[str, str]:
    """The cookies of one more browser, unlocked, without the cost of the passphrase."""
    request = RequestFactory().get("/")
    request.session, request.user = SessionStore(), one.person
    login(request, one.person, "rekindle.accounts.backend.PassphraseBackend")
    unlock(request, one.ring, shared_device=False)
    request.session.save()
    return {"s": str(request.session.session_key), "vk": request.vault_cookie[0]}  # type: ignore[attr-defined]


def threads(one: One, count: int) -> list[UUID]:
    """So many threads of this person's couple, each without an entry."""
    ids, pair, now = [uuid4() for _ in range(count)], one.pair(), timezone.now()
    with transaction.atomic():
        for id in ids:
            book.begin(pair, "talk", id, {}, now)
    return ids


def one(name: str) -> One:
    return One(*verbs.create(uuid4(), name, name.title(), None, PASSPHRASE))


def couple(a: str, b: str) -> tuple[One, One]:
    first, second, now = one(a), one(b), timezone.now()
    invitations.accept(invitations.invite(first.person, now), second.person, now)
    first.pair().confirm()
    second.pair().confirm()
    for each in (first, second):
        pair = each.pair()
        gate.clear(pair.vault, pair, now)
        gate.wish(pair.vault, pair, now, together=True)
    return first, second


def live(a: One, b: One, weeks: int, rounds: int) -> None:
    """Give `a` as many weeks of days up to yesterday, and both as many rounds, in one transaction."""
    mine, theirs, start = a.pair(), b.pair(), timezone.now() - timedelta(weeks=weeks)
    with transaction.atomic(), mine.vault.change(), theirs.vault.change():
        _notes(mine.vault, [start + timedelta(days=n // NOTES_A_DAY) for n in range(weeks * 7 * NOTES_A_DAY)])
        for n in range(weeks * 7):
            _day(mine.vault, n, start + timedelta(days=n), lately=weeks * 7 - n < LATELY)
        for n in range(rounds):
            _round(mine, theirs, n, start + timedelta(weeks=weeks) * n / rounds)
        _compared(mine, theirs, start + timedelta(weeks=weeks - 1))
    assert a.pair().vault.whole()


def _notes(vault: Vault, days: list[datetime]) -> None:
    """What `Vault.add` would leave of so many notes: the same rows, gathered first and written together."""
    rows: list[Item] = []
    before = None
    with patch.object(Item, "save", lambda row, **_: rows.append(row)):
        for start in range(0, len(days), PAGE):
            ids = [uuid4() for _ in days[start : start + PAGE]]
            for n, id in enumerate(ids):
                vault._insert(id, Content("note", days[start + n], {"text": WORDS * (1 + n % 8)}))
            page, before = Page(ids, before), uuid4()
            vault._insert(before, Content("page", days[start], msgspec.to_builtins(page)))
    Item.objects.bulk_create(rows, batch_size=1000)
    vault.keyring.heads["note"] = str(before)


def _day(vault: Vault, n: int, at: datetime, *, lately: bool) -> None:
    if n % 7 in ((0, 2, 5) if lately else (0,)):
        _run(vault, n, at)
    if n % 7 == 6:
        checkup.finish(vault, _answered("whole" if n % 28 == 6 else "pulse", n), at)


def _run(vault: Vault, n: int, at: datetime) -> None:
    practices = [one for one in catalogue.current().practices.values() if one.intensity < 4]
    practice = practices[(n // 2) % len(practices)]
    id = runs.begin(vault, practice, at, together=False)
    for number, step in enumerate(practice.steps_for(False)[:2]):
        runs.answer(vault, id, step, WORDS, number)
    runs.finish(vault, id, ("helped", "neutral", "helped", None)[n % 4], at)


def _answered(form: str, n: int) -> Body:
    body = checkup.blank(form)
    for number, question in enumerate(checkup.questions(form)):
        value = [(3 + n + number) % 8, number % 3] if question.part == "areas" else (n + number) % 4
        body = checkup.put(body, question, value)
    return body


def _round(mine: Pair, theirs: Pair, n: int, at: datetime) -> None:
    practices = [one for one in catalogue.current().practices.values() if one.together_possible]
    practice = practices[n % len(practices)]
    prompt = {"kind": "practice", "slug": practice.slug, "step": practice.steps[0].name, "title": practice.title}
    seat = open_round(mine, uuid4(), prompt, at)
    seat.answer({"text": WORDS})
    other = type(seat)(theirs, seat.round)
    other.answer({"text": WORDS * 2})
    seat.visit()
    seat.reply(uuid4(), WORDS, at)


def _compared(mine: Pair, theirs: Pair, at: datetime) -> None:
    for pair in (mine, theirs):
        kept = checkup.find(pair.vault, checkup.finish(pair.vault, _answered("whole", 3), at))
        assert kept
        seat = shared.share(pair, kept, uuid4(), at)
    type(seat)(mine, seat.round).visit()
