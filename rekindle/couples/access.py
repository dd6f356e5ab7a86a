"""The couple of the person who is asking, found once a request."""

from django.http import HttpRequest

from rekindle.couples.models import Member
from rekindle.couples.pair import Pair, pair_of


def pair_for(request: HttpRequest) -> Pair | None:
    """The couple this person is in now, or None. Kept on the request, where templates find the partner's name."""
    if not hasattr(request, "couple_view"):
        request.couple_view = pair_of(request.vault)  # type: ignore[attr-defined]
    return request.couple_view  # type: ignore[no-any-return,attr-defined]


def name_for(request: HttpRequest) -> str:
    """The partner's name, or "". For pages that leave no trace: nothing is collected or freed on the way."""
    if not (request.user.is_authenticated and request.vault):  # type: ignore[attr-defined]
        return ""
    others = Member.objects.filter(couple__members__person=request.user, couple__members__left=None)
    other = others.exclude(person=request.user).filter(left=None).first()
    return other.name if other else ""
