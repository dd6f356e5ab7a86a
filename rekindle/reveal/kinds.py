"""Rounds that have a page of their own, by the kind of what they ask. The rooms above say so as they start."""

from typing import NamedTuple
from uuid import UUID

from django.urls import reverse

from rekindle.reveal.words import Body
from rekindle.vault.envelope import SealBroken


class Kind(NamedTuple):
    """`page`: the name of an address; `by`: whose number it takes, the round's ("") or the one in its `slug`.

    `title`: what a list calls it; without one it is listed under something else already.
    """

    page: str
    by: str = ""
    title: str = ""


KINDS: dict[str, Kind] = {}


def page_of(prompt: Body, id: UUID) -> str | None:
    """The address of a round's own page; None where the common one is right. Raises SealBroken."""
    kind = KINDS.get(str(prompt["kind"]))
    if kind is None:
        return None
    try:
        return reverse(kind.page, args=[UUID(str(prompt["slug"])) if kind.by else id])
    except ValueError:
        # The other one's side may have sealed anything.
        raise SealBroken from None
