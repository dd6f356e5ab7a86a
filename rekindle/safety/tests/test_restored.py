"""After an older copy was put back, nobody's earlier “clear” opens anything."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from rekindle.safety import gate
from tests.cast import clear_and_willing, couple

pytestmark = pytest.mark.django_db


def joint(one) -> bool:  # type: ignore[no-untyped-def]
    return one.pair.joint_open(gate.clear_until(one.vault), timezone.localdate())


def test_an_answer_from_before_the_copy_does_not_count(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    alice, bob = couple()
    clear_and_willing(alice, bob, now=timezone.now())
    assert joint(alice) and joint(bob)
    (tmp_path / "restored-from").write_text("2026-01-01T00:00:00+00:00")
    assert not joint(alice) and gate.clear_until(alice.vault) is None
    assert "Why this, why now" not in alice.client().get("/practices/8/").content.decode()


def test_answering_again_counts_again(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    alice, bob = couple()
    (tmp_path / "restored-from").write_text("2026-01-01T00:00:00+00:00")
    clear_and_willing(alice, bob, now=timezone.now() + timedelta(minutes=1))
    assert joint(alice) and joint(bob)
