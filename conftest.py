"""What every test stands on: cheap keys, a clean cache, and the cast."""

import pytest
from django.core.cache import cache

from rekindle.vault import kdf

CHEAP = kdf.Cost(1, 8192)


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    # One sign-in costs half a second on purpose. Tests of the cost itself set it back.
    monkeypatch.setattr(kdf, "FLOOR", CHEAP)
    monkeypatch.setitem(kdf.PROFILES, "standard", CHEAP)
    monkeypatch.setitem(kdf.PROFILES, "small", CHEAP)
    cache.clear()
