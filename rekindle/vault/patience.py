"""How often a secret may be tried: ten times in a quarter of an hour for each name, then a sentence and a wait."""

import hashlib

from django.core.cache import cache
from django.forms import Form

TRIES, SECONDS = 10, 15 * 60
WAIT = "That was tried many times. Wait a quarter of an hour, then try again. Nothing is lost."


class Patience:
    """Counts failures by a key that names the door and the person. A name that nobody has is counted like any other."""

    def failed(self, key: str) -> None:
        cache.add(_hidden(key), 0, SECONDS)
        try:
            cache.incr(_hidden(key))
        except ValueError:
            # It ran out between the two lines.
            cache.set(_hidden(key), 1, SECONDS)

    def allows(self, key: str) -> bool:
        return int(cache.get(_hidden(key), 0)) < TRIES

    def asks(self, form: Form, key: str) -> bool:
        """True when one more try is fine; otherwise the form says so."""
        if self.allows(key):
            return True
        form.add_error(None, WAIT)
        return False


def _hidden(key: str) -> str:
    # Any length, any letters, and no names lying about in memory.
    return f"tries:{hashlib.sha256(key.encode(errors='replace')).hexdigest()}"


patience = Patience()
