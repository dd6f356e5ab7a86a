"""The document says what the table says."""

from rekindle.dialogue.diagram import FILE, draw, edges
from rekindle.dialogue.rules import MOVES
from rekindle.dialogue.shapes import Phase


def test_the_document_is_current() -> None:
    assert FILE.read_text(encoding="utf-8") == draw()


def test_every_move_is_drawn_and_every_phase_reached() -> None:
    assert {(phase, act) for phase, act, _ in edges()} == set(MOVES)
    assert {to for _, _, to in edges()} == set(Phase)
