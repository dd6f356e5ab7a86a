"""The pages: at every stage, for both, twice, at once, closed, over, and for strangers."""

import io
import json
import re
import zipfile
from uuid import uuid4

import pytest
from django.utils import timezone

from rekindle import catalogue
from rekindle.accounts.farewell import say_farewell
from rekindle.concerns import apart, concern
from rekindle.concerns.tests.living import AGREEMENT, NAME, PATTERN, WAY, Two
from rekindle.couples.models import Member
from rekindle.ledger.models import Entry, Thread
from rekindle.mine.exporting import gather
from rekindle.reveal.models import Answer
from rekindle.reveal.rounds import open_round
from rekindle.safety import gate
from tests.cast import actor

pytestmark = pytest.mark.django_db
PAGES = (
    *("", "name/", "side/1/", "side/4/", "side/9/", "side/0/", "read/1/", "read/2/", "read/3/"),
    *("apart/marks/", "apart/nature/", "apart/ideas/", "apart/review/", "apart/other/"),
    *("pattern/", "ideas/", "parts/", "agreement/", "history/"),
)
STAGES = [stage for stage in WAY if stage != "begin"] + ["end"]
ACTS = (
    *("accept", "put aside", "take up", "say it is ours", "say we talked", "choose a way"),
    *("enough ideas", "more ideas", "sign", "keep the earlier one", "say what comes of it"),
)


@pytest.mark.parametrize("stage", STAGES)
def test_every_page_at_every_stage(stage: str) -> None:
    two = Two().until(stage)
    for place in "ab":
        for rest in PAGES:
            answer = two.clients[place].get(two.address(rest))
            assert answer.status_code in (200, 302), (rest, answer.status_code)
            if answer.status_code == 302:
                assert answer["Location"] == two.address()
    for rest in ("", "agreement/", "pattern/", "ideas/", "parts/", "apart/review/", "side/1/", "name/", "taken-back/"):
        assert two.post("b", rest).status_code in (200, 302, 400, 405, 409), rest
    before = Entry.objects.count()
    for act in ACTS:
        assert two.post("a", "act/", act=act, version="9", digest="0", path="x", verdict="y").status_code in (302, 409)
    assert Entry.objects.count() <= before + 4
    assert two.clients["a"].get("/us/").status_code == two.clients["b"].get("/us/concerns/").status_code == 200


def test_a_stranger_finds_nothing() -> None:
    two, eve = Two().until("trial"), actor("Eve").client()
    for rest in (*PAGES, "act/", "taken-back/"):
        assert eve.get(two.address(rest)).status_code in (404, 405)
        assert eve.post(two.address(rest), {"act": "sign", "title": "x"}).status_code in (404, 405)


def test_the_same_form_twice_does_it_once() -> None:
    two, once = Two(), str(uuid4())
    form = {"title": "x", "how": "together", "once": once}
    assert {two.clients["a"].post("/us/concerns/new/", form)["Location"] for _ in range(2)} == {
        f"/us/concerns/{Thread.objects.get().pk}/"
    }
    two.id = Thread.objects.get().pk
    two.accept()
    two.open_sides()
    assert [two.post("a", "pattern/", version=0, **{**PATTERN, "once": once}).status_code for _ in range(2)] == [
        302,
        302,
    ]
    assert two.get("a", "history/").count("The Sunday fog") == 1


def test_two_tabs_at_once_lose_no_words() -> None:
    two = Two().until("pattern")
    two.post("a", "pattern/", version=0, **PATTERN)
    answer = two.post("b", "pattern/", version=0, **{**PATTERN, "name": "The mist"})
    assert answer.status_code == 409
    assert (
        "The Sunday fog" in answer.text
        and 'value="The mist"' in answer.text
        and 'name="version" value="1"' in answer.text
    )
    assert two.post("b", "pattern/", version=1, **{**PATTERN, "name": "The mist"}).status_code == 302
    assert "The Sunday fog" in two.get("a", "history/") and "The mist" in two.get("a")


def test_a_yes_to_older_words_is_refused_with_a_sentence() -> None:
    two = Two().until("agreement")
    two.post("a", "agreement/", version=0, **AGREEMENT)
    seen = two.get("b")
    two.post("a", "agreement/", version=1, **{**AGREEMENT, "b": "says three things."})
    digest = re.findall(r'name="digest" value="(\w+)"', seen)[-1]
    answer = two.post("b", "act/", act="sign", version=1, digest=digest)
    assert answer.status_code == 409 and "Read them once more" in answer.text and "says three things." in answer.text
    assert "You have said yes." not in two.get("b")


def test_the_earlier_agreement_stands_until_both_sign_the_new_one() -> None:
    two = Two().until("trial")
    two.post("b", "agreement/", version=1, **{**AGREEMENT, "title": "Plan it on Friday"})
    page = two.get("a")
    assert "It stands until you both sign the new one" in page and "Plan it on Saturday" in page
    two.press("a", "Keep the earlier one")
    assert "Plan it on Friday" not in two.get("b")


@pytest.mark.parametrize(
    "stage", ["offered", "sides", "pattern", "talk", "path", "ideas", "agreement", "trial", "verdict"]
)
def test_closed_steps_show_one_text_and_change_nothing(stage: str) -> None:
    two = Two().until(stage)
    hers = two.actors["a"]
    gate.begin(hers.vault, hers.pair, timezone.now())
    before = Entry.objects.count(), Answer.objects.count()
    closed = catalogue.current().safety.joint_closed
    for place in "ab":
        page = two.get(place)
        assert closed in page
        assert "us-concern-act" not in page and "/act/" not in page
        for act in ACTS:
            answer = two.post(place, "act/", act=act)
            assert answer.status_code == 409 and closed in answer.text
        for rest, fields in (("pattern/", PATTERN), ("name/", {"title": "New words"})):
            answer = two.post(place, rest, version=0, **fields)
            assert answer.status_code == 409 and closed in answer.text and next(iter(fields.values())) in answer.text
        if stage == "sides":
            two.post(place, "side/1/", happens="kept for later")
            answer = two.post(place, "side/9/")
            assert answer.status_code == 409 and closed in answer.text and "kept for later" in answer.text
        if stage == "trial":
            answer = two.post(place, "apart/review/", helping="yes", line="kept in the page")
            assert answer.status_code == 409 and closed in answer.text and "kept in the page" in answer.text
    assert (Entry.objects.count(), Answer.objects.count()) == before
    new = two.clients["b"].post("/us/concerns/new/", {"title": "Another one", "how": "together", "once": str(uuid4())})
    assert new.status_code == 409 and "Another one" in new.text and closed in new.text


def test_closed_for_one_looks_the_same_whatever_the_cause() -> None:
    """Her page is not looked at: his does not tell whether she has begun her check or said no."""
    two = Two().until("trial")
    hers, seen = two.actors["a"], []
    for close in (
        lambda: gate.begin(hers.vault, hers.pair, timezone.now()),
        lambda: gate.wish(hers.vault, hers.pair, timezone.now(), together=False),
    ):
        close()
        seen.append(re.sub(r'value="[^"]{20,}"', "", two.get("b")))
    assert seen[0] == seen[1]


def test_taking_back_works_while_steps_are_closed() -> None:
    two = Two().until("sides")
    two.write_side("a")
    gate.wish(two.actors["b"].vault, two.actors["b"].pair, timezone.now(), together=False)
    assert two.post("a", "taken-back/", step="sides").status_code == 302
    assert Answer.objects.count() == 0


@pytest.mark.parametrize("stage", ["sides", "trial", "end"])
def test_after_parting_it_is_read_and_not_written(stage: str) -> None:
    two = Two().until(stage)
    if stage == "sides":
        two.write_side("a")
    two.actors["b"].pair.part(timezone.now())
    before = Entry.objects.count()
    for place in "ab":
        page = two.get(place)
        assert "You are not a couple here any more" in page and "/act/" not in page and "data-parted" not in page
        for rest in PAGES:
            assert two.clients[place].get(two.address(rest)).status_code in (200, 302)
        assert two.post(place, "act/", act="put aside").status_code == 409
        assert two.post(place, "pattern/", version=0, **PATTERN).status_code == 409
        assert str(two.id) in two.clients[place].get("/us/concerns/").text
        assert "/us/concerns/" in two.clients[place].get("/us/").text
    assert Entry.objects.count() == before
    assert two.post("a", "taken-back/", step="sides").status_code == 302
    if stage == "end":
        assert "What went well" in two.clients["b"].get("/us/").text


def test_a_side_that_was_not_open_stays_with_its_author_after_parting() -> None:
    two = Two().until("sides")
    two.write_side("a")
    two.write_side("b")
    two.actors["b"].pair.part(timezone.now())
    assert "Alice asked twice" not in two.get("a") and "On Sunday at ten" not in two.get("b")


def test_one_at_a_time() -> None:
    two = Two().until("sides")
    page = two.clients["b"].get("/us/concerns/new/").text
    assert "one at a time works better" in page and str(two.id) in page
    form = {"title": "And another", "how": "together", "once": str(uuid4())}
    answer = two.clients["b"].post("/us/concerns/new/", form)
    assert answer.status_code == 409 and "And another" in answer.text and Thread.objects.count() == 1
    alone = two.clients["b"].post("/us/concerns/new/", {**form, "how": "alone"})
    assert alone.status_code == 302 and alone["Location"].startswith("/mine/concerns/")
    two.press("a", "Put it aside for now")
    assert two.clients["b"].post("/us/concerns/new/", form).status_code == 302


def test_not_now_is_silent_and_theirs_to_undo() -> None:
    two = Two().until("offered")
    assert two.press("b", "Not now")["Location"] == "/us/concerns/"
    assert "Take it up again" not in two.get("a") and "Put aside for now" in two.get("a")
    two.press("b", "Take it up again")
    two.accept()
    assert "Write your side of it" in two.get("a")


def test_a_lasting_one_ends_in_a_way_to_live_with_it() -> None:
    two = Two().until("nature")
    two.judge(a="lasting", b="solvable")
    assert "You see it differently" in two.get("a")
    two.press("b", "Find a way to live with it")
    for place in "ab":
        assert two.post(place, "parts/", core=f"core {place}", flexible=f"flexible {place}").status_code == 302
    assert "core a" in two.get("b") and "flexible b" in two.get("a")
    two.sign(weeks="4")
    assert "You both said yes" in two.get("a")
    assert two.post("a", "agreement/", version=1, **AGREEMENT).status_code == 400


def test_no_idea_in_common_leads_to_more_ideas() -> None:
    two = Two().until("weigh")
    two.apart("ideas", {"ideas": ["0"]}, {"ideas": ["1"]})
    assert "no idea yet that both of you ticked" in two.get("b")
    two.press("b", "More ideas first")
    two.post("a", "ideas/", idea="a sixth")
    two.press_on("a", "ideas/", "That is enough, let us look at them")
    two.apart("ideas", {"ideas": ["5"]}, {"ideas": ["5", "1"]})
    assert "a sixth" in two.get("a") and "idea 1" not in two.get("a")


def test_different_wishes_offer_a_talk_and_a_change() -> None:
    two = Two().until("verdict")
    two.press("a", "Keep it")
    two.press("b", "Let it go")
    page = two.get("a")
    assert "You have chosen differently so far" in page and "Talk about it first" in page
    for place in "ab":
        two.press(place, "Change it")
    assert "Write the agreement" in two.get("a")
    two.sign(title="Plan it on Friday")
    assert "Plan it on Friday" in two.get("b")


def test_an_idea_does_not_say_whose_it_was() -> None:
    two = Two().until("ideas")
    for place in "ab":
        two.post(place, "ideas/", idea="the same idea")
    pages = [re.findall(r'<ol class="order plain">.*?</ol>', two.get(place, "ideas/"), re.DOTALL)[0] for place in "ab"]
    assert pages[0] == pages[1] and not {"Alice", "Bob"} & set(re.findall(r"\w+", pages[0]))


def test_a_screen_that_cannot_be_kept_shows_the_words_again() -> None:
    two = Two().until("sides")
    answer = two.post("a", "side/1/", happens="x" * 5000)
    assert answer.status_code == 400 and 'role="alert"' in answer.text and "x" * 5000 in answer.text
    assert two.post("a", "side/9/").status_code == 400
    assert "Write at least what happens" in two.post("a", "side/9/").text


def test_prompts_follow_from_what_was_said() -> None:
    two = Two().until("sides")
    two.post("a", "side/3/", hard=["Anger", "Silence"])
    page = two.get("a", "side/4/")
    assert "Under anger and silence there is often something softer" in page and "Afraid of making it worse" in page
    two.post("a", "side/5/", stress=["Work", "Too little sleep"])
    assert "How does it get into this: work and too little sleep?" in two.get("a", "side/6/")
    two.post("a", "side/5/", stress=[])
    assert "How does it go round?" in two.get("a", "side/6/")


def test_what_lies_behind_a_seal_that_does_not_hold_is_not_shown() -> None:
    two = Two().until("trial")
    row = Entry.objects.order_by("n").first()
    assert row
    Entry.objects.filter(pk=row.pk).update(blob=bytes(row.blob)[:-1] + b"\0")
    for rest in ("", "history/", "agreement/"):
        answer = two.clients["a"].get(two.address(rest))
        assert answer.status_code == 409 and "Saturday" not in answer.text
    assert two.clients["a"].get("/us/").status_code == 200


def test_nothing_of_a_concern_is_in_an_address_or_a_title() -> None:
    two = Two().until("trial")
    for rest in PAGES:
        answer = two.clients["a"].get(two.address(rest))
        if answer.status_code == 200:
            assert "<title>Us · Rekindle</title>" in answer.text


def test_everything_of_it_can_be_taken_along() -> None:
    two = Two().until("end")
    one = two.actors["a"]
    everything = gather(one.person, one.vault, timezone.now())
    (told,) = everything["concerns"]
    assert told["title"] == NAME and told["stage"] == "kept" and told["with"] == "Bob"
    assert [each["title"] for each in told["agreements"]] == [AGREEMENT["title"]]
    assert {each["by"] for each in told["apart"] if each["asked"] == "Your side of it"} == {"Alice", "Bob"}
    assert [each["words"] for each in everything["moments"]] == [
        "You tried “Plan it on Saturday, at supper”, and you both chose to keep it."
    ]
    assert all(each["asked"]["kind"] != "concern" for each in everything["ours"])
    page = two.clients["a"].post("/mine/export/", {"passphrase": ""})
    with zipfile.ZipFile(io.BytesIO(page.content)) as file:
        text = file.read("notes.html").decode()
    assert "On Sunday at ten" in text and "Alice asked twice" in text and "idea 3" in text


def test_an_export_holds_nothing_of_a_side_that_is_not_open() -> None:
    two = Two().until("sides")
    two.write_side("b")
    one = two.actors["a"]
    told = gather(one.person, one.vault, timezone.now())
    assert told["concerns"][0]["apart"] == [] and "Alice asked twice" not in json.dumps(told)
    his = two.actors["b"]
    assert "Alice asked twice" in json.dumps(gather(his.person, his.vault, timezone.now())["concerns"])


def test_a_round_of_a_concern_leads_to_it_and_takes_no_loose_words() -> None:
    two = Two().until("sides")
    two.write_side("a")
    found = concern.find(two.actors["a"].vault, two.id, None)
    path = f"/rounds/{apart.round_of(found, 'sides')}/"
    assert two.clients["b"].get(path)["Location"] == two.address()
    assert two.clients["b"].post(f"{path}answer/", {"answer": "loose"})["Location"] == two.address()
    assert Answer.objects.count() == 1
    odd = open_round(
        two.actors["b"].pair, uuid4(), {"kind": "concern", "slug": "../../x", "step": "sides"}, timezone.now()
    )
    assert two.clients["a"].get(f"/rounds/{odd.round.pk}/").status_code == 409


def test_when_the_other_one_is_gone_altogether_what_was_shared_stays() -> None:
    two = Two().until("trial")
    say_farewell(two.actors["a"].person.pk)
    two.actors["a"].person.delete()
    page = two.get("b")
    assert "On Sunday at ten" in page and "You are not a couple here any more" in page and "/act/" not in page
    say_farewell(two.actors["b"].person.pk)
    assert not Thread.objects.exists()


def test_both_places_in_one_hand_open_nothing_and_break_nothing() -> None:
    """Somebody has put one person into both rows of a couple."""
    two = Two().until("trial")
    Member.objects.filter(place="b").update(left="2026-01-01")
    Member.objects.filter(place="b").update(person=two.actors["a"].person)
    assert two.clients["a"].get(two.address()).status_code in (200, 404, 409)
