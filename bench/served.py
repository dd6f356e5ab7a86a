"""The server's door with other hinges, to compare: how pages are run, and how long a database connection is kept."""

import os
from typing import Any

from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application

from rekindle.asgi import Door

# Before the first connection, which copies it.
settings.DATABASES["default"]["CONN_MAX_AGE"] = int(os.environ["BENCH_CONN_MAX_AGE"])
THREADS, FOR_KEYS = int(os.environ["BENCH_THREADS"]), int(os.environ["BENCH_FOR_KEYS"])


def _application() -> Any:
    if not THREADS:
        return get_asgi_application()
    pages: Any = get_wsgi_application()
    return Door(pages, THREADS, FOR_KEYS) if FOR_KEYS else WSGIMiddleware(pages, workers=THREADS)


application = _application()
