"""Writes 300 canaries of each class through the ordinary pages and verbs, into a real database on the disk.

`python -m tests.proofs.canary FOLDER` leaves in FOLDER: the data folder, with the write-ahead log as it is while the
server runs; a copy made by `rekindle backup`; mail; temporary files. The canaries themselves go to standard output.
"""

import json
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock
from uuid import UUID, uuid4

EACH, TOGETHER = 300, 10
CLASSES = (
    *("note", "answer", "area", "question", "pending", "couple", "reply", "passphrase", "error"),
    *("topic", "said"),
    *("own-concern", "draft", "side", "need", "idea", "agreement"),
)
FAR = datetime(2711, 1, 1, 12, tzinfo=UTC)


def main(folder: Path) -> None:
    """Run as a programme of its own: a database on the disk needs settings of its own."""
    _prepare(folder)
    canaries = new()
    _write(canaries)
    _leave(folder)
    print(json.dumps(canaries))


def new() -> dict[str, list[str]]:
    """`EACH` of every class: texts, recovery codes and the bytes they stand for, days on which a gate closes."""
    from rekindle.safety.gate import LASTS
    from rekindle.vault.words import recovery_words

    # The first eight bytes are the same in all, and so are the first five words.
    raw = [b"canaries" + secrets.token_bytes(12) for _ in range(EACH)]
    return {
        **{name: list(_canaries(name)) for name in CLASSES},
        "code": [" ".join(recovery_words(one)) for one in raw],
        "secret": [f"bytes:{one.hex()}" for one in raw],
        "gate": [(day + LASTS).date().isoformat() for day in _days()],
    }


def _days() -> list[datetime]:
    return [FAR + timedelta(days=number) for number in range(EACH)]


def _canaries(name: str) -> Iterator[str]:
    return (f"Käfig<{name}&{number:03}{secrets.token_hex(5)}”" for number in range(EACH))


def _prepare(folder: Path) -> None:
    for name in ("data", "mail", "tmp"):
        (folder / name).mkdir(parents=True)
    os.environ |= {"REKINDLE_DATA": str(folder / "data"), "TMPDIR": str(folder / "tmp"), "EMAIL_URL": "filemail://"}
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from rekindle.vault import kdf

    settings.EMAIL_FILE_PATH = str(folder / "mail")
    settings.ALLOWED_HOSTS = ["testserver"]
    cheap = kdf.Cost(1, 8192)
    kdf.FLOOR = kdf.PROFILES["standard"] = kdf.PROFILES["small"] = cheap
    call_command("migrate", verbosity=0)
    # Nothing is moved out of the log, so that everything ever written is still in it at the end.
    connection.cursor().execute("PRAGMA wal_autocheckpoint=0")


def _texts(canaries: list[str]) -> Iterator[str]:
    return (" ".join(canaries[at : at + TOGETHER]) for at in range(0, EACH, TOGETHER))


def _write(canaries: dict[str, list[str]]) -> None:
    from tests.cast import clear_and_willing, couple

    alice, bob = couple()
    clear_and_willing(alice, bob, now=datetime.now(tz=UTC))
    hers, his = (one.client() for one in (alice, bob))
    _alone(hers, canaries)
    _together(alice, hers, his, canaries)
    _talks(alice, bob, canaries)
    _concerns(alice, bob, canaries)
    _accidents(hers, canaries["error"])
    _gate(alice)
    # Last, because a new passphrase is a new ring.
    _secrets(alice, hers, canaries)


def _post(client: Any, page: str, **fields: Any) -> Any:
    answer = client.post(page, {"once": str(uuid4()), **fields})
    assert answer.status_code in (200, 302), (page, answer.status_code)
    return answer


def _alone(hers: Any, canaries: dict[str, list[str]]) -> None:
    from rekindle import catalogue

    for text in _texts(canaries["note"]):
        _post(hers, "/mine/new/", text=text)
    run = _post(hers, "/practices/begin/", slug="from-the-inside")["Location"]
    steps = catalogue.current().practices["from-the-inside"].steps_for(False)
    at, step = next((n, step.name) for n, step in enumerate(steps, 1) if step.kind == "write")
    for before in range(1, at):
        _post(hers, run, at=str(before))
    for text in _texts(canaries["answer"]):
        _post(hers, run, at=str(at), go="stay", **{step: text})
    for text in _texts(canaries["area"]):
        _post(hers, "/check-up/short/1/", now="4", importance="2", note=text)


def _together(alice: Any, hers: Any, his: Any, canaries: dict[str, list[str]]) -> None:
    rounds = [_ask(alice, title) for title in _texts(canaries["question"])]
    for round, text in zip(rounds, _texts(canaries["pending"]), strict=True):
        _post(hers, f"/rounds/{round}/answer/", answer=text)
    both = _texts(canaries["couple"])
    for round in [_ask(alice, "Both") for _ in range(EACH // TOGETHER // 2)]:
        _post(hers, f"/rounds/{round}/answer/", answer=next(both))
        _post(his, f"/rounds/{round}/answer/", answer=next(both))
        assert hers.get(f"/rounds/{round}/").status_code == 200
    for text in _texts(canaries["reply"]):
        _post(his, f"/rounds/{round}/replies/", reply=text)
    page = his.get(f"/rounds/{round}/").text
    assert canaries["reply"][-1][:5] in page and page.count("Käfig&lt;couple") >= 2 * TOGETHER


def _talks(alice: Any, bob: Any, canaries: dict[str, list[str]]) -> None:
    """Talks in writing, each begun with a topic and stopped after some words; of one all is kept to its end."""
    from rekindle.dialogue import talking
    from rekindle.dialogue.shapes import Act
    from tests.proofs.talked import act, begun, kept_talk, open_talk

    now = datetime.now(tz=UTC)
    for number, (topic, said) in enumerate(zip(_texts(canaries["topic"]), _texts(canaries["said"]), strict=True)):
        if number == 0:
            kept_talk(alice, bob, f"{topic} {said}", now)
        elif number == 1:
            last = open_talk(alice, bob, f"{topic} {said}", now)
            act(bob, last, Act.STOP, now)
        else:
            last = begun(alice, talking.APART, topic, now)
            for one in (alice, bob):
                act(one, last, Act.AGREE, now)
            act(alice, last, Act.BEGIN, now, first="a")
            _write_in(alice.client(), last, said)
            act(bob, last, Act.STOP, now)


def _write_in(client: Any, talk: UUID, said: str) -> None:
    """Through the page, with one form that does not fit before it."""
    for moment in ("0-1-check", "0-1-speak"):
        fields = {"act": "done", "by": "a", "moment": moment, "once": str(uuid4()), "text": said}
        assert client.post(f"/talks/{talk}/acts/", fields).status_code == (302 if moment.endswith("speak") else 409)


def _concerns(alice: Any, bob: Any, canaries: dict[str, list[str]]) -> None:
    """One of her own, one in which both write a side, and one on the way to an agreement, written anew each time."""
    from tests.proofs.concerned import Life

    hers, his = alice.client(), bob.client()
    own = _post(hers, "/us/concerns/new/", title="Own", how="alone")["Location"]
    for text in _texts(canaries["own-concern"]):
        _post(hers, own, happens=text)
    begun, agreed = (Life(alice, bob, ("hers", "his"), datetime.now(tz=UTC)) for _ in range(2))
    for draft, side in zip(_texts(canaries["draft"]), _texts(canaries["side"]), strict=True):
        _post(hers, f"/us/concerns/{begun.id}/side/1/", happens=draft)
        _post(his, f"/us/concerns/{begun.id}/side/1/", happens=side)
        _post(his, f"/us/concerns/{begun.id}/side/99/")
    agreed.to_ideas()
    for idea, need in zip(_texts(canaries["idea"]), _texts(canaries["need"]), strict=True):
        _post(hers, f"/us/concerns/{agreed.id}/ideas/", idea=idea)
        _post(his, f"/us/concerns/{agreed.id}/ideas/", need=need)
    agreed.to_agreement()
    for version, text in enumerate(_texts(canaries["agreement"])):
        words = {"title": "Sundays", "a": text, "b": "answers", "weeks": "1", "version": str(version)}
        _post(hers, f"/us/concerns/{agreed.id}/agreement/", **words)
    page = his.get(f"/us/concerns/{agreed.id}/history/").text
    assert page.count("Käfig&lt;agreement") == EACH


def _ask(alice: Any, title: str) -> UUID:
    from rekindle.reveal.rounds import open_round

    prompt = {"kind": "practice", "slug": "how-to-comfort-me", "step": "reveal-1", "title": title}
    return open_round(alice.pair, uuid4(), prompt, datetime.now(tz=UTC)).round.pk


def _accidents(hers: Any, canaries: list[str]) -> None:
    """A view that fails with private words in its hands; words in addresses, headers and broken forms."""
    from rekindle.vault.store import Vault

    hers.raise_request_exception = False

    def fails(self: Vault, kind: str, body: Any, *rest: Any) -> None:
        words = body["text"]
        raise RuntimeError(f"could not keep {words}")

    for number, text in enumerate(_texts(canaries)):
        with mock.patch.object(Vault, "add", fails):
            assert hers.post("/mine/new/", {"text": text}).status_code == 500
        if number % 5 == 0:
            assert hers.get("/nowhere/", {"q": text}).status_code == 404
            assert hers.get(f"/nowhere/{text}/", headers={"user-agent": text}).status_code == 404
            hers.post("/mine/new/", text.encode(), content_type=f"multipart/form-data; boundary={number}")
    hers.raise_request_exception = True


def _secrets(alice: Any, hers: Any, canaries: dict[str, list[str]]) -> None:
    from django.core.cache import cache

    from rekindle.accounts import mail
    from rekindle.vault.models import Keys
    from rekindle.vault.ring import wrap_by_recovery
    from rekindle.vault.words import recovery_secret
    from tests.cast import PASSPHRASE

    old = PASSPHRASE
    for new in _texts(canaries["passphrase"]):
        cache.clear()
        fields = {"passphrase_old": old, "passphrase": new, "passphrase_again": new}
        _post(hers, "/settings/passphrase/", **fields)
        hers.post("/unlock/", {"passphrase": f"{new} and more"})
        old = new
    codes = canaries["code"]
    for code in codes[: EACH // 10]:
        cache.clear()
        _post(hers, "/settings/recovery/", code=code, word=code.split()[6], passphrase=old)
    for code in codes[EACH // 10 :]:
        keys = Keys.objects.get(person=alice.person)
        wrap_by_recovery(keys, alice.ring, recovery_secret(code))
        keys.save(update_fields=["by_recovery"])
    _post(hers, "/settings/address/", email="alice@example.org")
    alice.person.refresh_from_db()
    mail.send_later(alice.person, "reset-link", mail.reset_tokens)
    mail.outbox.submit(str).result()


def _gate(alice: Any) -> None:
    from rekindle.safety import gate

    for number, day in enumerate(_days()):
        # The word that the partner's side reads is sealed to both, so it is written now and then as well.
        gate.clear(alice.vault, None if number % TOGETHER else alice.pair, day)


def _leave(folder: Path) -> None:
    """Copy what lies on the disk while the server still runs, then let `backup` make its copy."""
    from rekindle.operating.copies import backup

    shutil.copytree(folder / "data", folder / "running")
    backup(folder / "copy.zip")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
