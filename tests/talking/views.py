"""What a page of two people does with a live part: read the book, write in it, tell, and show the part again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from rekindle.couples.access import pair_for
from rekindle.ledger import book
from rekindle.ledger.models import Thread
from rekindle.live.telling import tell
from rekindle.vault.access import once, unlocked

KIND = "talk"


@unlocked
def talk(request: HttpRequest, id: UUID) -> HttpResponse:
    """Say nothing and it is refused; say it and it is written down. The turn goes to the other after every text."""
    pair = pair_for(request)
    get_object_or_404(Thread, pk=id, couple=pair.couple if pair else None)
    said = request.POST.get("text", "").strip()
    if said:
        with book.writing(pair, KIND, id) as open_book:
            if not open_book.has(once(request)):
                open_book.add(once(request), {"text": said}, timezone.now())
            tell(id, open_book.n)
    if said and "X-Part" not in request.headers:
        return redirect("talk", id)
    wrong = request.method == "POST" and not said
    now = book.read(pair, KIND, id)
    said_now = [(one.place, one.body["text"]) for one in now.entries]
    turn = "ab"[now.n % 2]
    context = {"id": id, "n": now.n, "said": said_now, "turn": turn, "mine": turn == pair.me.place, "wrong": wrong}
    return render(request, "talk.html", {**context, "once": once(request)}, status=400 if wrong else 200)
