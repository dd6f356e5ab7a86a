"""What pages show of a round, and what they show when it does not hold together."""

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from rekindle import catalogue
from rekindle.catalogue.structs import Step
from rekindle.reveal.models import Round
from rekindle.reveal.rules import IllegalMove, State, mark, shown
from rekindle.reveal.seat import Seat
from rekindle.reveal.words import Body, Said
from rekindle.vault.envelope import SealBroken

View = Callable[..., HttpResponse]


class Panel(NamedTuple):
    """One person's half of an open round. Place a comes first on both devices."""

    place: str
    name: str
    text: str
    taken_back: bool
    mine: bool


def calm(view: View) -> View:
    """Show nothing of a round whose seals or rows do not fit; 404 for one that is gone."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Round.DoesNotExist:
            raise Http404 from None
        except (SealBroken, IllegalMove):
            return render(request, "reveal/broken.html", {"tab": "today"}, status=409)

    return guarded


def table_of(seat: Seat) -> dict[str, Any]:
    """Everything a template needs of a round, by what this person may be shown. Raises SealBroken."""
    now, mine = shown(seat.state), seat.my_words()
    return {
        "round": seat.round,
        "pair": seat.pair,
        "partner": seat.pair.partner_name,
        "state": now.value,
        "mark": mark(seat.state, seat.pair.me.place),
        "mine": text_of(mine),
        "panels": _panels(seat, mine) if now is State.OPEN else [],
        "stale": seat.state is State.WAITING and seat.stale,
    }


def text_of(said: Said | None) -> str:
    """The words of an answer. The other one's side may have sealed anything: what is no text is none."""
    text = said.body.get("text", "") if said else ""
    return text if isinstance(text, str) else ""


def _panels(seat: Seat, mine: Said | None) -> list[Panel]:
    both = [(seat.pair.me, mine, True), (seat.pair.other, seat.their_words(), False)]
    panels = [Panel(one.place, one.name, text_of(said), bool(said and said.taken_back), own) for one, said, own in both]
    return sorted(panels)


def step_of(prompt: Body) -> Step | None:
    """The step a round was asked in, if the library still has it."""
    practice = catalogue.current().practices.get(str(prompt.get("slug")))
    return next((step for step in practice.steps if step.name == prompt.get("step")), None) if practice else None
