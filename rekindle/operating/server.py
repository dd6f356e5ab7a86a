"""Starting: the port is free, the database and the static files are current, then uvicorn."""

import datetime
import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

from rekindle.operating.trouble import Trouble

SENSIBLE_YEAR = 2026


def set_up() -> None:
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except (ImproperlyConfigured, ValueError) as error:
        # The value itself may be a secret, so it is not said.
        told = (
            "A setting cannot be read. Compare PORT, EMAIL_URL, REDIS_URL and the REKINDLE_ variables with "
            "docs/self-hosting.md."
        )
        raise Trouble(told) from error


def refuse_if_taken(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Trouble(
                f"Port {port} is in use. Stop what uses it, or start with another: PORT={port + 1} bin/run"
            ) from error


def prepare() -> None:
    """Migrate and collect static files. Both do nothing when nothing changed."""
    set_up()
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    stamp = Path(settings.STATIC_ROOT) / "stamp"
    now = _newest_static()
    if not stamp.exists() or stamp.read_text() != now:
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(now)


def _newest_static() -> str:
    from rekindle import __version__

    here = Path(__file__).resolve().parent.parent
    files = sorted(path for path in here.glob("*/static/**/*") if path.is_file())
    return f"{__version__} {len(files)} {max(int(path.stat().st_mtime_ns) for path in files)}"


def is_local(origin: str) -> bool:
    """Whether an address is for this machine alone, where plain http is safe."""
    return urlsplit(origin).hostname in ("localhost", "127.0.0.1", "::1")


def address(port: int) -> str:
    from django.conf import settings

    return f"http://localhost:{port}" if is_local(settings.ORIGIN) else str(settings.ORIGIN)


def advice() -> Iterator[str]:
    """Sentences about what the operator may want to change. None of them stops the server."""
    from django.conf import settings

    if not settings.HTTPS and not is_local(settings.ORIGIN):
        yield "This address is plain http: words cross the network unprotected. See docs/self-hosting.md for https."
    if datetime.datetime.now(tz=datetime.UTC).year < SENSIBLE_YEAR:
        yield "The clock of this machine is wrong. Sign-in and invitations depend on it; set it before you go on."
    if not settings.EMAIL_URL:
        yield "No mail server is set (EMAIL_URL), so no mail is sent. Everything else works without."


def _stop(*_: object) -> NoReturn:
    # uvicorn finishes what it was answering, then hands the signal on to here.
    raise SystemExit(0)


def run(host: str, port: int, workers: int) -> int:
    import uvicorn

    signal.signal(signal.SIGTERM, _stop)
    uvicorn.run(
        os.environ.get("REKINDLE_APPLICATION", "rekindle.asgi:application"),
        host=host,
        port=port,
        workers=workers,
        # Its own handlers would print whole errors; Django's bare ones stand in.
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=os.environ.get("REKINDLE_BEHIND_PROXY", "") not in ("", "0", "false"),
        timeout_graceful_shutdown=5,
        # A socket carries a number now and then, and hears nothing.
        ws_max_size=1024,
        ws_per_message_deflate=False,
    )
    return 0
