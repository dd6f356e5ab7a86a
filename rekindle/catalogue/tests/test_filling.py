from hypothesis import given, settings
from hypothesis import strategies as st

from rekindle.catalogue import fill, fill_html


def test_the_name_or_nobody() -> None:
    assert fill("Ask {partner} how {partner}’s day was.", "Ada") == "Ask Ada how Ada’s day was."
    assert fill("Ask {partner}.", None) == "Ask your partner."
    assert fill("Ask {partner}.", "  ") == "Ask your partner."


def test_nobody_begins_a_sentence_with_a_capital() -> None:
    assert fill("{partner} waits. {partner} hopes, and {partner} asks.", None) == (
        "Your partner waits. Your partner hopes, and your partner asks."
    )
    assert fill_html("<p>{partner} waits. “{partner} knows.”</p>", None) == (
        "<p>Your partner waits. “Your partner knows.”</p>"
    )
    assert fill("What I value: {partner}.", None) == "What I value: your partner."


def test_a_name_is_escaped_in_html_only() -> None:
    assert fill_html("<p>{partner}</p>", "<b>&\"'") == "<p>&lt;b&gt;&amp;&quot;&#x27;</p>"
    assert fill("{partner}", "<b>") == "<b>"


def test_a_name_is_never_filled_in_twice() -> None:
    assert fill("{partner}", "{partner}\\1") == "{partner}\\1"


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.text(min_size=1).filter(lambda name: name.strip()))
def test_no_name_brings_a_tag(name: str) -> None:
    filled = fill_html("<p>{partner}</p>", name)
    assert filled.startswith("<p>") and filled.endswith("</p>")
    assert not set(filled[3:-4]) & set("<>\"'")
