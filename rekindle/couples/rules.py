"""What two people, and the one who invites, may do and when. Pure: states in, verdicts out."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

INVITATION_LASTS = timedelta(hours=48)
GONE = "This invitation does not work any more. Ask for a new one; they last two days and work once."


class NotNow(ValueError):
    """An act that the state does not allow. Carries one sentence for the person."""


@dataclass(frozen=True, slots=True)
class Willing:
    """One person's signed word that they want to do steps together, and until when. Everybody has one; most say no."""

    open: bool
    until: date


def may_use(*, expires: datetime, used: bool, own: bool, now: datetime) -> None:
    """Raise NotNow unless an invitation can still be accepted. Old, used and made-up ones look the same."""
    if used or now >= expires:
        raise NotNow(GONE)
    if own:
        raise NotNow("This is your own invitation. Open it on your partner’s device.")


def joint_open(*, active: bool, mine: Willing, theirs: Willing, own_clear_until: date | None, today: date) -> bool:
    """True when steps for two may be offered: two people, both willing, and the reader's own private check still clear.

    The other one's check is inside their willingness: it is never kept longer than their check holds.
    """
    return (
        active
        and own_clear_until is not None
        and today <= own_clear_until
        and all(word.open and today <= word.until for word in (mine, theirs))
    )


def month_end(day: date) -> date:
    """The last day of `day`'s month: as exact as a date may be that a partner can read."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def willing_until(clear_until: date) -> date:
    """The last month's end that does not outlast the private check, so that nobody can reckon back to its day."""
    end = month_end(clear_until)
    return end if end <= clear_until else clear_until.replace(day=1) - timedelta(days=1)
