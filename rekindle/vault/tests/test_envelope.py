"""The envelope: a second implementation agrees, every changed byte is refused, and so is every other place."""

import random
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl import bindings, signing

from rekindle.vault import envelope as module
from rekindle.vault.envelope import (
    Place,
    Scope,
    SealBroken,
    open_envelope,
    open_signed,
    pad,
    seal,
    seal_signed,
    unpad,
    verify,
)
from rekindle.vault.tests import second

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
PLACE = Place(UUID(int=1), UUID(int=2), Scope.PRIVATE, 3)
quickly = settings(max_examples=100, deadline=None, derandomize=True)


def test_the_second_implementation_is_right_itself() -> None:
    """The vector of draft-irtf-cfrg-xchacha-03, section 2.2.1."""
    nonce = bytes.fromhex("000000090000004a0000000031415927")
    expected = "82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc"
    assert second.hchacha20(bytes(range(32)), nonce).hex() == expected


def test_a_thousand_random_envelopes_agree_to_the_byte_and_open_in_both() -> None:
    source = random.Random(20260304)
    for _ in range(1000):
        key, nonce = source.randbytes(32), source.randbytes(24)
        content = source.randbytes(source.choice((0, 1, 40, 1022, 1023, 1024, 2047, 3000)))
        place = Place(
            UUID(bytes=source.randbytes(16)),
            UUID(bytes=source.randbytes(16)),
            source.choice(list(Scope)),
            source.randrange(2**32),
        )
        bound = second.associated(place.item, place.owner, int(place.scope), place.epoch)
        ours = seal(key, content, place, nonce)
        assert ours == second.sealed(key, nonce, content, bound)
        assert open_envelope(key, ours, place) == second.opened(key, ours, bound) == content


def test_every_flipped_byte_is_refused() -> None:
    good = seal(KEY, b"words", PLACE)
    assert open_envelope(KEY, good, PLACE) == b"words"
    for at in range(len(good)):
        for flip in (0x01, 0x80, 0xFF):
            bad = good[:at] + bytes([good[at] ^ flip]) + good[at + 1 :]
            with pytest.raises(SealBroken):
                open_envelope(KEY, bad, PLACE)


@pytest.mark.parametrize("cut", [0, 1, 25, 41, 56, 57, 1000, 1080])
def test_a_shortened_or_longer_one_is_refused(cut: int) -> None:
    good = seal(KEY, b"words", PLACE)
    for bad in (good[:cut], good + b"\0", good[cut:] + good[:cut] + b"\0"):
        with pytest.raises(SealBroken):
            open_envelope(KEY, bad, PLACE)


@pytest.mark.parametrize(
    "place",
    [
        PLACE._replace(item=UUID(int=9)),
        PLACE._replace(owner=UUID(int=9)),
        PLACE._replace(scope=Scope.COUPLE),
        PLACE._replace(epoch=4),
        PLACE._replace(item=PLACE.owner, owner=PLACE.item),
    ],
)
def test_another_place_or_key_is_refused(place: Place) -> None:
    good = seal(KEY, b"words", PLACE)
    for key, where in ((KEY, place), (OTHER, PLACE)):
        with pytest.raises(SealBroken):
            open_envelope(key, good, where)


def test_one_envelope_opens_under_one_key_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Poly1305 alone would pass a ciphertext made for two keys; the commitment does not."""
    good = seal(KEY, b"words", PLACE)
    nonce = good[1:25]
    forged = good[:41] + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(pad(b"other"), PLACE.bound(), nonce, OTHER)
    for key in (KEY, OTHER):
        with pytest.raises(SealBroken):
            open_envelope(key, forged, PLACE)
    # The reverse: without the commitment the second key reads what it was given.
    monkeypatch.setattr(module, "_commitment", lambda key, nonce: good[25:41])
    assert open_envelope(OTHER, forged, PLACE) == b"other"


def test_the_same_words_twice_look_different() -> None:
    assert seal(KEY, b"words", PLACE) != seal(KEY, b"words", PLACE)


@quickly
@given(st.binary(max_size=5000))
def test_padding_comes_off_again_and_tells_little(content: bytes) -> None:
    size = len(pad(content))
    assert unpad(pad(content)) == content
    assert size >= 1024 and size & (size - 1) == 0 and (size == 1024 or size // 2 <= len(content))


@pytest.mark.parametrize("padded", [b"", b"\0" * 1024, b"words", b"words\x80\0\1"])
def test_padding_that_is_none_is_refused(padded: bytes) -> None:
    with pytest.raises(SealBroken):
        unpad(padded)


def test_signed_opens_only_with_its_author() -> None:
    seed, stranger = bytes(32), bytes(range(32))
    mine, theirs = (bytes(signing.SigningKey(one).verify_key) for one in (seed, stranger))
    signed = seal_signed(KEY, seed, b"words", PLACE)
    assert open_signed(KEY, mine, signed, PLACE) == b"words"
    wrong = [
        (KEY, theirs, signed, PLACE),
        (OTHER, mine, signed, PLACE),
        (KEY, mine, signed, PLACE._replace(item=uuid4())),
        (KEY, mine, signed[64:], PLACE),
        (KEY, b"", signed, PLACE),
        (KEY, mine, b"", PLACE),
    ]
    for key, author, blob, place in wrong:
        with pytest.raises(SealBroken):
            open_signed(key, author, blob, place)


def test_every_flipped_byte_of_a_signed_one_is_refused() -> None:
    seed = bytes(32)
    mine, signed = bytes(signing.SigningKey(seed).verify_key), seal_signed(KEY, seed, b"words", PLACE)
    for at in range(0, len(signed), 3):
        bad = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
        with pytest.raises(SealBroken):
            open_signed(KEY, mine, bad, PLACE)


@pytest.mark.parametrize("signature", [b"", bytes(63), bytes(64), bytes(65)])
def test_a_signature_of_any_other_length_is_refused(signature: bytes) -> None:
    with pytest.raises(SealBroken):
        verify(bytes(signing.SigningKey(bytes(32)).verify_key), b"message", signature)
