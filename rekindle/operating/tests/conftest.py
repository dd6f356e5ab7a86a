"""A data folder, made once and copied for each test."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    made = [sys.executable, "-m", "rekindle.operating.tests.lived_in"]
    subprocess.run(made, env={**os.environ, "REKINDLE_DATA": str(folder)}, check=True, capture_output=True)
    return folder


@pytest.fixture
def lived(template: Path, tmp_path: Path, django_db_blocker: object) -> Iterator[Path]:
    """A couple, one private note and one signed-in device, in data/rekindle.sqlite3."""
    (tmp_path / "data").mkdir(mode=0o700)
    # The database of the tests stays untouched: only this file is opened.
    with django_db_blocker.unblock():
        yield Path(shutil.copy(template / "rekindle.sqlite3", tmp_path / "data"))
