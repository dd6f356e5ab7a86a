"""A watch that looks often, so that nobody waits a second for it."""

import pytest

from rekindle.live import hub


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "EVERY", 0.02)


@pytest.fixture
def blind(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if there were no watch."""
    monkeypatch.setattr(hub, "EVERY", 3600)
