"""Help lines in every page: all of them, the same for everybody, and small."""

import gzip
import re

from rekindle import catalogue
from rekindle.web import help


def test_every_line_can_be_called_from_the_card() -> None:
    card = help.card()
    countries = catalogue.current().helplines
    assert len(countries) >= 30
    for country in countries:
        assert f'href="{country.emergency.tel}"' in card
        assert all(f'href="{line.tel}"' in card for line in country.lines)


def test_the_card_is_small_enough_for_every_page() -> None:
    assert len(gzip.compress(help.card().encode())) <= 9 * 1024


def test_the_card_asks_nothing_of_anybody() -> None:
    assert set(re.findall(r'href="([a-z]+):', help.card())) <= {"tel", "sms"}
    assert not re.findall(r"<(form|input|select|script|img)", help.card())


def test_the_card_is_rendered_once() -> None:
    assert help.card() is help.card()


def test_each_kind_of_line_says_whom_it_is_for() -> None:
    kinds = {line.kind for country in catalogue.current().helplines for line in country.lines}
    assert kinds <= help.FOR.keys()
