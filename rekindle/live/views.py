"""How far a thread has got, for the browser of one of the two. The socket is let in by this page as well."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from rekindle.couples.access import pair_for
from rekindle.ledger.models import Thread
from rekindle.safety.gate import joint_closed, may_join
from rekindle.vault.access import unlocked

PLAIN = "text/plain; charset=utf-8"


@require_safe
@unlocked
def live(request: HttpRequest, id: UUID) -> HttpResponse:
    """The number of the newest entry. 404 for a thread of other people, 403 while joint steps are closed."""
    pair = pair_for(request)
    thread = get_object_or_404(Thread.objects.only("n"), pk=id, couple=pair.couple if pair else None)
    if pair is None or not may_join(pair):
        return HttpResponse(joint_closed(), status=403, content_type=PLAIN)
    return HttpResponse(str(thread.n), content_type=PLAIN)
