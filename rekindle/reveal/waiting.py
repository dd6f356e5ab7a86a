"""Which of one's own answers wait, as their author's vault remembers it.

A row can be put back from an older copy of the database and still be genuine: an answer that was taken back, or its
words of before. What this list does not name is let go of by nobody.
"""

from uuid import UUID

from django.utils import timezone

from rekindle.vault.store import Vault

NAME = "waiting"


def remember(vault: Vault, answer: UUID, commitment: bytes | None) -> None:
    """This answer waits, with the words of this commitment and no others. None: it was let go of, or taken back."""
    before = _known(vault)
    after = {id: kept for id, kept in before.items() if id != str(answer)}
    if commitment:
        after[str(answer)] = commitment.hex()
    if after != before:
        vault.keep_document(NAME, {"breaks": vault.keyring.breaks, "answers": after}, timezone.now())


def waits(vault: Vault, answer: UUID, commitment: bytes) -> bool:
    """Whether these words wait. Never in a vault of which something was put back: the list may be the older part."""
    return _known(vault).get(str(answer)) == commitment.hex() and vault.whole()


def _known(vault: Vault) -> dict[str, str]:
    kept = vault.document(NAME)
    # A parting, or a change from outside, is a break: what waited before then waits no more.
    return dict(kept["answers"]) if kept.get("breaks") == vault.keyring.breaks else {}
