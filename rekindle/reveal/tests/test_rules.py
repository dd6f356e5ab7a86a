"""The table of a round, without a database: no sequence of acts shows words before both are in."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekindle.reveal import diagram
from rekindle.reveal.rules import (
    TABLE,
    Act,
    Held,
    IllegalMove,
    State,
    after,
    answered,
    how_to_keep,
    mark,
    shown,
    state,
    visible,
)


def test_every_row_has_its_mirror() -> None:
    turned = {
        State.EMPTY: State.EMPTY,
        State.MINE: State.THEIRS,
        State.DUE: State.WAITING,
        State.OPEN: State.OPEN,
    }
    turned |= {theirs: mine for mine, theirs in turned.items()}
    assert all(state(theirs, mine) is turned[now] for (mine, theirs), now in TABLE.items())


def test_two_pending_answers_cannot_be() -> None:
    with pytest.raises(IllegalMove):
        state(Held.PENDING, Held.PENDING)
    assert (Held.PENDING, Held.PENDING) not in diagram.reachable()


def test_every_row_of_the_table_can_come_about() -> None:
    assert set(diagram.reachable()) == set(TABLE)


def test_what_is_shown_does_not_tell_whether_the_other_has_answered() -> None:
    for mine in (Held.NONE, Held.PENDING, Held.COUPLE):
        seen = {
            (shown(now), mark(now, "a"))
            for (own, theirs), now in TABLE.items()
            if own is mine and now is not State.OPEN and theirs in Held
        }
        assert len(seen) == 1


def test_only_an_open_round_is_visible() -> None:
    assert [now for now in State if visible(now)] == [State.OPEN]
    assert [now for now in State if answered(now)] == [State.MINE, State.DUE, State.WAITING, State.OPEN]


def test_an_answer_is_late_once_both_are_in() -> None:
    for position in ((Held.PENDING, Held.COUPLE), (Held.COUPLE, Held.COUPLE)):
        with pytest.raises(IllegalMove, match="take it back"):
            how_to_keep(*position)
    assert how_to_keep(Held.PENDING, Held.COUPLE, stale=True) is Held.PENDING


@dataclass
class Side:
    """One person in the model: words, the words they answered, and how they are kept."""

    held: Held = Held.NONE
    words: int = 0
    against: int = 0


@dataclass
class Model:
    """Two people, their words as numbers. `fresh` says whether acts look at stale answers, as they have to."""

    sides: dict[str, Side] = field(default_factory=lambda: {"a": Side(), "b": Side()})
    count: int = 0
    fresh: bool = True

    def act(self, who: str, act: Act) -> None:
        me, other = self.sides[who], self.sides["b" if who == "a" else "a"]
        stale = self.fresh and self.stale(me, other)
        try:
            held, _ = after(act, me.held, other.held, stale=stale)
        except IllegalMove:
            return
        if act is Act.ANSWER or (act is Act.VISIT and held is Held.PENDING and me.held is Held.COUPLE):
            self.count += 1
            me.words, me.against = self.count, other.words if held is Held.COUPLE else 0
        me.held = held

    def stale(self, me: Side, other: Side) -> bool:
        now = state(me.held, other.held)
        if now is State.DUE:
            return other.against != me.words
        return now is State.WAITING and me.against != other.words

    def genuine(self) -> bool:
        """In an open round, whoever came second answered the words that are shown."""
        a, b = self.sides.values()
        return all(not one.against or one.against == other.words for one, other in ((a, b), (b, a)))


ACTS = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(list(Act))), max_size=14)


def play(acts: list[tuple[str, Act]], *, fresh: bool = True) -> Model | None:
    """The model after the acts, or None if it broke a promise on the way."""
    model = Model(fresh=fresh)
    for who, act in acts:
        before = state(*(side.held for side in model.sides.values()))
        model.act(who, act)
        a, b = model.sides.values()
        now = state(a.held, b.held)
        opened = now is State.OPEN and before is not State.OPEN
        if opened and not (act is Act.VISIT and a.words and b.words and model.genuine()):
            return None
    return model


@settings(derandomize=True, max_examples=200, database=None, deadline=None)
@given(ACTS)
def test_a_round_opens_by_a_visit_with_both_in_and_genuine(acts: list[tuple[str, Act]]) -> None:
    assert play(acts)


def test_without_looking_at_what_was_answered_the_model_breaks() -> None:
    # Alice answers, Bob answers, Alice takes hers back, writes to fit, and comes by.
    acts = [("a", Act.ANSWER), ("b", Act.ANSWER), ("a", Act.TAKE_BACK), ("a", Act.ANSWER), ("a", Act.VISIT)]
    assert play(acts, fresh=False) is None
    assert play(acts)


def test_the_drawing_is_current() -> None:
    assert diagram.FILE.read_text(encoding="utf-8") == diagram.draw()
