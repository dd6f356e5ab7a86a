"""Us: for two, for one, and after the end."""

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from rekindle.accounts import verbs
from rekindle.couples.models import Invitation, Member
from rekindle.couples.pair import last_of
from rekindle.mine import us
from rekindle.reveal.rounds import open_round, seat
from rekindle.safety import gate
from tests.cast import PASSPHRASE, Actor, actor, clear_and_willing, couple

pytestmark = pytest.mark.django_db
PROMPT = {"kind": "practice", "slug": "x", "step": "reveal-1", "title": "A time I felt close to you"}
TOKENS = re.compile(r'(name="csrfmiddlewaretoken" value="|nonce="|data-token=")[^"]+')
PAGES = ("/us/", "/us/invitation/", "/us/words/", "/us/part/")


@pytest.fixture
def two() -> tuple[Actor, Actor]:
    return couple()


def page(one: Actor, address: str = "/us/") -> str:
    got = one.client().get(address)
    assert got.status_code == 200, got.headers.get("Location")
    return TOKENS.sub(r"\1", got.text)


# For two


def test_both_names_stand_there_with_their_shapes(two: tuple[Actor, Actor]) -> None:
    for one in two:
        html = page(one)
        assert '<span class="who a">Alice</span><span class="who b">Bob</span>' in html
        assert "<title>Us · Rekindle</title>" in html


def test_from_words_to_together() -> None:
    alice, bob = couple(confirmed=False)
    assert "Compare four words" in page(alice) and "Compare four words" in page(bob)
    assert compare(alice, "same").status_code == 302
    assert "Your half is done" in page(alice) and "Compare four words" in page(bob)
    compare(bob, "same")
    assert "Steps for two" in page(alice) and "Steps for two" in page(bob)
    assert alice.pair.ready and bob.pair.ready


def compare(one: Actor, found: str, words: list[str] | None = None):  # type: ignore[no-untyped-def]
    said = " ".join(words or one.pair.words())
    return one.client().post("/us/words/", {"found": found, "words": said})


def test_the_four_words_are_in_the_page() -> None:
    alice, bob = couple(confirmed=False)
    for word in alice.pair.words():
        assert f"<li>{word}</li>" in page(alice, "/us/words/") and f"<li>{word}</li>" in page(bob, "/us/words/")


def test_other_words_than_those_of_now_are_not_confirmed() -> None:
    alice, _ = couple(confirmed=False)
    for words in (["one", "two", "three", "four"], ["\u202e<b>", "\x00"]):
        got = compare(alice, "same", words)
        assert got.status_code == 409 and "have changed since" in got.text
    assert not alice.pair.checked


def test_different_words_end_the_couple_and_pin_nothing() -> None:
    alice, bob = couple(confirmed=False)
    got = compare(alice, "different")
    assert got.status_code == 200 and "Good that you looked" in got.text
    assert not alice.vault.keyring.pins and not Member.objects.filter(left=None).exists()
    assert "no longer shared" in page(bob)


def test_after_new_keys_it_asks_again_and_says_why(two: tuple[Actor, Actor]) -> None:
    alice, bob = two
    bob.ring = verbs.start_empty(bob.person, PASSPHRASE)
    for one in two:
        assert "Compare the words again" in page(one) and "new keys" in page(one)
        assert "so the words are new" in page(one, "/us/words/")
        compare(one, "same")
    assert "Steps for two" in page(alice) and "Steps for two" in page(bob)


def test_rounds_are_listed_with_their_state(two: tuple[Actor, Actor]) -> None:
    pytest.importorskip("rekindle.reveal.listing")
    alice, bob = two
    round = open_round(alice.pair, uuid4(), PROMPT, timezone.now()).round
    seat(alice.pair, round.pk).answer({"text": "hers"})
    assert "Yours is sealed" in page(alice)
    assert "A question for both of you" in page(bob) and "hers" not in page(bob)


# Steps for two: one sentence whatever the cause

Cause = Callable[[Actor], None]


def declined(bob: Actor) -> None:
    gate.clear(bob.vault, bob.pair, timezone.now())
    gate.wish(bob.vault, bob.pair, timezone.now(), together=False)


def worried(bob: Actor) -> None:
    clear_and_willing(bob, now=timezone.now())
    gate.begin(bob.vault, bob.pair, timezone.now())


def run_out(bob: Actor) -> None:
    clear_and_willing(bob, now=timezone.now() - timedelta(days=200))


def changed_mind(bob: Actor) -> None:
    clear_and_willing(bob, now=timezone.now())
    declined(bob)


def garbled(bob: Actor) -> None:
    Member.objects.filter(person=bob.person).update(willing=b"\x00\x00\x00\x01" + bytes(1200))


def willing_only(bob: Actor) -> None:
    gate.begin(bob.vault, bob.pair, timezone.now())
    gate.wish(bob.vault, bob.pair, timezone.now(), together=True)


CAUSES: list[Cause] = [declined, worried, run_out, changed_mind, garbled, willing_only, lambda bob: None]


@pytest.mark.parametrize("hers", ["nothing", "clear", "begun"])
@pytest.mark.parametrize("wish", [True, False])
def test_closed_reads_the_same_whatever_the_cause(two: tuple[Actor, Actor], wish: bool, hers: str) -> None:
    alice, bob = two
    gate.wish(alice.vault, alice.pair, timezone.now(), together=wish)
    if hers != "nothing":
        (gate.clear if hers == "clear" else gate.begin)(alice.vault, alice.pair, timezone.now())
    read = set()
    for cause in CAUSES:
        cause(bob)
        read.add(page(alice))
    assert len(read) == 1 and "Joint steps are not open yet" in read.pop()


def test_her_own_gate_does_not_show_either(two: tuple[Actor, Actor]) -> None:
    alice, _ = two
    read = {page(alice)}
    for act in (gate.begin, gate.clear):
        act(alice.vault, alice.pair, timezone.now())
        read.add(page(alice))
    assert len(read) == 1


def test_a_page_that_told_the_cause_would_be_noticed(two: tuple[Actor, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    alice, bob = two
    whole = us._two
    monkeypatch.setattr(us, "_two", lambda *a: whole(*a) | {"wish": a[1].willing(a[1].other).open})
    quiet = page(alice)
    clear_and_willing(bob, now=timezone.now())
    assert page(alice) != quiet


def test_it_opens_for_both_once_both_are_clear_and_willing(two: tuple[Actor, Actor]) -> None:
    for one in two:
        gate.clear(one.vault, one.pair, timezone.now())
        got = one.client().post("/us/together/", {"together": "yes"})
        assert (got.status_code, got.headers["Location"]) == (302, "/us/")
    for one in two:
        assert "Steps for two are open" in page(one)
    two[1].client().post("/us/together/", {"together": "no"})
    for one in two:
        assert "Steps for two are open" not in page(one)


def test_saying_yes_answers_the_same_whatever_it_leads_to(two: tuple[Actor, Actor]) -> None:
    alice, bob = two
    answers = set()
    for cause in [*CAUSES, lambda one: clear_and_willing(one, now=timezone.now())]:
        cause(bob)
        got = alice.client().post("/us/together/", {"together": "yes"})
        answers.add((got.status_code, got.headers["Location"], got.content))
    assert len(answers) == 1


def test_everybody_has_a_word_of_one_size_from_the_first_visit(two: tuple[Actor, Actor]) -> None:
    for one in two:
        page(one)
    clear_and_willing(two[0], now=timezone.now())
    assert len({len(bytes(word)) for word in Member.objects.values_list("willing", flat=True)} - {0}) == 1
    assert all(Member.objects.values_list("willing", flat=True))


# For one


def test_alone_it_is_a_whole_path() -> None:
    charlie = actor("Charlie")
    html = page(charlie)
    assert "My path" in html and "/practices/" in html and "/check-up/" in html
    assert "waiting for" not in html.casefold()
    for address in ("/us/words/", "/us/part/"):
        assert charlie.client().get(address).headers["Location"] == "/us/"
        assert charlie.client().post(address).headers["Location"] == "/us/"
    assert charlie.client().post("/us/together/", {"together": "yes"}).status_code == 302


def test_a_link_is_shown_once_with_its_secret_behind_the_hash() -> None:
    charlie = actor("Charlie")
    client = charlie.client()
    html = client.post("/us/invitation/").text
    link = re.search(r'value="(http://[^"]+)"', html)
    assert link and re.fullmatch(r"http://localhost:8000/join/#[\w-]{43}", link[1])
    assert 'src="data:image/svg+xml' in html and "style=" not in html
    token = link[1].partition("#")[2]
    for address in ("/us/", "/us/invitation/"):
        assert token not in client.get(address).text
    assert "A link of yours is open until" in client.get("/us/invitation/").text


def test_another_link_ends_the_first_and_it_can_be_taken_back() -> None:
    charlie = actor("Charlie")
    client = charlie.client()
    for _ in range(2):
        client.post("/us/invitation/")
    assert Invitation.objects.count() == 1
    assert client.post("/us/invitation/", {"withdraw": "yes"}).headers["Location"] == "/us/invitation/"
    assert not Invitation.objects.exists()


def test_two_are_not_offered_an_invitation(two: tuple[Actor, Actor]) -> None:
    for act in (two[0].client().get, two[0].client().post):
        assert act("/us/invitation/").headers["Location"] == "/us/"
    assert not Invitation.objects.filter(used=False).exists()


# The end


def test_leaving_is_one_press_and_reads_the_same_for_both(two: tuple[Actor, Actor]) -> None:
    alice, bob = two
    assert "Bob sees" in page(alice, "/us/part/")
    got = alice.client().post("/us/part/")
    assert (got.status_code, got.headers["Location"]) == (302, "/us/")
    pages = {page(one).replace(name, "_") for one, name in ((alice, "Bob"), (bob, "Alice"))}
    assert len({re.sub(r'data-me="\w+"', "", html) for html in pages}) == 1
    assert "This space is no longer shared" in pages.pop()
    assert alice.client().post("/us/part/").status_code == 302


def test_what_both_opened_is_still_listed_and_what_was_sealed_is_not(two: tuple[Actor, Actor]) -> None:
    alice, bob = two
    now = timezone.now()
    opened, sealed = (open_round(alice.pair, uuid4(), PROMPT | {"title": name}, now).round for name in ("Old", "New"))
    seat(alice.pair, opened.pk).answer({"text": "hers"})
    seat(bob.pair, opened.pk).answer({"text": "his"})
    seat(alice.pair, opened.pk).release()
    seat(alice.pair, sealed.pk).answer({"text": "hers"})
    bob.client().post("/us/part/")
    for one in two:
        over = last_of(one.vault)
        assert over
        titles = [listed.title for listed in us._one(request_of(one))["rounds"]]
        assert titles == ["Old"]


def request_of(one: Actor):  # type: ignore[no-untyped-def]
    return SimpleNamespace(vault=one.vault, user=one.person)


def test_a_partner_whose_account_is_gone_reads_like_an_end(two: tuple[Actor, Actor]) -> None:
    alice, bob = two
    bob.person.delete()
    assert "You and Bob are not a couple here any more" in page(alice)
    assert alice.client().post("/us/invitation/").status_code == 200


# The doors


@pytest.mark.parametrize("address", [*PAGES, "/us/together/"])
def test_strangers_and_locked_pages_get_nothing(two: tuple[Actor, Actor], address: str) -> None:
    if address != "/us/":
        assert Client().post(address).headers["Location"].startswith("/sign-in/")
        assert two[0].client(unlocked=False).post(address).status_code == 403
    if address != "/us/together/":
        assert two[0].client(unlocked=False).get(address).headers["Location"].startswith("/unlock/")
    assert Member.objects.filter(left=None).count() == 2


def test_asking_for_together_is_a_post(two: tuple[Actor, Actor]) -> None:
    assert two[0].client().get("/us/together/").status_code == 405
