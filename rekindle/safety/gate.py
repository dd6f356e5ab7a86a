"""The private gate. The questions are answered in the browser and never leave it.

All that is kept, sealed for its owner, is “clear until”. Starting the check again closes the gate first, so that an
unfinished or a worried answer needs to send nothing at all.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from rekindle import catalogue
from rekindle.couples.pair import Pair
from rekindle.couples.rules import Willing, willing_until
from rekindle.vault.store import Body, Vault

LASTS = timedelta(days=90)
DOCUMENT = "gate"


def clear_until(vault: Vault) -> date | None:
    """The last day on which the own check still counts, or None."""
    return counting(vault.document(DOCUMENT))


def counting(document: Body) -> date | None:
    """The same, from the document. An answer that an older copy of the database has brought back does not count."""
    until, restored = document.get("clear_until"), _restored()
    if not until or (restored and float(document.get("answered", 0)) <= restored):
        return None
    return date.fromisoformat(until)


def _restored() -> float:
    """When an older copy was put back, in seconds since 1970; 0 when never. Much may have been otherwise since."""
    try:
        return (settings.DATA / "restored-from").stat().st_mtime
    except OSError:
        return 0


def is_clear(vault: Vault, today: date) -> bool:
    until = clear_until(vault)
    return until is not None and today <= until


def may_join(pair: Pair) -> bool:
    """Whether joint steps are open to the one who asks: only then anything new is sealed for two, or let go."""
    return pair.joint_open(clear_until(pair.vault), timezone.localdate())


def joint_closed() -> str:
    """The one text for everybody to whom joint steps are not open, whatever the cause."""
    return catalogue.current().safety.joint_closed


def wants_joint(vault: Vault) -> bool:
    """Whether this person said that they would like to do steps together."""
    return bool(vault.document(DOCUMENT).get("wish"))


def begin(vault: Vault, pair: Pair | None, now: datetime) -> None:
    """The check is being answered (again): closed until it comes back clear."""
    _keep(vault, pair, now, clear_until=None)


def clear(vault: Vault, pair: Pair | None, now: datetime) -> None:
    """The check came back clear."""
    _keep(vault, pair, now, clear_until=(now.date() + LASTS).isoformat(), answered=now.timestamp())


def wish(vault: Vault, pair: Pair | None, now: datetime, *, together: bool) -> None:
    """Say whether one would like to do steps together. Nobody is told; the answer may change at any time."""
    _keep(vault, pair, now, wish=together)


def _keep(vault: Vault, pair: Pair | None, now: datetime, **change: object) -> None:
    # Through one vault: two of one person, open at once, would write over each other's keyring.
    vault = pair.vault if pair else vault
    with vault.change():
        vault.keep_document(DOCUMENT, {**vault.document(DOCUMENT), **change}, now)
        publish(vault, pair, now.date())


def publish(vault: Vault, pair: Pair | None, today: date) -> None:
    """Bring the signed word that the partner's device reads into line with wish and gate. Rewritten either way."""
    if pair is None or not (pair.active and pair.ready):
        return
    until = clear_until(vault)
    open_now = wants_joint(vault) and until is not None and today <= until
    pair.set_willing(Willing(open_now, willing_until(until) if open_now and until else date.min))
