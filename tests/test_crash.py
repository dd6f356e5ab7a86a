"""A server that is killed in the middle of writing loses nothing it acknowledged, and keeps nothing half or twice."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import crash
from tests.crashed import SPOILT

pytestmark = [pytest.mark.crash, pytest.mark.xdist_group("crash")]
KILLS = 50
Staged = tuple[Path, list[crash.Writer], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staged]:
    folder = tmp_path_factory.mktemp("crash")
    yield (folder, *crash.stage(folder, KILLS))


def test_nothing_is_lost_half_or_doubled(staged: Staged) -> None:
    folder, writers, log = staged
    told = crash.told(KILLS, writers)
    assert told["wrong"] == 0
    assert told["acknowledged"] > KILLS
    # The kills did meet writes under way: otherwise this would prove nothing.
    assert told["cut"] > KILLS
    assert crash.check(folder, log) == {"lost": 0, "half": 0, "doubled": 0}


FOUND = {
    "an acknowledged note removed": "lost",
    "a note kept twice": "doubled",
    "a note cut short": "half",
    "a row gone": "half",
    "an item that no list names": "half",
    "an answer put back to an older one": "lost",
}


@pytest.mark.parametrize("how", SPOILT)
def test_the_check_sees_what_is_spoilt_by_hand(how: str, staged: Staged, tmp_path: Path) -> None:
    folder, _, log = staged
    shutil.copytree(folder, tmp_path / "data")
    crash.verb(tmp_path / "data", "spoil", how, stdin=json.dumps(log[0]))
    assert crash.check(tmp_path / "data", log)[FOUND[how]] > 0


def test_without_a_key_a_form_sent_again_is_kept_twice(tmp_path: Path) -> None:
    _, log = crash.stage(tmp_path, kills=4, keyed=False)
    assert crash.check(tmp_path, log)["doubled"] > 0
