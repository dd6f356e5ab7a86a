"""Names and passphrases: what is taken, what is refused, and why."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekindle.accounts.rules import COMMON, SHORTEST, NotGood, canonical, check_passphrase, check_username
from rekindle.vault.words import new_passphrase

quickly = settings(max_examples=200, deadline=None, derandomize=True)


@quickly
@given(st.text(max_size=40))
def test_canonical_twice_is_canonical_once(name: str) -> None:
    assert canonical(canonical(name)) == canonical(name)


@pytest.mark.parametrize("name", ["İ", "ﬀ", "K", " \u0308x", "ẞ", "ᾳ", "\u1e9e\u0345"])
def test_canonical_settles_letters_that_change_twice(name: str) -> None:
    assert canonical(canonical(name)) == canonical(name)


def test_one_name_however_it_is_typed() -> None:
    assert {canonical(name) for name in ("Ánna", " ánna ", "A\u0301NNA", "Ａ\u0301nna")} == {"ánna"}


@pytest.mark.parametrize("name", ["", " ", "a", "b" * 151, "an\u202ena", "an\x00na", "an\ud800na", "an\u200bna"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(NotGood):
        check_username(name)


@pytest.mark.parametrize("name", ["al", "Mira.K", "mira@example.org", "صديق"])
def test_a_name_is_kept_in_its_one_form(name: str) -> None:
    assert check_username(name) == canonical(name)


@quickly
@given(st.integers())
def test_the_words_we_offer_are_always_good(_: int) -> None:
    check_passphrase(new_passphrase(), ["Alice", "alice"])


@quickly
@given(st.text(max_size=SHORTEST - 1))
def test_short_is_refused(text: str) -> None:
    with pytest.raises(NotGood):
        check_passphrase(text)


@pytest.mark.parametrize("common", [text for text in COMMON if len(text) >= SHORTEST])
def test_what_guessers_try_first_is_refused_with_a_tail_too(common: str) -> None:
    for text in (common, common.upper(), common + "!1", " ".join(common)):
        with pytest.raises(NotGood):
            check_passphrase(text)


@pytest.mark.parametrize(
    "text",
    [
        "aaaaaaaaaaaaaaaaaaaa",
        "abcdeabcdeabcdeabcde",
        "12031985 04071987",
        "!!!!!!!!!!!!!!!!!!!!",
        "Rosalind Rosalind 12",
    ],
)
def test_one_thing_over_and_over_and_bare_dates_are_refused(text: str) -> None:
    with pytest.raises(NotGood):
        check_passphrase(text, ["Rosalind"])


def test_made_of_names_and_dates_is_refused_only_for_the_one_they_belong_to() -> None:
    text = "Rosalind 1985 kestrel"
    check_passphrase(text, ["Theodora"])
    with pytest.raises(NotGood):
        check_passphrase(text, ["Rosalind"])


@pytest.mark.parametrize("text", ["x7Kq29Lm4Rt81vBz", "the heron waits by our gate", "Rosalind sleeps on a bicycle"])
def test_random_letters_and_a_name_among_many_words_are_fine(text: str) -> None:
    check_passphrase(text, ["Rosalind"])
