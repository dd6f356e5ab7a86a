"""What one person's screen shows of a talk: which screen, in whose colour, how much time, what can be pressed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.utils import timezone

from rekindle.catalogue import fill
from rekindle.catalogue.talk_structs import Turn
from rekindle.dialogue.rules import REST, legal
from rekindle.dialogue.shapes import Act, Phase, Talk, other
from rekindle.dialogue.talking import ONE_PHONE, Line, Table
from rekindle.web.templatetags.words import day

TITLES = {
    "ground": "Before you begin",
    "ground-done": "You said yes",
    "who": "Who begins?",
    "speak-listener": "Just listen",
    "mirror-speaker": "{partner} is saying it back",
    "mirror-listener": "Now say it back",
    "check-speaker": "{partner} is saying it back",
    "check-listener": "Now say it back",
    "enough": "Let that be enough",
    "validate-speaker": "Now listen",
    "validate-listener": "What makes sense about it?",
    "close": "One sentence to end with",
    "close-done": "Yours is in",
    "paused": "A good moment to stop",
}
TYPED_TITLES = {
    "speak-listener": "{partner} has the floor",
    "check-speaker": "Did {partner} get it?",
    "check-listener": "You gave it back",
    "validate-speaker": "{partner} has the word",
}
# Phases in which both are asked the same: whoever has answered waits.
OF_EACH = (Phase.GROUND, Phase.CLOSE)
OF_ONE = (Phase.SPEAK, Phase.MIRROR, Phase.CHECK, Phase.VALIDATE)


@dataclass(frozen=True)
class Clock:
    """`ends`: milliseconds since 1970, by the server's clock; `left` of `total` seconds."""

    ends: int
    now: int
    left: int
    total: int

    @property
    def words(self) -> str:
        hours, minutes, seconds = self.left // 3600, self.left // 60 % 60, self.left % 60
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"

    @property
    def share(self) -> int:
        """How much of the ring is drawn, 0 to 100."""
        return round(100 * self.left / self.total) if self.total else 0


@dataclass(frozen=True)
class Seat:
    """One of the two at the table."""

    table: Table
    place: str
    now: datetime
    # On one phone: two seats on one screen; the second is the far one, turned round where it only listens.
    shared: bool = False
    second: bool = False

    @property
    def talk(self) -> Talk:
        return self.table.talk

    @property
    def name(self) -> str:
        return self._name(self.place)

    @property
    def partner(self) -> str:
        return self._name(other(self.place))

    def _name(self, place: str) -> str:
        pair = self.table.pair
        return pair.me.name if place == pair.me.place else pair.partner_name

    @property
    def other(self) -> str:
        return other(self.place)

    @property
    def template(self) -> str:
        return f"dialogue/stage/{self.screen}.html"

    @property
    def title(self) -> str:
        if self.talk.phase is Phase.SPEAK and self.role != "listener":
            return self._own_title()
        if self.brief:
            return f"And {self.name}?"
        if self.screen == "paused" and "READY" in self.can:
            return "Time to come back"
        titles = TITLES | (TYPED_TITLES if self.talk.typed else {})
        return titles[self.screen].format(partner=self.partner)

    def _own_title(self) -> str:
        if self.talk.round > 1:
            return "Say the piece that was missing"
        return fill(self.words.title, self.partner) if self.words else "You have the floor"

    @property
    def across(self) -> bool:
        return self.second and self.talk.phase in OF_ONE and self.role != "both"

    @property
    def compact(self) -> bool:
        """Room is short: two halves, or a field to write in."""
        return self.shared or self.talk.typed

    @property
    def asked(self) -> bool:
        """Whether this person is asked what the other one has to answer too."""
        return bool(self.can & {"AGREE", "CLOSE", "READY"})

    @property
    def brief(self) -> bool:
        """The far one where both are asked the same: the near one has said what it is about."""
        return self.second and not self.across

    @property
    def ready(self) -> bool:
        return self.place in self.talk.said

    @property
    def back(self) -> str:
        """When both come back, as people say it."""
        if self.talk.back is None:
            return ""
        on = timezone.localtime(self.talk.back)
        return f"back at {on:%H:%M}" if on.date() == timezone.localdate(self.now) else f"back {day(on)} at {on:%H:%M}"

    @property
    def screen(self) -> str:
        """The name of a template in `dialogue/stage/`."""
        phase = self.talk.phase
        if phase in OF_EACH and self.place in self.talk.said:
            return f"{phase}-done"
        if phase in OF_ONE:
            return f"{phase}-{self.role}"
        return phase.value

    @property
    def role(self) -> str:
        if not self.talk.speaker:
            return "both"
        return "speaker" if self.talk.speaker == self.place else "listener"

    @property
    def speaker(self) -> str:
        """The name of who has the floor, or ""."""
        return self._name(self.talk.speaker) if self.talk.speaker else ""

    @property
    def tone(self) -> str:
        """The colour of the whole screen: solid for the speaker, pale for the listener."""
        if self.talk.phase is Phase.PAUSED:
            return "floor-pause"
        if self.talk.phase not in OF_ONE or self.role == "both":
            return ""
        return f"{'floor' if self.role == 'speaker' else 'listen'}-{self.talk.speaker}"

    @cached_property
    def can(self) -> set[str]:
        return {act.name for act in legal(self.talk, self.place, self.now)}

    @property
    def words(self) -> Turn | None:
        """The words of this turn; None when its kind is not in the library any more."""
        kind, turn = self.table.kind, self.talk.turn
        return kind.turns[turn] if kind and turn < len(kind.turns) else None

    @property
    def number(self) -> int:
        return self.talk.turn + 1

    @property
    def lines(self) -> list[Line]:
        """Of a typed talk, the words of this turn, and from before it what nobody said back: the last reply too."""
        begins = self.talk.turn
        while begins and not self.talk.turns[begins - 1].mirror:
            begins -= 1
        shown = self.table.shown_to(self.place)
        return [one for one in shown if one.turn >= begins or (one.turn == begins - 1 and one.act is Act.VALID)]

    @property
    def clock(self) -> Clock | None:
        talk = self.talk
        if talk.phase is Phase.PAUSED and talk.back and talk.since:
            return _clock(self.now, talk.back, talk.back - talk.since)
        if talk.phase is Phase.SPEAK and talk.ends:
            return _clock(self.now, talk.ends, timedelta(minutes=talk.here.minutes + talk.extra))
        return None

    @property
    def rested(self) -> datetime | None:
        """When a pause has been long enough."""
        return self.talk.since + REST if self.talk.since else None

    @property
    def moment(self) -> str:
        return self.talk.moment(self.place)


def _clock(now: datetime, ends: datetime, total: timedelta) -> Clock:
    left = max(0, round((ends - now).total_seconds()))
    return Clock(
        round(ends.timestamp() * 1000), round(now.timestamp() * 1000), left, max(round(total.total_seconds()), left)
    )


def seats(table: Table, now: datetime) -> list[Seat]:
    """Mine; on one phone also the other one's, who sits across."""
    mine = table.pair.me.place
    if table.way != ONE_PHONE or table.over:
        return [Seat(table, mine, now)]
    # Whoever has the floor sits on the near side, so that their words are the right way up.
    near = table.talk.speaker or mine
    far = Seat(table, other(near), now, shared=True, second=True)
    found = [Seat(table, near, now, shared=True)]
    return [*found, far] if far.across or far.asked else found
