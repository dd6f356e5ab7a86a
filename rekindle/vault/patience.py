"""How often a secret may be tried: ten times in a quarter of an hour for each name, then a sentence and a wait."""

from django.core.cache import cache
from django.forms import Form

TRIES, SECONDS = 10, 15 * 60
WAIT = "That was tried many times. Wait a quarter of an hour, then try again. Nothing is lost."


class Patience:
    """Counts failures by a key that names the door and the person."""

    def failed(self, key: str) -> None:
        cache.add(key, 0, SECONDS)
        cache.incr(key)

    def asks(self, form: Form, key: str) -> bool:
        """True when one more try is fine; otherwise the form says so."""
        if cache.get(key, 0) < TRIES:
            return True
        form.add_error(None, WAIT)
        return False


patience = Patience()
