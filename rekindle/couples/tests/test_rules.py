"""When steps for two open: the whole table, and what a date may tell."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekindle.couples import rules
from rekindle.couples.rules import Willing

TODAY = date(2026, 3, 4)
quickly = settings(max_examples=200, deadline=None, derandomize=True)
days = st.dates(TODAY - timedelta(days=3), TODAY + timedelta(days=3))
words = st.builds(Willing, open=st.booleans(), until=days)


@quickly
@given(active=st.booleans(), mine=words, theirs=words, own=st.none() | days)
def test_both_must_be_here_willing_and_clear(active: bool, mine: Willing, theirs: Willing, own: date | None) -> None:
    found = rules.joint_open(active=active, mine=mine, theirs=theirs, own_clear_until=own, today=TODAY)
    against = [
        not active,
        not mine.open,
        not theirs.open,
        mine.until < TODAY,
        theirs.until < TODAY,
        own is None or own < TODAY,
    ]
    assert found == (not any(against))


@quickly
@given(mine=words, theirs=words)
def test_the_two_are_treated_alike(mine: Willing, theirs: Willing) -> None:
    ways = {
        rules.joint_open(active=True, mine=a, theirs=b, own_clear_until=TODAY, today=TODAY)
        for a, b in ((mine, theirs), (theirs, mine))
    }
    assert len(ways) == 1


@quickly
@given(clear_until=st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_the_date_a_partner_can_read_is_a_months_end_within_the_check(clear_until: date) -> None:
    until = rules.willing_until(clear_until)
    assert until <= clear_until < until + timedelta(days=32)
    assert (until + timedelta(days=1)).day == 1


@pytest.mark.parametrize("after", [timedelta(0), timedelta(days=1)])
def test_an_invitation_ends_on_time(after: timedelta) -> None:
    end = datetime(2026, 3, 6, 19, 30, tzinfo=UTC)
    rules.may_use(expires=end, used=False, own=False, now=end - timedelta(seconds=1))
    with pytest.raises(rules.NotNow):
        rules.may_use(expires=end, used=False, own=False, now=end + after)


def test_used_and_old_invitations_read_the_same() -> None:
    end = datetime(2026, 3, 6, tzinfo=UTC)
    said = set()
    for used, now in ((True, end - timedelta(hours=1)), (False, end), (True, end)):
        with pytest.raises(rules.NotNow) as refused:
            rules.may_use(expires=end, used=used, own=False, now=now)
        said.add(str(refused.value))
    assert said == {rules.GONE}
