"""From a passphrase to keys: the real cost, the floor, and the same bytes as libsodium makes."""

import hashlib
import inspect
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl import bindings, pwhash

from rekindle.vault import kdf

STANDARD, SMALL = kdf.Cost(3, 128 * kdf.MIB), kdf.Cost(3, 64 * kdf.MIB)
SALT = bytes(range(16))
quickly = settings(max_examples=100, deadline=None, derandomize=True)


@pytest.fixture
def real_cost(cheap_keys: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the product asks for, in place of what most tests do."""
    monkeypatch.setattr(kdf, "FLOOR", SMALL)
    monkeypatch.setitem(kdf.PROFILES, "standard", STANDARD)
    monkeypatch.setitem(kdf.PROFILES, "small", SMALL)


def by_libsodium(key: bytes, number: int, context: str, size: int = 32) -> bytes:
    """crypto_kdf_derive_from_key, which is BLAKE2b of nothing: the number is the salt, the context the person."""
    salt, person = number.to_bytes(8, "little") + bytes(8), context.encode().ljust(16, b"\0")
    return bindings.crypto_generichash_blake2b_salt_personal(b"", size, key=key, salt=salt, person=person)


def test_the_formula_is_libsodiums() -> None:
    """The first vector of libsodium's own test of crypto_kdf (test/default/kdf.exp)."""
    vector = (
        "a0c724404728c8bb95e5433eb6a9716171144d61efb23e74b873fcbeda51d807"
        "1b5d70aae12066dfc94ce943f145aa176c055040c3dd73b0a15e36254d450614"
    )
    assert by_libsodium(bytes(range(32)), 0, "KDF test", 64).hex() == vector


@quickly
@given(st.binary(min_size=32, max_size=32), st.integers(0, 2**64 - 1), st.text("abcdefgh", min_size=1, max_size=8))
def test_a_subkey_is_libsodiums(key: bytes, number: int, context: str) -> None:
    assert kdf.subkey(key, number, context) == by_libsodium(key, number, context)


def test_each_subkey_is_another() -> None:
    root = hashlib.sha256(b"root").digest()
    keys = {root, kdf.auth_key(root), kdf.wrap_key(root), kdf.subkey(root, 1, "wrap"), kdf.subkey(root, 2, "auth")}
    assert len(keys) == 5


@pytest.mark.usefixtures("real_cost")
def test_the_real_cost_once() -> None:
    assert kdf.PROFILES["standard"].mem == 128 * 1024 * 1024 and kdf.PROFILES["standard"].ops == 3
    root = kdf.root_key("anchor violet tunnel", SALT, kdf.PROFILES["standard"])
    assert root == pwhash.argon2id.kdf(32, b"anchor violet tunnel", SALT, opslimit=3, memlimit=134217728)
    assert root != kdf.root_key("anchor violet tunnel", SALT, SMALL)


@pytest.mark.usefixtures("real_cost")
@pytest.mark.parametrize("cost", [(2, 128), (3, 63), (1, 1), (0, 0), (3, 0)])
def test_below_the_floor_nothing_is_worked_out(cost: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    def worked(*args: object, **kwargs: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(pwhash.argon2id, "kdf", worked)
    with pytest.raises(kdf.TooCheap):
        kdf.root_key("anchor violet tunnel", SALT, kdf.Cost(cost[0], cost[1] * kdf.MIB))


@quickly
@given(st.text(min_size=1, max_size=20))
def test_one_passphrase_however_a_keyboard_composes_it(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    cheap = kdf.Cost(1, 8192)
    forms = {unicodedata.normalize(form, text) for form in ("NFC", "NFD")}
    assert len({kdf.root_key(form, SALT, cheap) for form in forms}) == 1


def test_the_product_refuses_what_the_tests_allow() -> None:
    """The floor as written in the module, whatever the fixtures of this run say."""
    source = inspect.getsource(kdf)
    assert 'FLOOR = PROFILES["small"]' in source and '"small": Cost(3, 64 * MIB)' in source
