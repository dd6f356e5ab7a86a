"""The page Today: one lit card, its reason, and what may be put off."""

from uuid import uuid4

import pytest
from django.utils import timezone

from rekindle import catalogue
from rekindle.measures import checkup
from rekindle.practice import runs
from tests.cast import Actor, actor, couple

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> Actor:
    return actor("Alice")


def answered(one: Actor, **low: int) -> None:
    areas = {slug: [low.get(slug.replace("-", "_"), 7), 2] for slug in catalogue.current().strategies}
    checkup.finish(one.vault, {**checkup.blank("short"), "areas": areas}, timezone.now())


def page(one: Actor) -> str:
    return one.client().get("/today/").content.decode()


def test_before_any_check_up_today_offers_one(alice: Actor) -> None:
    assert "See where you stand" in page(alice) and page(alice).count('class="lit"') == 1


def test_after_a_check_up_there_is_one_step_with_its_reason(alice: Actor) -> None:
    answered(alice, quality_time=1)
    shown = page(alice)
    assert shown.count('class="lit"') == 1 and "Why this, why now." in shown
    assert sum(practice.title in shown for practice in catalogue.current().practices.values()) == 1


def test_something_smaller_is_shorter(alice: Actor) -> None:
    answered(alice)
    client = alice.client()
    client.post("/today/choice/", {"choice": "45"})
    first = shown_practice(client.get("/today/").content.decode())
    client.post("/today/choice/", {"choice": "smaller"})
    second = shown_practice(client.get("/today/").content.decode())
    assert second.minutes <= min(first.minutes, 10)


def shown_practice(shown: str):  # type: ignore[no-untyped-def]
    return next(practice for practice in catalogue.current().practices.values() if f'value="{practice.slug}"' in shown)


def test_not_today_closes_the_card_until_tomorrow_and_can_be_undone(alice: Actor) -> None:
    answered(alice)
    client = alice.client()
    slug = shown_practice(client.get("/today/").content.decode()).slug
    client.post("/today/choice/", {"choice": "not-today", "slug": slug})
    assert "Not today, then" in client.get("/today/").content.decode()
    client.post("/today/choice/", {"choice": "yes-today"})
    assert shown_practice(client.get("/today/").content.decode()).slug != slug


def test_an_open_run_comes_first(alice: Actor) -> None:
    answered(alice)
    practice = catalogue.current().practices["under-the-anger"]
    id = runs.begin(alice.vault, practice, timezone.now(), together=False, id=uuid4())
    shown = page(alice)
    assert "Where you stopped" in shown and f"/practices/{id}/" in shown


@pytest.mark.parametrize("choice", ["", "\x00", "999", "DROP", "-5", "٥"])
def test_a_choice_that_is_none_changes_nothing(alice: Actor, choice: str) -> None:
    client = alice.client()
    assert client.post("/today/choice/", {"choice": choice, "slug": "\x00x"}).status_code == 302
    assert alice.vault.document("plan") == {}


def test_two_people_who_have_not_compared_words_are_reminded_once() -> None:
    alice, _ = couple(confirmed=False)
    assert page(alice).count("Four words to compare") == 1


def test_alone_is_complete(alice: Actor) -> None:
    assert "On your own, and complete" in page(alice)


def test_locked_means_the_way_to_unlock(alice: Actor) -> None:
    assert alice.client(unlocked=False).get("/today/").url.startswith("/unlock/")


def test_after_parting_nothing_asks_for_an_invitation(alice: Actor) -> None:
    assert "invite your partner" in page(alice)
    one, other = couple("Cleo", "Bo")
    other.pair.part(timezone.now())
    for each in (one, other):
        shown = page(each)
        assert "Your own steps go on" in shown and "invite your partner" not in shown


def test_letting_go_of_a_step_says_what_is_lost_before_it_is(alice: Actor) -> None:
    answered(alice)
    client = alice.client()
    slug = shown_practice(client.get("/today/").content.decode()).slug
    client.post("/practices/begin/", {"slug": slug, "together": "", "once": str(uuid4())})
    card = client.get("/today/").content.decode().split('class="lit"')[1].split("</article>")[0]
    assert card.index("gone for good") < card.index("Delete it") and card.index("<details") < card.index("/drop/")
