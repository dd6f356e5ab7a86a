"""Is the server ready: it answers, and the database does."""

from django.db import OperationalError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM accounts_person LIMIT 1")
    except OperationalError:
        return JsonResponse({"ok": False}, status=503)
    return JsonResponse({"ok": True})
