"""The page of a round: asked, sealed, open, taken back, closed, parted, broken."""

from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from rekindle import catalogue
from rekindle.reveal.models import Answer, Reply, Round
from rekindle.reveal.rounds import open_round, seat
from rekindle.safety import gate
from rekindle.vault.models import Item
from tests.cast import Actor, actor, clear_and_willing, couple

pytestmark = pytest.mark.django_db
TITLE = "What {partner} may not know"
PROMPT = {"kind": "practice", "slug": "x", "step": "reveal-1", "title": TITLE}
KEPT = ["<script>alert(1)</script> {{ 7 }}", "abc \u202e fed", "  spaces\r\n\r\nand lines  ", "😀 e\u0301"]
REFUSED = ["", "  \n ", "a\x00b", "x" * 20_001]


@pytest.fixture
def table() -> tuple[Actor, Actor, UUID]:
    alice, bob = couple()
    clear_and_willing(alice, bob, now=timezone.now())
    return alice, bob, open_round(alice.pair, uuid4(), PROMPT, timezone.now()).round.pk


Table = tuple[Actor, Actor, UUID]


def say(client: Client, id: UUID, text: str) -> int:
    return client.post(f"/rounds/{id}/answer/", {"answer": text}).status_code


def page(one: Actor, id: UUID, **query: str) -> str:
    response = one.client().get(f"/rounds/{id}/", query)
    assert response.status_code == 200
    return response.content.decode()


def main(text: str) -> str:
    return text.split("<main")[1].split("</main>")[0]


def opened(table: Table) -> None:
    alice, bob, id = table
    say(alice.client(), id, "from Alice")
    say(bob.client(), id, "from Bob")
    page(alice, id)


def test_the_question_names_the_partner_of_whoever_reads(table: Table) -> None:
    alice, bob, id = table
    assert "What Bob may not know" in page(alice, id)
    assert "What Alice may not know" in page(bob, id)


def test_a_question_reads_the_same_whether_or_not_the_other_has_answered(table: Table) -> None:
    alice, bob, id = table
    client = bob.client()
    before = main(client.get(f"/rounds/{id}/").content.decode())
    say(alice.client(), id, "hers")
    after = main(client.get(f"/rounds/{id}/").content.decode())
    assert scrubbed(before) == scrubbed(after)


def test_a_sealed_answer_reads_the_same_whether_or_not_the_other_has_answered(table: Table) -> None:
    alice, bob, id = table
    client = alice.client()
    say(client, id, "same words")
    first = main(client.get(f"/rounds/{id}/").content.decode())
    seat(alice.pair, id).take_back()
    id = open_round(bob.pair, uuid4(), PROMPT, timezone.now()).round.pk
    say(bob.client(), id, "his")
    say(client, id, "same words")
    second = main(client.get(f"/rounds/{id}/").content.decode())
    assert scrubbed(first) == scrubbed(second) and "Not open yet" in second


def scrubbed(text: str) -> list[str]:
    """Text without addresses and tokens, which differ anyway."""
    return [line for line in text.splitlines() if "csrf" not in line and "href" not in line]


def test_sealed_then_open_side_by_side(table: Table) -> None:
    alice, bob, id = table
    say(alice.client(), id, "from Alice")
    assert "from Alice" in page(alice, id) and "from Alice" not in page(bob, id)
    say(bob.client(), id, "from Bob")
    assert "from Alice" not in page(bob, id)
    both = page(alice, id)
    assert "from Alice" in both and "from Bob" in both and "You and Bob" in both
    assert both.index("from Alice") < both.index("from Bob")
    his = page(bob, id)
    assert his.index("from Alice") < his.index("from Bob")


def test_mine_can_be_changed_until_it_opens(table: Table) -> None:
    alice, bob, id = table
    client = alice.client()
    say(client, id, "first thought")
    assert "first thought" in main(page(alice, id, change="1")).split("<textarea")[1]
    say(client, id, "second thought")
    assert "second thought" in page(alice, id) and "first thought" not in page(alice, id)
    say(bob.client(), id, "his")
    page(alice, id)
    response = client.post(f"/rounds/{id}/answer/", {"answer": "too late for this"})
    assert response.status_code == 409
    text = response.content.decode()
    assert "can’t be changed any more" in text and "too late for this" in text


def test_taking_back_before_opening_leaves_nothing(table: Table) -> None:
    alice, bob, id = table
    client = alice.client()
    say(client, id, "hers")
    assert client.post(f"/rounds/{id}/taken-back/")["Location"] == "/us/"
    assert not Round.objects.exists()
    assert client.get(f"/rounds/{id}/").status_code == 404
    assert client.post(f"/rounds/{id}/taken-back/").status_code == 404


def test_taking_back_after_opening_leaves_an_empty_place(table: Table) -> None:
    alice, bob, id = table
    opened(table)
    alice.client().post(f"/rounds/{id}/taken-back/")
    text = page(bob, id)
    assert "from Alice" not in text and "Taken back." in text and "from Bob" in text


def test_the_second_is_told_when_the_first_began_again(table: Table) -> None:
    alice, bob, id = table
    say(alice.client(), id, "one")
    say(bob.client(), id, "his")
    alice.client().post(f"/rounds/{id}/taken-back/")
    say(alice.client(), id, "two")
    text = page(bob, id)
    assert "Something has changed on the other side" in text and "his" in text and "two" not in text
    say(bob.client(), id, "his")
    assert "his" in page(alice, id) and "two" in page(bob, id)


def test_replies_come_after_opening_in_both_colours_and_once(table: Table) -> None:
    alice, bob, id = table
    early = bob.client().post(f"/rounds/{id}/replies/", {"reply": "early words", "once": str(uuid4())})
    assert early.status_code == 409
    opened(table)
    client, once = bob.client(), str(uuid4())
    for _ in range(2):
        client.post(f"/rounds/{id}/replies/", {"reply": "What I understood is this", "once": once})
    text = page(alice, id)
    assert text.count("What I understood is this") == 1 and Reply.objects.count() == 1
    assert "It makes sense, because" in text


@pytest.mark.parametrize("text", KEPT)
def test_any_text_is_kept_as_written_and_never_runs(table: Table, text: str) -> None:
    alice, _, id = table
    assert say(alice.client(), id, text) == 302
    assert seat(alice.pair, id).my_words().body == {"text": text}
    assert "<script>alert" not in page(alice, id)


@pytest.mark.parametrize("text", REFUSED, ids=["empty", "blanks", "nul", "too long"])
def test_text_that_cannot_be_kept_stays_in_the_page(table: Table, text: str) -> None:
    alice, bob, id = table
    response = alice.client().post(f"/rounds/{id}/answer/", {"answer": text})
    assert response.status_code == 400 and "One thing to check" in response.content.decode()
    assert not Answer.objects.exists()
    opened(table)
    response = bob.client().post(f"/rounds/{id}/replies/", {"reply": text, "once": str(uuid4())})
    assert response.status_code == 400 and not Reply.objects.exists()


def test_strangers_find_nothing(table: Table) -> None:
    _, _, id = table
    eve, _ = couple("Eve", "Mallory")
    for other in (eve, actor("Charlie")):
        client = other.client()
        assert client.get(f"/rounds/{id}/").status_code == 404
        for verb in ("answer", "taken-back", "replies"):
            assert client.post(f"/rounds/{id}/{verb}/", {"answer": "x", "reply": "x"}).status_code == 404
    assert actor("Dan").client(unlocked=False).get(f"/rounds/{id}/")["Location"].startswith("/unlock/")


def test_what_was_typed_into_a_locked_page_is_kept(table: Table) -> None:
    alice, _, id = table
    client = alice.client()
    client.post("/lock/")
    response = client.post(f"/rounds/{id}/answer/", {"answer": "typed for ten minutes"})
    assert response.status_code == 403 and "typed for ten minutes" in response.content.decode()


def test_while_joint_steps_are_closed_nothing_is_sealed_and_the_words_stay(table: Table) -> None:
    alice, bob, id = table
    gate.begin(bob.vault, bob.pair, timezone.now())
    text = page(alice, id)
    assert catalogue.current().safety.joint_closed[:40] in text and "Seal it" not in text
    response = alice.client().post(f"/rounds/{id}/answer/", {"answer": "typed already"})
    assert response.status_code == 409 and "typed already" in response.content.decode()
    assert not Answer.objects.exists()


def test_while_joint_steps_are_closed_nothing_opens_but_taking_back_works(table: Table) -> None:
    alice, bob, id = table
    say(alice.client(), id, "from Alice")
    say(bob.client(), id, "from Bob")
    gate.begin(alice.vault, alice.pair, timezone.now())
    assert "from Bob" not in page(alice, id)
    assert "from Alice" not in page(bob, id)
    alice.client().post(f"/rounds/{id}/taken-back/")
    assert Answer.objects.count() == 1


def test_after_parting_what_was_open_stays_and_nothing_new_goes_in(table: Table) -> None:
    alice, bob, id = table
    opened(table)
    bob.pair.part(timezone.now())
    for one in (alice, bob):
        text = page(one, id)
        assert "from Alice" in text and "from Bob" in text and "not a couple here any more" in text
        assert 'name="reply"' not in text and 'name="answer"' not in text
        client = one.client()
        assert client.post(f"/rounds/{id}/replies/", {"reply": "after", "once": str(uuid4())}).status_code == 409
        assert client.post(f"/rounds/{id}/answer/", {"answer": "after"}).status_code == 409
    assert not Reply.objects.exists()


def test_after_parting_a_sealed_answer_stays_with_its_author(table: Table) -> None:
    alice, bob, id = table
    say(alice.client(), id, "from Alice")
    alice.pair.part(timezone.now())
    assert "from Alice" in page(alice, id)
    assert "from Alice" not in page(bob, id)
    assert alice.client().post(f"/rounds/{id}/taken-back/").status_code == 302
    assert not Answer.objects.exists()


@pytest.mark.parametrize("column", ["blob", "signature", "commitment"])
def test_a_forged_answer_is_not_shown_as_genuine(table: Table, column: str) -> None:
    alice, bob, id = table
    say(alice.client(), id, "from Alice")
    row = Answer.objects.get()
    changed = bytes(getattr(row, column))
    Answer.objects.filter(pk=row.pk).update(**{column: bytes([changed[0] ^ 1]) + changed[1:]})
    client = bob.client()
    client.post(f"/rounds/{id}/answer/", {"answer": "from Bob"})
    for one in (alice, bob):
        text = one.client().get(f"/rounds/{id}/").content.decode()
        assert not ("from Alice" in text and one is bob)


@pytest.mark.parametrize(("column", "value"), [("held", "pending"), ("held", "neither"), ("place", "z")])
def test_rows_that_contradict_each_other_end_in_a_calm_page(table: Table, column: str, value: str) -> None:
    alice, bob, id = table
    opened(table)
    Answer.objects.filter(place="b").update(**{column: value})
    Answer.objects.filter(place="a").update(held="pending")
    for one in (alice, bob):
        response = one.client().get(f"/rounds/{id}/")
        text = response.content.decode()
        assert response.status_code in (200, 409)
        assert "from Bob" not in text or one is bob
        assert "from Alice" not in text or one is alice
        assert one.client().get("/today/").status_code == 200


def test_a_check_up_round_has_its_own_page(table: Table) -> None:
    alice, _, _ = table
    id = open_round(alice.pair, uuid4(), {"kind": "check-up"}, timezone.now()).round.pk
    assert alice.client().get(f"/rounds/{id}/")["Location"] == f"/check-up/together/{id}/"


def test_no_topic_is_in_the_title_and_no_word_in_the_database(table: Table) -> None:
    alice, _, id = table
    opened(table)
    assert "<title>Page" in page(alice, id)
    rows = [*Round.objects.values_list("blob", flat=True), *Answer.objects.values_list("blob", flat=True)]
    rows += Item.objects.values_list("blob", flat=True)
    whole = b"".join(bytes(row) for row in rows)
    assert all(word not in whole for word in (b"from Alice", b"from Bob", b"may not know"))


def test_a_page_is_read_with_a_get_and_changed_with_a_post(table: Table) -> None:
    alice, _, id = table
    client = alice.client()
    assert client.post(f"/rounds/{id}/").status_code == 405
    assert [client.get(f"/rounds/{id}/{verb}/").status_code for verb in ("answer", "taken-back", "replies")] == [
        405
    ] * 3


def test_taking_back_leads_to_the_same_place_whether_or_not_the_other_has_answered() -> None:
    places = []
    for answered in (False, True):
        alice, bob = couple(f"Alice{answered}", f"Bob{answered}")
        clear_and_willing(alice, bob, now=timezone.now())
        round = open_round(alice.pair, uuid4(), {"kind": "practice", "title": "x"}, timezone.now()).round
        seat(alice.pair, round.pk).answer({"text": "hers"})
        if answered:
            seat(bob.pair, round.pk).answer({"text": "his"})
        places.append(alice.client().post(f"/rounds/{round.pk}/taken-back/")["Location"])
    assert places == ["/us/", "/us/"]
