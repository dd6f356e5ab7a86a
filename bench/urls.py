"""The addresses of Rekindle, and one more: a page with no more on it than twenty rows of the database."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_GET

from rekindle.accounts.models import Person
from rekindle.urls import handler400, handler403, handler404, handler500  # noqa: F401
from rekindle.urls import urlpatterns as rooms

ROWS = 20
TEMPLATE = """{% extends "base.html" %}{% block title %}Page{% endblock %}{% block main %}<h1>Rows</h1>
<ul class="rows">{% for row in rows %}<li>{{ row.name }}, {{ row.username }}</li>{% endfor %}</ul>{% endblock %}"""
template = engines["django"].from_string(TEMPLATE)


@require_GET
@login_required
def plain(request: HttpRequest) -> HttpResponse:
    rows = Person.objects.order_by("username")[:ROWS]
    return HttpResponse(template.render({"rows": rows}, request))


urlpatterns: list[URLPattern | URLResolver] = [*rooms, path("bench/plain/", plain)]
