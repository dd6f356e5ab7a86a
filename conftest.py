"""What every test stands on: cheap keys, a clean cache, and the cast."""

import pytest
from django.core.cache import cache

from rekindle.vault import kdf

CHEAP = kdf.Cost(1, 8192)


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    cheapen(monkeypatch)
    cache.clear()


def cheapen(patch: pytest.MonkeyPatch) -> None:
    # One sign-in costs half a second on purpose. Tests of the cost itself set it back.
    patch.setattr(kdf, "FLOOR", CHEAP)
    patch.setitem(kdf.PROFILES, "standard", CHEAP)
    patch.setitem(kdf.PROFILES, "small", CHEAP)
