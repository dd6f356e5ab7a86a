"""The server's one door: plain WSGI pages in a few threads beside the event loop."""

import os

from a2wsgi import WSGIMiddleware

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rekindle.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = WSGIMiddleware(get_wsgi_application(), workers=4)  # type: ignore[arg-type]
