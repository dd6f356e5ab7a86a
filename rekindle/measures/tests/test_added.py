"""An operator's own instrument: a file in the content folder, and it is there to answer."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from rekindle import catalogue
from rekindle.measures import checkup
from tests.cast import Actor, actor

pytestmark = pytest.mark.django_db
OWN = """
name: evenings
title: Our evenings
kind: scale
citation: funk-2007
notice: Two questions after an idea of the paper, not a validated scale.
items:
  - text: How are your evenings?
    options: [{label: Heavy, score: 0}, {label: So-so, score: 1}, {label: Light, score: 2}]
  - text: And the mornings?
    options: [{label: Heavy, score: 0}, {label: So-so, score: 1}, {label: Light, score: 2}]
scoring: {method: sum, complete_only: true, min: 0, max: 4, better: higher}
shared: consent
"""


@pytest.fixture
def alice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Actor]:
    shutil.copytree(catalogue.content_root(), tmp_path / "content")
    (tmp_path / "content/en/measures/evenings.yaml").write_text(OWN)
    monkeypatch.setenv("REKINDLE_CONTENT", str(tmp_path / "content"))
    catalogue.current.cache_clear()
    yield actor("Alice")
    monkeypatch.undo()
    catalogue.current.cache_clear()


def test_it_can_be_answered_and_read_like_ours(alice: Actor) -> None:
    client = alice.client()
    assert b"Our evenings" in client.get("/check-up/").content
    client.post("/check-up/evenings/1/", {"answer": "2"})
    result = client.post("/check-up/evenings/2/", {"answer": "1"}, follow=True).content.decode()
    assert "Our evenings" in result and "3 of 4" in result
    assert checkup.course(checkup.standing(alice.vault), "evenings")[0][1] == 3


def test_it_does_not_stand_for_where_one_is(alice: Actor) -> None:
    client = alice.client()
    client.post("/check-up/evenings/1/", {"answer": "2"})
    client.post("/check-up/evenings/2/", {"answer": "1"})
    assert checkup.standing(alice.vault)["newest"] is None


def test_a_result_outlives_its_instrument(alice: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    client = alice.client()
    client.post("/check-up/evenings/1/", {"answer": "2"})
    address = client.post("/check-up/evenings/2/", {"answer": "1"})["Location"]
    monkeypatch.delenv("REKINDLE_CONTENT")
    catalogue.current.cache_clear()
    assert client.get(address).status_code == 200
    assert b"A check-up" in client.get("/check-up/").content
    assert client.get("/mine/").status_code == 200
