"""Words for people: codes that come back as they went out, and four words both can compare."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekindle.vault.words import NotACode, check_words, new_passphrase, recovery_secret, recovery_words, word_list

quickly = settings(max_examples=200, deadline=None, derandomize=True)
key = st.binary(min_size=32, max_size=32)


def test_the_list_is_2048_words_told_apart_by_four_letters() -> None:
    assert len(word_list()) == len({word[:4] for word in word_list()}) == 2048


@quickly
@given(st.binary(min_size=20, max_size=20))
def test_a_code_comes_back_however_it_is_typed(secret: bytes) -> None:
    words = recovery_words(secret)
    assert len(words) == 15 and recovery_secret(" ".join(words)) == secret
    assert recovery_secret("\n" + ",  ".join(word[:4].upper() for word in words) + " ") == secret


@quickly
@given(st.binary(min_size=20, max_size=20), st.integers(0, 14), st.integers(1, 2047))
def test_one_wrong_word_never_gives_the_secret(secret: bytes, at: int, by: int) -> None:
    words = recovery_words(secret)
    words[at] = word_list()[(word_list().index(words[at]) + by) % 2048]
    try:
        assert recovery_secret(" ".join(words)) != secret
    except NotACode:
        return


def test_most_slips_are_noticed() -> None:
    secret = bytes(range(20))
    words, caught = recovery_words(secret), 0
    for by in range(1, 1001):
        slip = [*words[:6], word_list()[(word_list().index(words[6]) + by) % 2048], *words[7:]]
        try:
            recovery_secret(" ".join(slip))
        except NotACode:
            caught += 1
    assert caught > 900


@pytest.mark.parametrize(
    "text", ["", "abandon", " ".join(["abandon"] * 14), " ".join(["zzzz"] * 15), "\x00", "é " * 15]
)
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(NotACode):
        recovery_secret(text)


@quickly
@given(st.binary(min_size=16, max_size=16), key, key, key, key)
def test_both_see_the_same_four_words(couple: bytes, a: bytes, b: bytes, c: bytes, d: bytes) -> None:
    words = check_words(couple, a, b, c, d)
    assert words == check_words(couple, c, d, a, b) and len(words) == 4
    assert check_words(couple, bytes(32), b, c, d) != words or a == bytes(32)
    assert check_words(bytes(16), a, b, c, d) != words or couple == bytes(16)


def test_offered_words_are_five_of_the_list_and_never_twice_the_same() -> None:
    offered = [new_passphrase() for _ in range(200)]
    assert len(set(offered)) == 200
    assert all(len(words.split()) == 5 and set(words.split()) <= set(word_list()) for words in offered)
