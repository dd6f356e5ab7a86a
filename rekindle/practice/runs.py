"""One person going through one practice. The whole run lives in their vault, so it can be taken up on any device.

A run's body: {"slug", "together", "at": index of the step, "answers": {step name: answer}, "rounds": {step name: round
id}, "rating", "done": day}. The document `history` holds what the plan needs: recent ones, how often ever, what is
open.
"""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from rekindle import catalogue
from rekindle.catalogue.structs import Practice, Step
from rekindle.vault.store import Body, Kept, Vault

KIND, HISTORY = "run", "history"
REMEMBERED = timedelta(days=120)
RATINGS = ("helped", "neutral", "hard")


class Gone(LookupError):
    """There is no such run, or its practice is not in the library any more."""


def begin(vault: Vault, practice: Practice, now: datetime, *, together: bool, id: UUID | None = None) -> UUID:
    """Start a practice, or take up the open run of it: nobody has to find their place twice."""
    with vault.change():
        if id and vault.get(id, KIND):
            return id
        for run_id, slug, both in history(vault)["open"]:
            if slug == practice.slug and both == together:
                return UUID(run_id)
        body = {"slug": practice.slug, "together": together, "at": 0, "answers": {}, "rounds": {}}
        run_id = vault.add(KIND, {**body, "rating": None, "done": None}, now, id)
        _keep(vault, now, open=[*history(vault)["open"], [str(run_id), practice.slug, together]])
    return run_id


def find(vault: Vault, id: UUID) -> tuple[Kept, Practice]:
    """Raises Gone."""
    kept = vault.get(id, KIND)
    practice = catalogue.current().practices.get(kept.body["slug"]) if kept else None
    if kept is None or practice is None:
        raise Gone
    return kept, practice


def under_way(vault: Vault, most: int = 5) -> list[tuple[Kept, Practice]]:
    """The runs begun last that are not at their end."""
    found = []
    for id, _, _ in reversed(history(vault)["open"][-most:]):
        try:
            found.append(find(vault, UUID(id)))
        except Gone:
            continue
    return found


def steps(practice: Practice, run: Kept) -> tuple[Step, ...]:
    return practice.steps_for(bool(run.body["together"]))


def answer(vault: Vault, id: UUID, step: Step, value: Any, at: int) -> None:
    """Keep the answer to a step (None or nothing: no answer) and where the person is now. Twice is the same as once."""
    with vault.change():
        run, practice = find(vault, id)
        answers = {name: kept for name, kept in run.body["answers"].items() if name != step.name}
        if value is not None and value not in ("", []):
            answers[step.name] = value
        at = max(0, min(at, len(steps(practice, run))))
        vault.replace(id, KIND, {**run.body, "at": at, "answers": answers})


def link_round(vault: Vault, id: UUID, step: Step, round_id: UUID | None) -> None:
    """Remember the round that answers a step, or that none does."""
    with vault.change():
        run, _ = find(vault, id)
        rounds = {name: kept for name, kept in run.body["rounds"].items() if name != step.name}
        if round_id:
            rounds[step.name] = str(round_id)
        vault.replace(id, KIND, {**run.body, "rounds": rounds})


def finish(vault: Vault, id: UUID, rating: str | None, now: datetime) -> None:
    """The end of a practice, with how it was if they said so. Finishing again only changes the rating."""
    rating = rating if rating in RATINGS else None
    with vault.change():
        run, practice = find(vault, id)
        before = history(vault)
        done = {"rating": rating or run.body["rating"], "done": run.body["done"] or now.date().isoformat()}
        vault.replace(id, KIND, {**run.body, **done})
        recent, ever = before["recent"], dict(before["ever"])
        if run.body["done"] is None:
            entry = [practice.slug, now.date().isoformat(), rating, bool(run.body["together"]), str(id)]
            recent = [*_recent(recent, now.date()), entry]
            ever[practice.slug] = ever.get(practice.slug, 0) + 1
        elif rating:
            recent = [[*one[:2], rating, *one[3:]] if one[4] == str(id) else one for one in recent]
        still = [one for one in before["open"] if one[0] != str(id)]
        _keep(vault, now, recent=recent, ever=ever, open=still)


def drop(vault: Vault, id: UUID, now: datetime) -> None:
    """Delete a run and every word in it."""
    with vault.change():
        vault.remove(id, KIND)
        _keep(vault, now, open=[one for one in history(vault)["open"] if one[0] != str(id)])


def history(vault: Vault) -> Body:
    """{"recent": [[slug, day, rating, together, id]], "ever": {slug: times}, "open": [[id, slug, together]]}"""
    return tidy(vault.document(HISTORY))


def tidy(body: Body) -> Body:
    return {"recent": body.get("recent", []), "ever": body.get("ever", {}), "open": body.get("open", [])}


def _recent(entries: list[list[Any]], today: date) -> list[list[Any]]:
    since = (today - REMEMBERED).isoformat()
    return [one for one in entries if one[1] >= since]


def _keep(vault: Vault, now: datetime, **change: Any) -> None:
    vault.keep_document(HISTORY, {**history(vault), **change}, now)
