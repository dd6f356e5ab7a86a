"""The vault: what goes in comes out, for its owner, in order, once, and whole."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekindle.vault.envelope import SealBroken
from rekindle.vault.models import Item, Keys
from rekindle.vault.store import PAGE, Vault
from tests.cast import NOW, Actor, actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> Actor:
    return actor("Alice")


def test_a_thing_comes_back_as_it_went_in(alice: Actor) -> None:
    id = alice.vault.add("note", {"text": "dear\u202eyou\n"}, NOW)
    kept = alice.vault.get(id, "note")
    assert kept and kept.body == {"text": "dear\u202eyou\n"} and kept.at == NOW


def test_a_thing_is_found_only_under_its_kind_and_by_its_owner(alice: Actor) -> None:
    id = alice.vault.add("note", {}, NOW)
    assert alice.vault.get(id, "letter") is None
    assert actor("Charlie").vault.get(id, "note") is None


def test_the_same_form_twice_keeps_one_thing(alice: Actor) -> None:
    id = uuid4()
    alice.vault.add("note", {"text": "first"}, NOW, id)
    alice.vault.add("note", {"text": "second"}, NOW, id)
    assert [kept.body["text"] for kept in alice.vault.newest("note")] == ["first"]


def test_lists_run_newest_first_over_several_pages(alice: Actor) -> None:
    vault = alice.vault
    for number in range(PAGE + 5):
        vault.add("note", {"n": number}, NOW + timedelta(minutes=number))
    assert [kept.body["n"] for kept in alice.vault.newest("note")] == list(range(PAGE + 4, -1, -1))


def test_what_is_removed_is_gone_and_the_rest_stays(alice: Actor) -> None:
    vault = alice.vault
    ids = [vault.add("note", {"n": number}, NOW) for number in range(3)]
    vault.remove(ids[1], "note")
    assert [kept.body["n"] for kept in alice.vault.newest("note")] == [2, 0]
    assert alice.vault.whole()


def test_documents_are_kept_by_name(alice: Actor) -> None:
    vault = alice.vault
    vault.keep_document("gate", {"a": 1}, NOW)
    vault.keep_document("gate", {"a": 2}, NOW)
    assert alice.vault.document("gate") == {"a": 2}
    assert alice.vault.documents("gate", "other") == {"gate": {"a": 2}, "other": {}}


def test_rows_say_nothing_of_what_they_are(alice: Actor) -> None:
    alice.vault.add("note", {"text": "x"}, NOW)
    alice.vault.keep_document("gate", {"clear": True}, NOW)
    assert {len(bytes(blob)) for blob in Item.objects.values_list("blob", flat=True)} == {1081}
    assert [field.name for field in Item._meta.fields] == ["id", "owner", "epoch", "blob", "day"]


def test_a_missing_or_restored_item_is_noticed(alice: Actor) -> None:
    vault = alice.vault
    id = vault.add("note", {"text": "old"}, NOW)
    old = bytes(Item.objects.get(pk=id).blob)
    vault.replace(id, "note", {"text": "new"})
    assert alice.vault.whole()
    Item.objects.filter(pk=id).update(blob=old)
    assert not alice.vault.whole()
    Item.objects.filter(pk=id).delete()
    assert not alice.vault.whole()


def test_an_error_inside_a_change_leaves_everything_as_it_was(alice: Actor) -> None:
    vault = alice.vault
    with pytest.raises(RuntimeError), vault.change():
        vault.add("note", {}, NOW)
        raise RuntimeError
    assert list(vault.newest("note")) == [] and alice.vault.whole()


def test_a_swapped_blob_or_keyring_opens_nothing(alice: Actor) -> None:
    charlie = actor("Charlie")
    mine, theirs = alice.vault.add("note", {}, NOW), charlie.vault.add("note", {}, NOW)
    Item.objects.filter(pk=mine).update(blob=Item.objects.get(pk=theirs).blob)
    with pytest.raises(SealBroken):
        alice.vault.get(mine, "note")
    Keys.objects.filter(person=alice.person).update(keyring=Keys.objects.get(person=charlie.person).keyring)
    with pytest.raises(SealBroken):
        _ = alice.vault.keyring


def test_a_keyring_that_is_brought_along_opens_only_to_its_owner(alice: Actor) -> None:
    vault = alice.vault
    with pytest.raises(SealBroken):
        vault.bring(bytes(Keys.objects.get(person=actor("Mallory").person).keyring))
    vault.bring(bytes(Keys.objects.get(person=alice.person).keyring))
    assert vault.keyring == alice.vault.keyring


def test_an_item_given_to_another_owner_opens_nothing(alice: Actor) -> None:
    charlie = actor("Charlie")
    id = alice.vault.add("note", {"text": "mine"}, NOW)
    Item.objects.filter(pk=id).update(owner=charlie.person)
    with pytest.raises(SealBroken):
        charlie.vault.get(id, "note")


def test_a_wrong_ring_opens_nothing(alice: Actor) -> None:
    with pytest.raises(SealBroken):
        _ = Vault(alice.person.pk, bytes(32)).keyring


@settings(max_examples=25, deadline=None, derandomize=True)
@given(steps=st.lists(st.tuples(st.sampled_from("ard"), st.integers(0, 5)), max_size=12))
def test_any_order_of_writes_keeps_the_vault_whole(steps: list[tuple[str, int]]) -> None:
    one = actor(f"P{uuid4()}")
    vault, kept = one.vault, {}
    for act, number in steps:
        if act == "a":
            kept[vault.add("note", {"n": number}, NOW)] = number
        elif kept and act == "r":
            id = list(kept)[number % len(kept)]
            vault.replace(id, "note", {"n": number})
            kept[id] = number
        elif kept:
            id = list(kept)[number % len(kept)]
            vault.remove(id, "note")
            del kept[id]
    assert one.vault.whole()
    assert [found.body["n"] for found in one.vault.newest("note")] == list(kept.values())[::-1]
