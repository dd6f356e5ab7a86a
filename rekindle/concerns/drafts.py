"""What one person has written so far, in their own vault: a side not sealed yet, or a concern that is theirs alone."""

from datetime import date, datetime
from itertools import islice
from uuid import UUID

from rekindle.vault.store import Body, Kept, Vault

SIDE, OWN = "side", "concern"


def side(vault: Vault, concern: UUID) -> Kept | None:
    """The side of that concern which is not sealed yet. There are never many: it is gone once it is sealed."""
    return next((kept for kept in vault.newest(SIDE) if kept.body.get("concern") == str(concern)), None)


def keep_side(vault: Vault, concern: UUID, title: str, answers: Body, now: datetime) -> None:
    with vault.change():
        kept = side(vault, concern)
        body = {"concern": str(concern), "title": title, "answers": answers}
        if kept:
            vault.replace(kept.id, SIDE, body)
        else:
            vault.add(SIDE, body, now)


def drop_side(vault: Vault, concern: UUID) -> None:
    with vault.change():
        if kept := side(vault, concern):
            vault.remove(kept.id, SIDE)


def begin(vault: Vault, title: str, now: datetime, id: UUID) -> UUID:
    """A concern for oneself alone. The same form sent twice begins one."""
    return vault.add(OWN, {"title": title, "answers": {}, "look_back": None}, now, id)


def keep(vault: Vault, kept: Kept, **change: object) -> None:
    vault.replace(kept.id, OWN, {**kept.body, **change})


def to_look_back_at(vault: Vault, today: date, most: int = 3) -> list[Kept]:
    """The newest of one's own whose day has come."""
    if OWN not in vault.keyring.heads:
        return []
    newest = islice(vault.newest(OWN), most)
    return [kept for kept in newest if kept.body.get("look_back") and kept.body["look_back"] <= today.isoformat()]
