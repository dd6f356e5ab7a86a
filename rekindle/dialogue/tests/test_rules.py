"""Every phase, every act, every person; and any history at all: nobody is stuck, nobody reads too early."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from rekindle.dialogue.rules import LONGEST_REST, MOVES, NOT_NOW, REST, IllegalMove, after, legal, readable
from rekindle.dialogue.shapes import BOTH, Act, Given, Phase, Talk, Turn, other

NOW = datetime(2026, 3, 4, 19, 30, tzinfo=UTC)
FIRST, SECOND = Turn("first", 3, mirror=True, validate=True), Turn("second", 2, mirror=True)
SHORT, TOGETHER = Turn("first", 1), Turn("both", 5)
TURNS = (FIRST, SECOND, SHORT, TOGETHER)


def minutes(n: float) -> timedelta:
    return timedelta(minutes=n)


def at(phase: Phase, **more: Any) -> Talk:
    """A talk where a has the floor, three turns in hand, in that phase."""
    talk = Talk(TURNS, phase=phase, first="" if phase in (Phase.GROUND, Phase.WHO) else "a")
    if phase is Phase.SPEAK:
        talk = replace(talk, ends=NOW + minutes(3))
    if phase is Phase.PAUSED:
        since = NOW - minutes(30)
        talk = replace(talk, since=since, back=since + REST, before=at(Phase.SPEAK))
    return replace(talk, **more)


def do(talk: Talk, act: Act, by: str = "a", minute: float = 0, **more: Any) -> Talk:
    return after(talk, act, by, Given(NOW + minutes(minute), **more))


# What each of the two can do in each phase; a has the floor. Written down apart from the table of moves.
CAN: dict[Phase, tuple[str, str]] = {
    Phase.GROUND: ("agree pause stop", "agree pause stop"),
    Phase.WHO: ("begin pause stop", "begin pause stop"),
    Phase.SPEAK: ("minute done pause stop", "pause stop"),
    Phase.MIRROR: ("pause stop", "back pause stop"),
    Phase.CHECK: ("yes not-quite pause stop", "pause stop"),
    Phase.ENOUGH: ("on pause stop", "on pause stop"),
    Phase.VALIDATE: ("pause stop", "valid pause stop"),
    Phase.CLOSE: ("close pause stop", "close pause stop"),
    Phase.PAUSED: ("later ready stop", "later ready stop"),
    Phase.ENDED: ("", ""),
}


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("by", "ab")
def test_every_phase_act_and_person(phase: Phase, act: Act, by: str) -> None:
    talk, allowed = at(phase), CAN[phase]["ab".index(by)].split()
    given = Given(NOW, "b", NOW + REST)
    if act.value in allowed:
        assert after(talk, act, by, given) != talk
    else:
        with pytest.raises(IllegalMove, match=NOT_NOW):
            after(talk, act, by, given)
    assert (act in legal(talk, by, NOW)) == (act.value in allowed)
    assert talk == at(phase)


def test_the_table_says_the_same() -> None:
    assert {(phase, Act(act)) for phase, both in CAN.items() for act in " ".join(both).split()} == set(MOVES)


def test_only_the_two_may_act() -> None:
    for by in ("", "c", "ab"):
        with pytest.raises(ValueError, match=f"^{by}$"):
            do(at(Phase.GROUND), Act.AGREE, by)


def test_both_say_yes_to_the_rules_each_once() -> None:
    one = do(at(Phase.GROUND), Act.AGREE, "b")
    assert one.phase is Phase.GROUND and one.said == {"b"}
    with pytest.raises(IllegalMove):
        do(one, Act.AGREE, "b")
    both = do(one, Act.AGREE, "a")
    assert both.phase is Phase.WHO and both.said == frozenset() and both.first == ""


def test_whoever_begins_has_the_floor_for_the_minutes_of_the_turn() -> None:
    talk = do(at(Phase.WHO), Act.BEGIN, "a", first="b")
    assert (talk.phase, talk.first, talk.speaker, talk.turn, talk.round) == (Phase.SPEAK, "b", "b", 0, 1)
    assert talk.ends == NOW + minutes(3) and talk.said == frozenset()
    for nobody in ("", "c"):
        with pytest.raises(IllegalMove):
            do(at(Phase.WHO), Act.BEGIN, "a", first=nobody)


def test_one_more_minute_three_times_from_the_end_or_from_now() -> None:
    talk = do(at(Phase.SPEAK), Act.MINUTE)
    assert talk.ends == NOW + minutes(4) and talk.extra == 1 and talk.phase is Phase.SPEAK
    late = do(at(Phase.SPEAK), Act.MINUTE, minute=9)
    assert late.ends == NOW + minutes(10)
    thrice = do(do(talk, Act.MINUTE), Act.MINUTE)
    assert thrice.extra == 3 and Act.MINUTE not in legal(thrice, "a", NOW)
    with pytest.raises(IllegalMove):
        do(thrice, Act.MINUTE)
    assert do(do(thrice, Act.DONE), Act.NOT_QUITE).extra == 0


def test_saying_it_back_is_a_step_of_its_own_where_it_is_typed() -> None:
    spoken = do(at(Phase.SPEAK), Act.DONE)
    assert spoken.phase is Phase.CHECK and spoken.ends is None
    typed = do(at(Phase.SPEAK, typed=True), Act.DONE)
    assert typed.phase is Phase.MIRROR and typed.ends is None
    assert do(typed, Act.BACK, "b").phase is Phase.CHECK


def test_not_quite_gives_the_floor_back_and_after_three_a_kind_way_on() -> None:
    talk = at(Phase.CHECK)
    for round in (2, 3):
        talk = do(talk, Act.NOT_QUITE, minute=5)
        assert (talk.phase, talk.round, talk.speaker, talk.turn) == (Phase.SPEAK, round, "a", 0)
        assert talk.ends == NOW + minutes(8)
        talk = do(talk, Act.DONE)
    talk = do(talk, Act.NOT_QUITE)
    assert talk.phase is Phase.ENOUGH and talk.round == 3 and talk.ends is None
    assert do(talk, Act.ON, "b").phase is Phase.VALIDATE


def test_yes_leads_to_validating_and_then_places_change() -> None:
    valid = do(at(Phase.CHECK), Act.YES)
    assert valid.phase is Phase.VALIDATE
    turned = do(valid, Act.VALID, "b")
    assert (turned.phase, turned.turn, turned.round, turned.speaker) == (Phase.SPEAK, 1, 1, "b")
    assert turned.ends == NOW + minutes(2)
    third = do(do(turned, Act.DONE, "b"), Act.YES, "b")
    assert (third.phase, third.turn, third.speaker) == (Phase.SPEAK, 2, "a")


def test_a_new_turn_counts_its_rounds_anew() -> None:
    again = do(do(at(Phase.CHECK), Act.NOT_QUITE), Act.DONE)
    assert again.round == 2 and do(do(again, Act.YES), Act.VALID, "b").round == 1


def test_a_turn_of_both_and_the_end() -> None:
    talk = do(at(Phase.SPEAK, turn=2), Act.DONE)
    assert talk.speaker == "" and talk.turn == 3
    for by in "ab":
        assert legal(talk, by, NOW) == [Act.MINUTE, Act.DONE, Act.PAUSE, Act.STOP]
    close = do(talk, Act.DONE, "b")
    assert close.phase is Phase.CLOSE
    one = do(close, Act.CLOSE, "b")
    assert one.phase is Phase.CLOSE and one.said == {"b"}
    done = do(one, Act.CLOSE, "a")
    assert done.phase is Phase.ENDED and not done.stopped


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase not in (Phase.PAUSED, Phase.ENDED)])
def test_a_pause_brings_both_back_to_where_they_were(phase: Phase) -> None:
    was = at(phase, said=frozenset("a") if phase in (Phase.GROUND, Phase.CLOSE) else frozenset())
    paused = do(was, Act.PAUSE, "b", minute=1)
    assert (paused.phase, paused.said, paused.since) == (Phase.PAUSED, frozenset(), NOW + minutes(1))
    assert paused.back == NOW + minutes(21) and paused.before == was
    one = do(paused, Act.READY, "a", minute=21)
    assert one.said == {"a"} and one.phase is Phase.PAUSED
    back = do(one, Act.READY, "b", minute=30)
    assert back.returned and replace(back, returned=False, ends=was.ends) == was
    # Two of the three minutes were left when the pause began.
    assert back.ends == (NOW + minutes(32) if was.ends else None)
    assert not do(back, Act.PAUSE).before.returned  # type: ignore[union-attr]


def test_a_pause_after_the_time_was_up_gives_no_time_below_nothing() -> None:
    paused = do(at(Phase.SPEAK), Act.PAUSE, minute=10)
    back = do(do(paused, Act.READY, "a", minute=40), Act.READY, "b", minute=40)
    assert back.ends == NOW + minutes(40)


def test_twenty_minutes_at_least() -> None:
    paused = do(at(Phase.SPEAK), Act.PAUSE)
    with pytest.raises(IllegalMove):
        do(paused, Act.READY, minute=19.99)
    assert Act.READY not in legal(paused, "a", NOW + minutes(19.99))
    assert do(paused, Act.READY, minute=20).said == {"a"}


def test_another_time_within_a_week_and_both_say_again_that_they_are_ready() -> None:
    paused = do(do(at(Phase.SPEAK), Act.PAUSE), Act.READY, "a", minute=20)
    tomorrow = NOW + timedelta(days=1)
    later = do(paused, Act.LATER, "b", minute=20, back=tomorrow)
    assert later.back == tomorrow and later.said == frozenset() and later.before == paused.before
    for back in (None, NOW + minutes(19), NOW + minutes(20) + LONGEST_REST + minutes(1), NOW - minutes(1)):
        with pytest.raises(IllegalMove):
            do(paused, Act.LATER, minute=20, back=back)
    assert do(paused, Act.LATER, minute=20, back=NOW + minutes(20) + LONGEST_REST).back
    with pytest.raises(IllegalMove):
        do(paused, Act.LATER, minute=5, back=NOW + minutes(19))
    assert do(paused, Act.LATER, minute=5, back=NOW + minutes(20)).back == NOW + minutes(20)
    with pytest.raises(IllegalMove):
        do(paused, Act.LATER, minute=60, back=NOW + minutes(59))
    with pytest.raises(IllegalMove):
        do(replace(paused, since=None), Act.LATER, minute=20, back=tomorrow)


def test_stopping_ends_it_for_both() -> None:
    for phase in Phase:
        if phase is not Phase.ENDED:
            ended = do(at(phase), Act.STOP, "b")
            assert ended.phase is Phase.ENDED and ended.stopped and ended.ends is None


def test_a_hint_after_a_pause_is_there_for_one_step() -> None:
    back = at(Phase.SPEAK, returned=True)
    assert not do(back, Act.DONE).returned and not do(back, Act.MINUTE).returned
    assert do(at(Phase.GROUND, returned=True), Act.AGREE).returned


def test_who_is_the_other() -> None:
    assert (other("a"), other("b"), other("")) == ("b", "a", "")
    assert at(Phase.SPEAK, turn=1).speaker == "b" and {"a", "b"} == BOTH


def test_sentences_of_the_end_open_for_both_at_once() -> None:
    close, ended = at(Phase.CLOSE), at(Phase.ENDED)
    assert not readable(close, Act.CLOSE, "a", "b") and readable(close, Act.CLOSE, "a", "a")
    assert readable(ended, Act.CLOSE, "a", "b")
    assert not readable(replace(ended, stopped=True), Act.CLOSE, "a", "b")
    assert all(readable(close, act, "a", "b") for act in Act if act is not Act.CLOSE)


# Any history

KINDS = st.lists(
    st.builds(Turn, st.sampled_from(["first", "second", "both"]), st.integers(1, 5), st.booleans(), st.booleans()).map(
        lambda turn: replace(turn, mirror=turn.mirror and turn.speaker != "both")
    ),
    min_size=1,
    max_size=6,
).map(tuple)
ONWARD = (Act.AGREE, Act.BEGIN, Act.DONE, Act.BACK, Act.YES, Act.ON, Act.VALID, Act.CLOSE, Act.READY)


def to_the_end(talk: Talk, now: datetime) -> Talk:
    """Two people who want to go on."""
    for _ in range(200):
        if talk.phase is Phase.ENDED:
            return talk
        now += timedelta(minutes=25)
        act, by = next((act, by) for by in "ab" for act in legal(talk, by, now) if act in ONWARD)
        talk = after(talk, act, by, Given(now, by, now + REST))
    raise AssertionError(f"stuck in {talk.phase}")


class AnyTalk(RuleBasedStateMachine):
    @initialize(turns=KINDS, typed=st.booleans())
    def begin(self, turns: tuple[Turn, ...], typed: bool) -> None:
        self.talk, self.now, self.closed = Talk(turns, typed), NOW, set[str]()

    @rule(
        act=st.sampled_from(Act),
        by=st.sampled_from("ab"),
        first=st.sampled_from(["a", "b", ""]),
        wait=st.integers(0, 40),
        back=st.integers(-10, 20_000),
    )
    def anything(self, act: Act, by: str, first: str, wait: int, back: int) -> None:
        self.now += minutes(wait)
        before = self.talk
        try:
            self.talk = after(before, act, by, Given(self.now, first, self.now + minutes(back)))
        except IllegalMove:
            assert self.talk is before
            return
        assert self.talk != before
        if act is Act.CLOSE:
            self.closed.add(by)

    @precondition(lambda self: self.talk.phase is not Phase.ENDED)
    @invariant()
    def both_can_pause_and_stop(self) -> None:
        for by in "ab":
            can = legal(self.talk, by, self.now)
            assert Act.STOP in can and (Act.PAUSE in can) != (self.talk.phase is Phase.PAUSED)

    @invariant()
    def nobody_is_stuck(self) -> None:
        assert to_the_end(self.talk, self.now).phase is Phase.ENDED

    @invariant()
    def nobody_reads_before_both_have_said_theirs(self) -> None:
        for author in self.closed:
            assert readable(self.talk, Act.CLOSE, author, other(author)) <= (self.closed == {"a", "b"})

    @invariant()
    def only_one_has_the_floor(self) -> None:
        talk = self.talk
        if talk.phase is Phase.SPEAK and talk.here.speaker != "both":
            may = [by for by in "ab" if Act.DONE in legal(talk, by, self.now)]
            assert may == [talk.speaker]


TestAnyTalk = AnyTalk.TestCase
TestAnyTalk.settings = settings(
    derandomize=True,
    max_examples=25,
    stateful_step_count=40,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
