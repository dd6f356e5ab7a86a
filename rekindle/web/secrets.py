"""The one secret that the server itself keeps: it signs sessions and mail links, and opens nobody's words."""

import os
import secrets
from pathlib import Path


def secret_key(data: Path) -> str:
    """Return the key in `SECRET_KEY` or in `data/secret_key`, made at first use and readable by its owner alone."""
    if value := os.environ.get("SECRET_KEY"):
        return value
    path = data / "secret_key"
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()


def _write_once(path: Path, text: str) -> None:
    # Two first starts at once: link() lets exactly one of them win, and both read the winner's.
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as handle:
        handle.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
