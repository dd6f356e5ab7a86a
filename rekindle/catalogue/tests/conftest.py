from pathlib import Path

import pytest

from .build import build


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return build(tmp_path / "content")
