"""What the pages of a talk have in common: who may come in, what is drawn, and what when it does not hold together."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from rekindle.couples.access import pair_for
from rekindle.couples.pair import Pair
from rekindle.couples.rules import NotNow
from rekindle.dialogue import rating, talking
from rekindle.dialogue.forms import LATER, ActForm
from rekindle.dialogue.seats import Seat, seats
from rekindle.dialogue.talking import KIND, Table
from rekindle.ledger import book as ledger
from rekindle.ledger.models import Thread
from rekindle.safety.gate import joint_closed, may_join
from rekindle.vault.access import UnlockedRequest
from rekindle.vault.envelope import SealBroken

View = Callable[..., HttpResponse]
# Asks for the changing part of the page alone.
PART = "X-Part"


class Closed(Exception):
    """Joint steps are not open to whoever asks, and this talk is not over."""


def calm(view: View) -> View:
    """404 for what is not theirs or gone, one constant text while joint steps are closed, nothing that is broken."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (Thread.DoesNotExist, NotNow):
            raise Http404 from None
        except Closed:
            return render(request, "dialogue/closed.html", {"joint_closed": joint_closed()}, status=403)
        except SealBroken:
            return render(request, "reveal/broken.html", {"tab": "practices"}, status=409)

    return guarded


def ours(request: UnlockedRequest, id: UUID) -> Pair:
    """The couple of a talk. Raises Thread.DoesNotExist."""
    return ledger.theirs(request.vault, KIND, id, pair_for(request))


def table_of(request: UnlockedRequest, id: UUID) -> Table:
    """The talk, if this person may see it now. Raises Thread.DoesNotExist, Closed, SealBroken."""
    table = talking.table(ours(request, id), id)
    if not table.over:
        open_to(table.pair)
    return table


def open_to(pair: Pair) -> None:
    """Raises Thread.DoesNotExist for whoever is no couple any more, Closed while joint steps are."""
    if not pair.active:
        raise Thread.DoesNotExist
    if not may_join(pair):
        raise Closed


def page(request: UnlockedRequest, table: Table, status: int = 200, **more: Any) -> HttpResponse:
    """The whole page, or the changing part of it for a page that is open already."""
    found = seats(table, timezone.now())
    context = {"table": table, "seats": found, "near": found[0], "once": uuid4(), "keeping": True}
    context |= _ended(request, table) if table.over else _going_on(found[0])
    name = "_part" if PART in request.headers else "talk"
    return render(request, f"dialogue/{name}.html", {**context, **more}, status=status)


def _ended(request: UnlockedRequest, table: Table) -> dict[str, Any]:
    return {"ratings": rating.RATINGS.items(), "rated": rating.rated(request.vault, table)}


def _going_on(seat: Seat) -> dict[str, Any]:
    # Without scripts, whoever can only wait is shown the page anew by itself.
    waits = not seat.shared and not seat.can - {"PAUSE", "STOP", "LATER"}
    return {"waits": waits, "later": [(value, words) for value, (words, *_) in LATER.items()]}


def wrong_in(form: ActForm) -> dict[str, Any]:
    """What was written, and the one sentence about it, for the page that shows it again."""
    fields = [name for name in ("text", "next", "back") if name in form.errors]
    sentence = str(form.errors[fields[0]][0]) if fields else "This did not arrive whole. Try it once more."
    told = {"wrong": sentence} if fields else {"notice": sentence}
    written = {"written": form.data.get("text", ""), "written_next": form.data.get("next", "")}
    return {**told, **written, "keeping": "keep" in form.data}
