"""How a talk was for one person: theirs alone, whole in their vault."""

from datetime import datetime
from itertools import islice

from rekindle.dialogue.talking import Table
from rekindle.vault.store import Kept, Vault

KIND = "talk"
RATINGS = {"helped": "Good", "neutral": "So-so", "hard": "Hard"}
# A talk is rated at its end, not months later.
LOOKED_AT = 20


def rated(vault: Vault, table: Table) -> str | None:
    kept = _kept(vault, table)
    return str(kept.body["rating"]) if kept else None


def rate(vault: Vault, table: Table, rating: str, now: datetime) -> None:
    """Keep it, or change what was kept. Anything that is no rating is left alone."""
    if rating not in RATINGS:
        return
    title = table.kind.title if table.kind else ""
    body = {"talk": str(table.book.thread.pk), "rating": rating, "title": title, "topic": table.topic}
    with vault.change():
        if kept := _kept(vault, table):
            vault.replace(kept.id, KIND, body)
        else:
            # Under an id of its own: one worked out from the talk's would tell the other one that it is there.
            vault.add(KIND, body, now)


def _kept(vault: Vault, table: Table) -> Kept | None:
    talk = str(table.book.thread.pk)
    return next((one for one in islice(vault.newest(KIND), LOOKED_AT) if one.body["talk"] == talk), None)
