"""Every stage, every act, both people; whatever two people do, nobody is stuck and no yes is lent to other words."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from rekindle.concerns import diagram, effects, rules
from rekindle.concerns.rules import TABLE
from rekindle.concerns.shapes import Act, IllegalMove, Move, Stage, Stale, State, Version
from rekindle.concerns.tests.stages import DRAFT, T0, YES, at, both, collect, do, later, offered, opened, texts

OPEN = [stage for stage in Stage if stage not in (Stage.KEPT, Stage.LET_GO)]
LATE = OPEN[OPEN.index(Stage.NATURE) :]

# Written out, and not taken from the table under test: what each act leads to at each stage when A or B does it
# first. Every other pair of a stage and an act is refused.
LEGAL: dict[Stage, dict[Act, Stage]] = {
    Stage.OFFERED: {Act.REWORD: Stage.OFFERED, Act.ACCEPT: Stage.SIDES},
    Stage.SIDES: {Act.OPENED: Stage.PATTERN},
    # Without a pattern there is nothing to say yes to; see `READY`.
    Stage.PATTERN: {Act.PATTERN: Stage.PATTERN},
    Stage.TALK: {Act.PATTERN: Stage.PATTERN, Act.TALKED: Stage.TALK},
    Stage.NATURE: {Act.PATTERN: Stage.NATURE, Act.OPENED: Stage.PATH},
    Stage.PATH: {Act.PATTERN: Stage.PATH, Act.PATH: Stage.IDEAS},
    Stage.IDEAS: {
        **{Act.PATTERN: Stage.IDEAS, Act.PATH: Stage.PARTS},
        **{Act.NEED: Stage.IDEAS, Act.IDEA: Stage.IDEAS},
    },
    Stage.WEIGH: {Act.PATTERN: Stage.WEIGH, Act.OPENED: Stage.AGREEMENT},
    Stage.PARTS: {Act.PATTERN: Stage.PARTS, Act.PATH: Stage.IDEAS, Act.PARTS: Stage.PARTS},
    Stage.AGREEMENT: {
        **{Act.PATTERN: Stage.AGREEMENT, Act.PATH: Stage.PARTS, Act.MORE: Stage.IDEAS},
        **{Act.DRAFT: Stage.AGREEMENT},
    },
    Stage.TRIAL: {Act.PATTERN: Stage.TRIAL, Act.OPENED: Stage.VERDICT, Act.DRAFT: Stage.AGREEMENT},
    Stage.VERDICT: {Act.PATTERN: Stage.VERDICT, Act.VERDICT: Stage.VERDICT},
    Stage.KEPT: {},
    Stage.LET_GO: {},
}
# Where a yes, or enough ideas, has something to refer to.
READY: dict[tuple[Stage, Act], Stage] = {
    (Stage.PATTERN, Act.OURS): Stage.PATTERN,
    (Stage.IDEAS, Act.ENOUGH): Stage.WEIGH,
    (Stage.AGREEMENT, Act.SIGN): Stage.AGREEMENT,
    (Stage.AGREEMENT, Act.EARLIER): Stage.TRIAL,
    (Stage.AGREEMENT, Act.PARTS): Stage.AGREEMENT,
    **{(stage, Act.OURS): stage for stage in LATE},
}


def words_for(state: State, act: Act) -> dict[str, str]:
    """Words with which an act is right wherever it is legal."""
    way = "lasting" if state.path == "solvable" else "solvable"
    draft = {**DRAFT, "weeks": effects.WEEKS[state.path or "solvable"][0]}
    return {
        Act.REWORD: {"title": "Sundays again"},
        Act.OPENED: {"step": effects.step(state)},
        Act.PATTERN: {"name": "fog", "a": "asks", "b": "reads"},
        Act.PATH: {"path": way},
        Act.NEED: {"need": "to know"},
        Act.IDEA: {"idea": "a coin"},
        Act.PARTS: {"core": "rest", "flexible": "when"},
        Act.DRAFT: draft,
        Act.VERDICT: {"verdict": "keep"},
    }.get(act, {})


def tried(state: State, act: Act, by: str) -> State | None:
    try:
        return do(state, act, by, **words_for(state, act))
    except IllegalMove:
        return None


@pytest.mark.parametrize("by", "ab")
@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("stage", Stage)
def test_every_stage_act_and_person(stage: Stage, act: Act, by: str) -> None:
    state = at(stage)
    after = tried(state, act, by)
    if act is Act.ASIDE:
        assert (after and after.aside) == (by if stage in OPEN else None)
        return
    to = LEGAL[stage].get(act)
    if (stage, act, by) == (Stage.OFFERED, Act.ACCEPT, "a"):
        to = None
    assert (after and after.stage) is to
    assert at(stage) == state


@pytest.mark.parametrize("by", "ab")
@pytest.mark.parametrize(("stage", "act"), READY)
def test_with_something_to_refer_to(stage: Stage, act: Act, by: str) -> None:
    after = tried(ready(stage, act), act, by)
    assert after and after.stage is READY[stage, act]


def ready(stage: Stage, act: Act) -> State:
    state = at(stage)
    if act is Act.OURS:
        return do(state, Act.PATTERN, "a", name="fog")
    if act is Act.ENOUGH:
        for n in range(5):
            state = do(state, Act.IDEA, "a", idea=f"{n}")
        return state
    if act is Act.PARTS:
        return both(do(state, Act.PATH, "a", path="lasting"), Act.PARTS, core="x", flexible="y")
    return do(at(Stage.TRIAL), Act.DRAFT, "b", **DRAFT)


def test_the_table_is_what_is_written_out_here() -> None:
    written = {(stage, act) for stage, several in LEGAL.items() for act in several} | set(READY)
    aside = {(stage, act) for stage in OPEN for act in (Act.ASIDE, Act.TAKE_UP)}
    assert written | aside == {(stage, act) for act, several in TABLE.items() for stage in several}
    assert set(effects.EFFECTS) == set(TABLE) == set(Act)


@pytest.mark.parametrize("stage", OPEN)
def test_what_is_put_aside_rests_until_it_is_taken_up(stage: Stage) -> None:
    resting = do(at(stage), Act.ASIDE, "b")
    for act in Act:
        for by in "ab":
            after = tried(resting, act, by)
            allowed = act is Act.TAKE_UP and (by == "b" or stage is not Stage.OFFERED)
            assert (after is not None) == allowed
            assert after is None or after == at(stage)
    with pytest.raises(IllegalMove, match="not put aside"):
        do(at(stage), Act.TAKE_UP, "b")


class TestAName:
    def test_a_name_is_begun_by_one(self) -> None:
        state = offered()
        assert state.name == (Version(1, "a", T0, {"title": "Sundays"}),)
        assert state.title == "Sundays" and state.accepted is None and not state.over and state.agreed is None

    def test_other_words_need_the_other_ones_yes(self) -> None:
        state = do(offered(), Act.REWORD, "b", title="Our Sundays")
        assert state.title == "Our Sundays" and state.name[-1].number == 2 and state.name[-1].place == "b"
        with pytest.raises(IllegalMove, match="your words"):
            do(state, Act.ACCEPT, "b")
        accepted = do(state, Act.ACCEPT, "a", at=later(1))
        assert accepted.stage is Stage.SIDES and accepted.accepted == later(1)

    def test_a_yes_to_words_that_have_changed_is_no_yes(self) -> None:
        first = offered()
        state = do(first, Act.REWORD, "a", title="Our Sundays")
        with pytest.raises(Stale):
            do(state, Act.ACCEPT, "b", version=1)
        with pytest.raises(Stale):
            do(state, Act.ACCEPT, "b", digest=first.name[0].digest)
        with pytest.raises(Stale):
            do(state, Act.REWORD, "b", version=1, title="Mondays")

    @pytest.mark.parametrize("words", [{}, {"title": ""}, {"title": "  "}])
    def test_a_name_has_words(self, words: dict[str, str]) -> None:
        with pytest.raises(IllegalMove, match="name"):
            do(offered(), Act.REWORD, "b", **words)


class TestThePattern:
    def test_an_edit_takes_both_yeses_away(self) -> None:
        state = do(at(Stage.TALK), Act.PATTERN, "a", name="mist")
        assert state.stage is Stage.PATTERN and state.ours == frozenset()
        state = do(state, Act.OURS, "b")
        assert state.ours == {"b"} and state.stage is Stage.PATTERN
        assert do(state, Act.OURS, "a").stage is Stage.TALK

    def test_nobody_says_yes_twice_or_to_older_words(self) -> None:
        state = do(at(Stage.PATTERN), Act.PATTERN, "a", name="mist")
        once = do(state, Act.OURS, "a")
        with pytest.raises(IllegalMove, match="said so"):
            do(once, Act.OURS, "a")
        newer = do(once, Act.PATTERN, "b", name="fog")
        for version, digest in (
            (1, state.pattern[0].digest),
            (2, state.pattern[0].digest),
            (1, newer.pattern[1].digest),
        ):
            with pytest.raises(Stale, match="changed"):
                do(newer, Act.OURS, "b", version=version, digest=digest)

    def test_there_is_nothing_to_say_yes_to_before_it_is_written(self) -> None:
        with pytest.raises(IllegalMove, match="nothing to say yes to"):
            do(at(Stage.PATTERN), Act.OURS, "a", digest="")

    def test_who_writes_over_words_they_have_not_seen_is_told(self) -> None:
        state = do(at(Stage.PATTERN), Act.PATTERN, "a", name="mist")
        with pytest.raises(Stale, match="newer version"):
            do(state, Act.PATTERN, "b", version=0, name="fog")
        assert [one.words["name"] for one in do(state, Act.PATTERN, "b", name="fog").pattern] == ["mist", "fog"]

    def test_later_it_is_changed_without_going_back(self) -> None:
        state = do(at(Stage.TRIAL), Act.PATTERN, "a", name="mist")
        assert both(state, Act.OURS).stage is Stage.TRIAL

    def test_a_talk_counts_when_both_say_so(self) -> None:
        state = do(at(Stage.TALK), Act.TALKED, "b")
        assert state.stage is Stage.TALK
        with pytest.raises(IllegalMove, match="said so"):
            do(state, Act.TALKED, "b")
        assert do(state, Act.TALKED, "a").stage is Stage.NATURE


class TestIdeas:
    @pytest.mark.parametrize("many", [0, 4, 5, 6])
    def test_nothing_is_judged_before_there_are_five(self, many: int) -> None:
        state = at(Stage.IDEAS)
        for n in range(many):
            state = do(state, Act.IDEA, "a", idea=f"{n}")
        assert state.ideas == tuple(str(n) for n in range(many))
        if many < 5:
            with pytest.raises(IllegalMove, match="Five ideas"):
                do(state, Act.ENOUGH, "b")
        else:
            assert do(state, Act.ENOUGH, "b").weighing == 1

    def test_each_says_one_need_and_may_change_it(self) -> None:
        state = both(at(Stage.IDEAS), Act.NEED, need="rest")
        assert do(state, Act.NEED, "a", need="quiet").needs == {"a": "quiet", "b": "rest"}

    @pytest.mark.parametrize("act", [Act.NEED, Act.IDEA])
    def test_an_empty_one_is_none(self, act: Act) -> None:
        for words in ({}, {"need": " ", "idea": " "}):
            with pytest.raises(IllegalMove, match="few words"):
                do(at(Stage.IDEAS), act, "a", **words)

    def test_more_ideas_are_weighed_anew(self) -> None:
        state = do(at(Stage.AGREEMENT), Act.MORE, "b")
        again = do(do(state, Act.IDEA, "b", idea="a sixth"), Act.ENOUGH, "a")
        assert again.weighing == 2 and effects.step(again) == "ideas-2" and len(again.ideas) == 6
        with pytest.raises(IllegalMove, match="before"):
            do(again, Act.OPENED, "a", step="ideas-1")

    def test_a_lasting_one_has_no_ideas_to_weigh(self) -> None:
        lasting = both(do(at(Stage.PATH), Act.PATH, "a", path="lasting"), Act.PARTS, core="x")
        assert lasting.stage is Stage.AGREEMENT and lasting.parts == {"a": {"core": "x"}, "b": {"core": "x"}}
        with pytest.raises(IllegalMove, match="ideas"):
            do(lasting, Act.MORE, "a")
        with pytest.raises(IllegalMove, match="divide"):
            do(at(Stage.AGREEMENT), Act.PARTS, "a", core="x")

    @pytest.mark.parametrize("path", ["", "solvable", "both"])
    def test_a_way_is_one_of_the_two_and_not_the_same_again(self, path: str) -> None:
        with pytest.raises(IllegalMove, match="two ways"):
            do(at(Stage.IDEAS), Act.PATH, "a", path=path)

    def test_another_way_takes_a_yes_away(self) -> None:
        state = do(do(at(Stage.AGREEMENT), Act.DRAFT, "a", **DRAFT), Act.SIGN, "a")
        assert do(state, Act.PATH, "b", path="lasting").signed == frozenset()
        assert do(state, Act.MORE, "b").signed == frozenset()


class TestTheAgreement:
    def test_it_counts_when_both_have_signed_the_same_words(self) -> None:
        state = do(at(Stage.AGREEMENT), Act.DRAFT, "a", **DRAFT)
        one = do(state, Act.SIGN, "b")
        assert one.stage is Stage.AGREEMENT and one.agreed is None and one.signed == {"b"} and rules.due(one) is None
        both_of_them = do(one, Act.SIGN, "a", at=later(3))
        assert both_of_them.stage is Stage.TRIAL and both_of_them.since == later(3)
        assert both_of_them.agreed == both_of_them.agreement[0] and both_of_them.stands == 1
        assert rules.due(both_of_them) == date(2026, 3, 21)

    def test_an_edit_unsigns(self) -> None:
        state = do(do(at(Stage.AGREEMENT), Act.DRAFT, "a", **DRAFT), Act.SIGN, "a")
        newer = do(state, Act.DRAFT, "b", **{**DRAFT, "a": "asks twice"})
        assert newer.signed == frozenset()
        assert do(newer, Act.SIGN, "b").stage is Stage.AGREEMENT
        with pytest.raises(Stale):
            do(newer, Act.SIGN, "b", version=1, digest=state.agreement[0].digest)

    @pytest.mark.parametrize("change", [{"weeks": "3"}, {"weeks": ""}, {"weeks": "4"}, {"title": " "}])
    def test_it_has_a_name_and_a_day_to_look_back(self, change: dict[str, str]) -> None:
        with pytest.raises(IllegalMove):
            do(at(Stage.AGREEMENT), Act.DRAFT, "a", **{**DRAFT, **change})

    def test_what_lasts_is_looked_at_again_in_a_month(self) -> None:
        state = both(at(Stage.PARTS), Act.PARTS, core="x", flexible="y")
        with pytest.raises(IllegalMove, match="how long"):
            do(state, Act.DRAFT, "a", **DRAFT)
        state = both(do(state, Act.DRAFT, "a", **{**DRAFT, "weeks": "4"}), Act.SIGN)
        assert rules.due(state) == date(2026, 4, 1)

    def test_the_earlier_one_stands_until_both_sign_the_new_one(self) -> None:
        state = do(at(Stage.TRIAL), Act.DRAFT, "b", **{**DRAFT, "title": "On Friday"})
        assert state.stage is Stage.AGREEMENT and state.agreed == state.agreement[0]
        back = do(do(state, Act.SIGN, "b"), Act.EARLIER, "a")
        assert back.stage is Stage.TRIAL and back.signed == frozenset() and back.agreed == state.agreement[0]
        forward = both(state, Act.SIGN)
        assert forward.agreed == state.agreement[1] and effects.step(forward) == "review-2"
        with pytest.raises(IllegalMove, match="no earlier"):
            do(do(at(Stage.AGREEMENT), Act.DRAFT, "a", **DRAFT), Act.EARLIER, "a")


class TestLookingBack:
    def test_it_ends_when_both_choose_the_same(self) -> None:
        state = do(at(Stage.VERDICT), Act.VERDICT, "a", verdict="keep")
        assert state.stage is Stage.VERDICT and state.verdicts == {"a": "keep"} and state.ended is None
        differ = do(state, Act.VERDICT, "b", verdict="let go")
        assert differ.stage is Stage.VERDICT
        kept = do(differ, Act.VERDICT, "b", verdict="keep", at=later(20))
        assert kept.stage is Stage.KEPT and kept.ended == later(20) and kept.over and kept.agreed
        assert do(differ, Act.VERDICT, "a", verdict="let go").stage is Stage.LET_GO

    def test_a_change_is_another_try(self) -> None:
        state = both(at(Stage.VERDICT), Act.VERDICT, verdict="change")
        assert state.stage is Stage.AGREEMENT and state.tries == 2 and not state.over and state.ended is None
        assert state.agreed is None and state.signed == frozenset() and state.verdicts == {}
        with pytest.raises(IllegalMove, match="Change something"):
            do(state, Act.SIGN, "a")
        again = opened(signed_again(state))
        assert again.stage is Stage.VERDICT and again.verdicts == {}

    @pytest.mark.parametrize("verdict", ["", "burn"])
    def test_there_are_three(self, verdict: str) -> None:
        with pytest.raises(IllegalMove, match="three"):
            do(at(Stage.VERDICT), Act.VERDICT, "a", verdict=verdict)

    def test_it_may_be_looked_at_before_the_day(self) -> None:
        assert opened(at(Stage.TRIAL)).stage is Stage.VERDICT


def signed_again(state: State) -> State:
    return both(do(state, Act.DRAFT, "a", **{**DRAFT, "weeks": "1"}), Act.SIGN)


def test_opening_names_its_step() -> None:
    steps = {Stage.SIDES: "sides", Stage.NATURE: "nature", Stage.WEIGH: "ideas-1", Stage.TRIAL: "review-1"}
    for stage in Stage:
        assert effects.step(at(stage)) == steps.get(stage, "")
        if stage in steps:
            with pytest.raises(IllegalMove, match="before"):
                do(at(stage), Act.OPENED, "b", step="sides" if stage is not Stage.SIDES else "nature")


def test_a_digest_is_of_the_number_and_every_word() -> None:
    version = Version(1, "a", T0, {"a": "x", "b": "y"})
    same = Version(1, "b", later(1), {"b": "y", "a": "x"})
    assert version.digest == same.digest and len(version.digest) == 64
    others = [
        replace(version, number=2),
        replace(version, words={"a": "x"}),
        replace(version, words={"a": "y", "b": "x"}),
    ]
    assert len({version.digest, *(one.digest for one in others)}) == 4


def test_replaying_leaves_out_what_was_not_legal() -> None:
    first = offered()
    moves = [
        Move(Act.TALKED, "a", T0),
        Move(Act.ACCEPT, "a", T0, 1, {"digest": first.name[0].digest}),
        Move(Act.ACCEPT, "b", later(1), 1, {"digest": first.name[0].digest}),
        Move(Act.ACCEPT, "b", later(2), 1, {"digest": first.name[0].digest}),
    ]
    assert rules.replay(first, moves) == do(first, Act.ACCEPT, "b", at=later(1))


def test_a_refused_move_says_why() -> None:
    with pytest.raises(IllegalMove, match="Take it up again first"):
        do(do(offered(), Act.ASIDE, "a"), Act.REWORD, "a", title="x")
    with pytest.raises(IllegalMove, match="moved on"):
        do(offered(), Act.TALKED, "a")


# Whatever two people do


TEXTS = st.sampled_from(("", " ", "x", "solvable", "lasting", "keep", "change", "let go", "1", "2", "4", "5"))


class Living(RuleBasedStateMachine):
    """Both act at random, often rightly and sometimes not."""

    @initialize(by=st.sampled_from("ab"))
    def begin(self, by: str) -> None:
        self.state = rules.begin("Sundays", by, T0)
        self.yeses: list[tuple[Act, str, int, str]] = []

    @rule(act=st.sampled_from(Act), by=st.sampled_from("ab"))
    def rightly(self, act: Act, by: str) -> None:
        self._play(act, by, words_for(self.state, act), None)

    @rule(act=st.sampled_from(Act), by=st.sampled_from("ab"), text=TEXTS, version=st.integers(0, 3))
    def anyhow(self, act: Act, by: str, text: str, version: int) -> None:
        names = ("title", "weeks", "path", "verdict", "need", "idea", "step", "digest")
        self._play(act, by, dict.fromkeys(names, text), version)

    @precondition(lambda self: self.state.aside == "" and not self.state.over)
    @rule(by=st.sampled_from("ab"))
    def go_on(self, by: str) -> None:
        """What a person who wants to go on would press."""
        for act in (
            Act.OPENED,
            Act.ENOUGH,
            Act.SIGN,
            Act.OURS,
            Act.TALKED,
            Act.PARTS,
            Act.DRAFT,
            Act.PATTERN,
            Act.IDEA,
        ):
            if self._play(act, by, words_for(self.state, act), None):
                return

    def _play(self, act: Act, by: str, words: dict[str, str], version: int | None) -> bool:
        before = self.state
        try:
            self.state = do(before, act, by, version, **words)
        except IllegalMove:
            assert self.state is before
            return False
        if act in YES:
            newest = texts(before, act)[-1]
            self.yeses.append((act, by, newest.number, newest.digest))
        return True

    @invariant()
    def nobody_is_stuck(self) -> None:
        """Until it is over, both can always put it aside, or what rests can be taken up; and an end can be reached."""
        if not self.state.over:
            act = Act.TAKE_UP if self.state.aside else Act.ASIDE
            assert any(tried(self.state, act, by) for by in "ab")
            assert reaches_an_end(self.state)

    @invariant()
    def what_was_signed_is_what_stands(self) -> None:
        for act, _, number, digest in self.yeses:
            assert texts(self.state, act)[number - 1].digest == digest
        if self.state.agreed:
            signed_by = {
                by
                for act, by, number, digest in self.yeses
                if act is Act.SIGN and (number, digest) == (self.state.stands, self.state.agreed.digest)
            }
            assert signed_by == {"a", "b"}
        newest = self.state.agreement[-1:]
        for by in self.state.signed:
            assert (Act.SIGN, by, newest[0].number, newest[0].digest) in self.yeses

    @invariant()
    def both_have_accepted_whatever_goes_on(self) -> None:
        if self.state.stage is not Stage.OFFERED:
            author = self.state.name[-1].place
            assert (Act.ACCEPT, "b" if author == "a" else "a") in {(act, by) for act, by, _, _ in self.yeses}


def reaches_an_end(state: State) -> bool:
    """Two who want to can bring it to an end from here."""
    if state.aside:
        state = do(state, Act.TAKE_UP, state.aside)
    for _ in range(60):
        if state.over:
            return True
        state = onward(state)
    return False


def onward(state: State) -> State:
    """One step of two people who both want to go on."""
    match state.stage:
        case Stage.OFFERED:
            return do(state, Act.ACCEPT, "b" if state.name[-1].place == "a" else "a")
        case Stage.SIDES | Stage.NATURE | Stage.WEIGH | Stage.TRIAL:
            return opened(state)
        case Stage.PATTERN if not state.pattern:
            return do(state, Act.PATTERN, "a", name="fog")
        case Stage.IDEAS:
            return collect(state)
        case Stage.AGREEMENT if len(state.agreement) == state.tried:
            state = do(state, Act.DRAFT, "a", **words_for(state, Act.DRAFT))
    acts = {
        Stage.PATTERN: Act.OURS,
        Stage.TALK: Act.TALKED,
        Stage.PATH: Act.PATH,
        Stage.PARTS: Act.PARTS,
        Stage.AGREEMENT: Act.SIGN,
        Stage.VERDICT: Act.VERDICT,
    }
    for by in "ab":
        if acts.get(state.stage):
            state = tried(state, acts[state.stage], by) or state
    return state


Living.TestCase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
TestLiving = Living.TestCase


def test_the_document_is_drawn_from_the_table() -> None:
    assert diagram.FILE.read_text(encoding="utf-8") == diagram.draw()
    assert set(diagram.MEANS) == set(Stage)
    for stage in Stage:
        for _, to in diagram._edges(stage):
            assert to is not stage
