"""The couple of the person who is asking, found once a request."""

from django.http import HttpRequest

from rekindle.couples.pair import Pair, pair_of


def pair_for(request: HttpRequest) -> Pair | None:
    """The couple this person is in now, or None. Kept on the request, where templates find the partner's name."""
    if not hasattr(request, "couple_view"):
        request.couple_view = pair_of(request.vault)  # type: ignore[attr-defined]
    return request.couple_view  # type: ignore[no-any-return,attr-defined]
