"""The filters that every template has."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils.safestring import SafeString, mark_safe

from rekindle.web.templatetags.words import day, fill, plural

NOW = datetime(2026, 9, 18, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("on", "says"),
    [
        (date(2026, 9, 18), "today"),
        (date(2026, 9, 17), "yesterday"),
        (date(2026, 9, 19), "tomorrow"),
        (date(2026, 9, 15), "Tuesday"),
        (date(2026, 9, 12), "Saturday"),
        (date(2026, 9, 24), "Thursday"),
        (date(2026, 9, 11), "11 September"),
        (date(2025, 9, 18), "18 September 2025"),
        (datetime(2026, 9, 15, 23, 59, tzinfo=UTC), "Tuesday"),
        (None, ""),
    ],
)
def test_days_are_said_by_name(on: date | None, says: str) -> None:
    with time_machine.travel(NOW, tick=False):
        assert day(on) == says


def test_a_name_fills_a_sentence() -> None:
    assert fill("Tell {partner} one thing.", "Jonah") == "Tell Jonah one thing."
    assert fill("Tell {partner} one thing.", "") == "Tell your partner one thing."
    assert fill("", "Jonah") == fill(None, None) == ""  # type: ignore[arg-type]


def test_a_name_is_never_markup() -> None:
    filled = fill(mark_safe("<p>Tell {partner}</p>"), "<b>J & Co</b>")
    assert isinstance(filled, SafeString)
    assert filled == "<p>Tell &lt;b&gt;J &amp; Co&lt;/b&gt;</p>"
    assert not isinstance(fill("Tell {partner}", "<b>"), SafeString)


def test_one_and_many() -> None:
    assert [plural(n, "step,steps") for n in (0, 1, 2)] == ["0 steps", "1 step", "2 steps"]
