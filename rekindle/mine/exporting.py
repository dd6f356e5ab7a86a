"""All of a person's own data, out: one page to read and the same as JSON, in one file."""

import io
import json
from datetime import datetime
from typing import Any

import pyzipper
from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rekindle.accounts.models import Person
from rekindle.concerns import telling as concerns
from rekindle.couples.models import Member
from rekindle.couples.pair import Pair, pair_of
from rekindle.dialogue import talking
from rekindle.dialogue.talking import Table
from rekindle.mine.reading import READERS, words_of
from rekindle.moments.listing import words
from rekindle.moments.record import Noted, newest
from rekindle.reveal.listing import listed_elsewhere
from rekindle.reveal.rounds import seats
from rekindle.vault.access import UnlockedRequest, unlocked
from rekindle.vault.envelope import SealBroken
from rekindle.vault.store import Vault
from rekindle.web.forms import Line

EVERYTHING = 100_000


class ExportForm(forms.Form):
    """An empty passphrase makes an open file."""

    passphrase = Line(
        label="A passphrase for the file, if you want one",
        required=False,
        help_text="Without one, whoever gets the file can read it. With one, it opens in 7-Zip, Keka and the like.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


@require_http_methods(["GET", "POST"])
@unlocked
def export(request: UnlockedRequest) -> HttpResponse:
    form = ExportForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        assert isinstance(request.user, Person)
        everything = gather(request.user, request.vault, timezone.now())
        response = HttpResponse(packed(everything, form.cleaned_data["passphrase"]), content_type="application/zip")
        response.headers["Content-Disposition"] = 'attachment; filename="notes.zip"'
        return response
    return render(request, "mine/export.html", {"form": form}, status=400 if form.is_bound else 200)


def gather(person: Person, vault: Vault, now: datetime) -> dict[str, Any]:
    """Everything this person can read: their account, what is theirs alone, and what was shared with them."""
    pairs = _pairs(person, vault)
    return {
        "made": now.isoformat(),
        "account": {"name": person.name, "username": person.username, "email": person.email},
        "mine": [_thing(vault, kept) for kind in sorted(vault.keyring.heads) for kept in vault.newest(kind)],
        "settings": {name: vault.document(name) for name in sorted(vault.keyring.named)},
        "ours": [one for pair in pairs for one in _rounds(pair)],
        "talks": [_talk(one) for pair in pairs for one in talking.kept(pair, EVERYTHING)],
        "concerns": [one for pair in pairs for one in concerns.told(pair)],
        "moments": [_moment(pair, one) for pair in pairs for one in newest(pair, EVERYTHING)],
    }


def _thing(vault: Vault, kept: Any) -> dict[str, Any]:
    title, lines = READERS[kept.kind](kept) if kept.kind in READERS else (kept.kind, [])
    told = [{"question": line.question, "words": line.words} for line in lines]
    return {"kind": kept.kind, "at": kept.at.isoformat(), "title": title, "lines": told, "all": kept.body}


def _pairs(person: Person, vault: Vault) -> list[Pair]:
    couples = Member.objects.filter(person=person).values_list("couple_id", flat=True)
    return [pair for couple in couples if (pair := pair_of(vault, couple))]


def _talk(table: Table) -> dict[str, Any]:
    names = {one.place: one.name for one in (table.pair.me, table.pair.other)}
    said = [{"by": names.get(line.by, ""), "text": line.text, "next": line.next} for line in table.kept]
    day = table.book.thread.day.isoformat()
    return {"with": table.pair.partner_name, "day": day, "topic": table.topic, "said": said}


def _moment(pair: Pair, one: Noted) -> dict[str, Any]:
    return {"with": pair.partner_name, "day": one.day.isoformat(), "kind": one.kind, "words": words(one), **one.body}


def _rounds(pair: Pair) -> list[dict[str, Any]]:
    found = []
    for seat in seats(pair, EVERYTHING):
        try:
            if listed_elsewhere(seat.asked()):
                continue
            mine, theirs = seat.my_words(), seat.their_words()
            told = {
                "with": pair.partner_name,
                "day": seat.round.day.isoformat(),
                "asked": seat.prompt(),
                "mine": mine.body if mine else None,
                "theirs": theirs.body if theirs else None,
                "replies": [
                    {"by": pair.me.name if one.place == pair.me.place else pair.partner_name, "text": one.text}
                    for one in seat.replies()
                ],
            }
        except SealBroken:
            told = {"with": pair.partner_name, "day": seat.round.day.isoformat(), "asked": None}
        found.append(told)
    return found


def packed(everything: dict[str, Any], passphrase: str) -> bytes:
    """A zip with notes.html and notes.json; AES-256 when there is a passphrase."""
    page = render_to_string("mine/export_file.html", {"all": everything, "words_of": words_of})
    out = io.BytesIO()
    encryption = pyzipper.WZ_AES if passphrase else None
    with pyzipper.AESZipFile(out, "w", compression=pyzipper.ZIP_DEFLATED, encryption=encryption) as file:
        if passphrase:
            file.setpassword(passphrase.encode())
        file.writestr("notes.html", page)
        file.writestr("notes.json", json.dumps(everything, ensure_ascii=False, indent=1))
    return out.getvalue()
