"""A concern on the desk of the person who asks for it, and what every one of its pages knows."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from rekindle.concerns import concern as concerns
from rekindle.concerns.apart import come_by
from rekindle.concerns.concern import Closed, Concern, do
from rekindle.concerns.shapes import Act, IllegalMove, State
from rekindle.couples.access import pair_for
from rekindle.couples.pair import Pair
from rekindle.ledger.models import Thread
from rekindle.reveal import pages
from rekindle.reveal.rules import IllegalMove as NotInThisRound
from rekindle.safety.gate import joint_closed, may_join
from rekindle.vault.access import UnlockedRequest, once

View = Callable[..., HttpResponse]
# What a page says in one sentence, with the words of the person kept.
REFUSED = (Closed, IllegalMove, NotInThisRound)


def calm(view: View) -> View:
    """404 for a concern of other people; nothing of one that does not hold together."""

    @wraps(view)
    @pages.calm
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Thread.DoesNotExist:
            raise Http404 from None

    return guarded


@dataclass
class Desk:
    """One request for one concern."""

    request: UnlockedRequest
    concern: Concern

    @property
    def pair(self) -> Pair:
        return self.concern.pair

    @property
    def state(self) -> State:
        return self.concern.state

    @cached_property
    def joint(self) -> bool:
        """Whether anything new may be sealed between the two."""
        return self.pair.active and may_join(self.pair)

    @property
    def names(self) -> tuple[str, str]:
        return self.concern.name("a"), self.concern.name("b")

    def do(self, act: Act, version: int = 0, words: dict[str, str] | None = None) -> None:
        """Raises Closed, IllegalMove, Stale."""
        state = do(self.concern, once(self.request), act, timezone.now(), version, words)
        self.concern = Concern(self.concern.book, state)

    def common(self) -> dict[str, Any]:
        """What every page of a concern needs."""
        return {
            "concern": self.concern,
            "state": self.state,
            "stage": self.state.stage.value,
            "pair": self.pair,
            "me": self.pair.me.place,
            "partner": self.pair.partner_name,
            "name_a": self.names[0],
            "name_b": self.names[1],
            "joint": self.joint,
            "joint_closed": joint_closed(),
            "once": once(self.request),
            "tab": "us",
        }


def desk(request: UnlockedRequest, id: UUID, *, visit: bool = False) -> Desk:
    """Raises Thread.DoesNotExist. `visit`: let go of what is due on the way, and go on where both have answered."""
    found = concerns.find(request.vault, id, pair_for(request))
    return Desk(request, come_by(found, once(request), timezone.now()) if visit else found)
