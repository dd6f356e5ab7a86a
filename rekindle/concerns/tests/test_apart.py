"""What each does apart: both or neither, whoever comes by and whatever is taken back."""

from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from rekindle.concerns import apart, concern
from rekindle.concerns.shapes import Act
from rekindle.concerns.tests.living import SIDES, Two
from rekindle.reveal import rules as rounds
from rekindle.reveal.models import Answer, Round
from rekindle.reveal.rounds import open_round
from rekindle.reveal.seat import Seat
from rekindle.vault.envelope import SealBroken

pytestmark = pytest.mark.django_db
HERS, HIS = SIDES["a"]["happens"], SIDES["b"]["happens"]


@pytest.fixture
def two() -> Two:
    return Two().until("sides")


def words_seen(two: Two, place: str) -> set[str]:
    pages = two.get(place) + two.clients[place].get("/us/").text + two.clients[place].get("/today/").text
    return {words for words in (HERS, HIS) if words in pages}


def test_neither_side_is_seen_before_both_are_sealed(two: Two) -> None:
    two.write_side("a")
    assert words_seen(two, "b") == set()
    two.write_side("b")
    # Alice has not come by since: hers is not let go of yet.
    assert words_seen(two, "b") == set()
    assert words_seen(two, "a") == {HERS, HIS} == words_seen(two, "b")


def test_without_the_release_rule_it_would_be_seen(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    two.write_side("a")
    two.write_side("b")
    monkeypatch.setattr(rounds, "state", lambda mine, theirs: rounds.State.OPEN)
    monkeypatch.setattr("rekindle.reveal.seat.state", lambda mine, theirs: rounds.State.OPEN)
    monkeypatch.setattr(Seat, "their_words", lambda self: self._open_sealed(self.theirs))
    found = concern.find(two.actors["a"].vault, two.id, None)
    assert apart.both(apart.table(found, "sides"))["b"]["happens"] == HIS  # type: ignore[index]


def test_a_draft_is_in_no_row_that_the_other_one_can_read(two: Two) -> None:
    before = Round.objects.count(), Answer.objects.count()
    two.post("a", "side/1/", happens=HERS, go="leave")
    assert (Round.objects.count(), Answer.objects.count()) == before
    assert HERS in two.get("a", "side/1/") and HERS not in two.get("b", "side/1/")
    assert "Go on writing" in two.get("a") and "Go on writing" not in two.get("b")


def test_a_sealed_side_can_be_changed_until_both_are_in(two: Two) -> None:
    two.write_side("a")
    assert HERS in two.get("a", "side/1/")
    two.write_side("a", happens="Something else.")
    two.write_side("b")
    assert "Something else." in two.get("a") and HERS not in two.get("b")
    assert two.post("a", "side/9/").status_code == 302 and two.get("a")
    assert two.clients["a"].get(two.address("side/1/")).status_code == 302


def test_taking_back_before_and_after(two: Two) -> None:
    two.write_side("a")
    two.post("a", "taken-back/", step="sides")
    assert Answer.objects.count() == 0 and "Your side is sealed" not in two.get("a")
    two.open_sides()
    two.post("b", "taken-back/", step="sides")
    for place in "ab":
        page = two.get(place)
        assert HIS not in page and HERS in page
    assert "You took this back." in two.get("b") and "Taken back." in two.get("a")
    # What is not there cannot ring true.
    assert two.clients["a"].get(two.address("apart/marks/")).status_code == 302
    assert "What happens" in two.get("b", "apart/marks/")


def test_who_answered_words_that_are_gone_is_told(two: Two) -> None:
    two.write_side("a")
    two.write_side("b")
    two.post("a", "taken-back/", step="sides")
    two.write_side("a", happens="Quite another thing.")
    page = two.get("b")
    assert "Something has changed on the other side" in page and "Quite another" not in page
    two.post("b", "side/9/")
    assert "Quite another thing." in two.get("a") and "Quite another thing." in two.get("b")


def test_a_round_of_that_number_with_another_question_is_not_answered(two: Two) -> None:
    bob = two.actors["b"].pair
    id = apart.round_of(concern.find(two.actors["b"].vault, two.id, None), "sides")
    open_round(bob, id, {"kind": "practice", "slug": "x", "step": "y", "title": "z"}, timezone.now())
    assert two.clients["a"].get(two.address()).status_code == 409
    with pytest.raises(SealBroken):
        apart.table(concern.find(two.actors["a"].vault, two.id, None), "sides")


def test_whatever_the_other_ones_side_has_sealed_is_shown_calmly(two: Two) -> None:
    two.write_side("a")
    found = concern.find(two.actors["b"].vault, two.id, None)
    odd = {
        "happens": ["x"],
        "hard": {"a": 1},
        "soft": "Hurt",
        "stress": [3, "Work"],
        "loop": None,
        "when": 5,
        "items": 1,
    }
    apart.seal(found, "sides", odd, timezone.now())
    assert "Work" in two.get("a", "read/2/") and two.get("b")
    apart.seal(
        concern.find(two.actors["a"].vault, two.id, None), "marks", {"true": ["happens", 3, "x"]}, timezone.now()
    )
    apart.seal(found, "marks", {"true": "soft", "surprised": {"x": 1}}, timezone.now())
    assert two.get("a") and two.get("b")


def test_hostile_entries_change_nothing(two: Two) -> None:
    from rekindle.ledger import book

    pair = two.actors["b"].pair
    odd = [
        {"act": "say we talked"},
        {"act": "no act"},
        {"act": "sign", "version": -1, "words": {}},
        {"act": "open", "words": {"step": "sides", "n": 3}},
        {"nothing": 1},
        {"act": "accept", "version": "1", "words": []},
    ]
    before = two.get("a")
    for body in odd:
        with book.writing(pair, "concern", two.id) as found:
            found.add(uuid4(), body, timezone.now())
    assert two.get("a").count("aria-current") == before.count("aria-current") and "Write your side of it" in two.get(
        "a"
    )


class BothOrNeither(RuleBasedStateMachine):
    """Two people seal, change, take back and come by in any order."""

    @initialize()
    def begin(self) -> None:
        self.one = transaction.atomic()
        self.one.__enter__()
        self.two = Two().until("sides")
        self.said = {"a": "", "b": ""}
        self.n = 0

    def teardown(self) -> None:
        """The next two begin in an empty house."""
        transaction.set_rollback(True)
        self.one.__exit__(None, None, None)

    def _of(self, place: str) -> concern.Concern:
        return concern.find(self.two.actors[place].vault, self.two.id, None)

    @rule(place=st.sampled_from("ab"))
    def seal(self, place: str) -> None:
        self.n += 1
        words = f"{place}{self.n}"
        try:
            apart.seal(self._of(place), "sides", {"happens": words}, timezone.now())
            self.said[place] = words
        except rounds.IllegalMove:
            pass

    @rule(place=st.sampled_from("ab"))
    def take_back(self, place: str) -> None:
        if table := apart.table(self._of(place), "sides"):
            table.take_back()
            self.said[place] = ""

    @rule(place=st.sampled_from("ab"))
    def come_by(self, place: str) -> None:
        apart.come_by(self._of(place), uuid4(), timezone.now())

    @invariant()
    def nobody_reads_before_both_have_sealed(self) -> None:
        for place, other in (("a", "b"), ("b", "a")):
            if (both := apart.both(apart.table(self._of(place), "sides"))) is None:
                continue
            if both[other]:
                assert both[other] == {"happens": self.said[other]}
                assert self._of(place).state.accepted
            if both[place]:
                assert both[place] == {"happens": self.said[place]}

    @invariant()
    def what_one_reads_the_other_can_read_too(self) -> None:
        tables = [apart.both(apart.table(self._of(place), "sides")) for place in "ab"]
        assert (tables[0] is None) == (tables[1] is None)


BothOrNeither.TestCase.settings = settings(
    max_examples=8, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)
TestBothOrNeither = BothOrNeither.TestCase
TestBothOrNeither.pytestmark = [pytest.mark.django_db]


def test_the_acts_of_the_other_one_are_theirs(two: Two) -> None:
    """A yes is signed: nobody gives the other one's."""
    found = concern.find(two.actors["a"].vault, two.id, None)
    assert {said.place for said in found.book.entries if said.body["act"] == Act.ACCEPT.value} == {"b"}
