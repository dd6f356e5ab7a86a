"""What was written is what is kept."""

import pytest
from django import forms
from hypothesis import given, settings
from hypothesis import strategies as st

from rekindle.web.forms import Card, Line, Words

WRITABLE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=200)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(WRITABLE)
def test_words_are_kept_to_the_last_space(text: str) -> None:
    assert Words(required=False).clean(text) == text


@pytest.mark.parametrize("text", [" spaces \n", "line\r\nline", "\ttab", "e\u0301 \u200f עברית", "👩‍👧", "\x1f\x7f"])
def test_odd_words_are_kept_too(text: str) -> None:
    assert Words().clean(text) == text


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b", "\udfff", "\0"])
def test_what_no_database_can_hold_gets_one_sentence(text: str) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        Words().clean(text)
    assert len(refused.value.messages) == 1
    assert text not in refused.value.messages[0]


def test_the_limit_counts_as_a_browser_does() -> None:
    field = Words(max_length=5)
    assert field.clean("ab\r\ncd") == "ab\r\ncd"
    with pytest.raises(forms.ValidationError, match="too long by 2"):
        field.clean("ab\r\ncdef")


@pytest.mark.parametrize("text", ["", " ", "\r\n\t "])
def test_blanks_alone_are_no_words(text: str) -> None:
    with pytest.raises(forms.ValidationError, match="Write a few words here"):
        Words().clean(text)
    assert Words(required=False).clean(text) == text


def test_a_line_is_one_line() -> None:
    assert Line().clean(" Mira & Jonah ") == " Mira & Jonah "
    for text in ("a\nb", "a\rb", "a\u2028b"):
        with pytest.raises(forms.ValidationError, match="on one line"):
            Line().clean(text)
    with pytest.raises(forms.ValidationError, match="too long by 1"):
        Line(max_length=3).clean("four")


def test_only_words_are_kept_in_the_page() -> None:
    assert "data-keep" in str(Words().widget_attrs(Words().widget))
    assert "data-keep" not in str(Line().widget_attrs(Line().widget))


def test_a_card_is_its_label() -> None:
    card = Card("Seal it", sub="Both open together.")
    assert (card, card.sub, Card("Later").sub) == ("Seal it", "Both open together.", "")
