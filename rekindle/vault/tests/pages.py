"""The addresses of the product, and one more page that shows what someone wrote. Tests look for its words."""

from django.http import HttpResponse
from django.urls import include, path
from django.utils import timezone

from rekindle.vault.access import UnlockedRequest, once, unlocked


@unlocked
def note(request: UnlockedRequest) -> HttpResponse:
    """POST keeps a text, GET shows the newest."""
    if request.method == "POST":
        request.vault.add("note", {"text": request.POST.get("text", "")}, timezone.now(), once(request))
    return HttpResponse(next((kept.body["text"] for kept in request.vault.newest("note")), ""))


urlpatterns = [path("note/", note), path("", include("rekindle.urls"))]
handler404 = "rekindle.web.errors.handler404"
handler500 = "rekindle.web.errors.handler500"
