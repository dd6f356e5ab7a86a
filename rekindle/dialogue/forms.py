"""What people say in a talk, and how they begin one."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid5

from django import forms
from django.utils import timezone

from rekindle.catalogue.talk_structs import TalkKind
from rekindle.dialogue.shapes import Act
from rekindle.dialogue.talking import APART, ONE_PHONE, TWO_PHONES, Done, Setup
from rekindle.web.forms import Card, Line, Words

SAID = 4_000
WAYS = (
    (TWO_PHONES, Card("Two phones, in one room", "You speak. The phones show whose turn it is.")),
    (ONE_PHONE, Card("One phone between you", "You speak, and the phone lies on the table.")),
    (APART, Card("Apart, in writing", "You take turns to write. The words go when the talk ends.")),
)
# When both could come back: the words, then days from today with an hour, or minutes from now; twenty at least.
LATER: dict[str, tuple[str, int, int | None, int]] = {
    "20": ("In 20 minutes", 0, None, 20),
    "40": ("In 40 minutes", 0, None, 40),
    "60": ("In an hour", 0, None, 60),
    "180": ("In three hours", 0, None, 180),
    "t9": ("Tomorrow at 9:00", 1, 9, 0),
    "t12": ("Tomorrow at 12:00", 1, 12, 0),
    "t18": ("Tomorrow at 18:00", 1, 18, 0),
    "t20": ("Tomorrow at 20:00", 1, 20, 0),
}
# In a typed talk these carry words.
WITH_WORDS = (Act.DONE, Act.BACK, Act.VALID)


class BeginForm(forms.Form):
    """How to talk, for how long at a time, and about what, where the kind asks for it."""

    topic = Line(required=False, max_length=80)
    way = forms.ChoiceField(label="How would you like to talk?", choices=WAYS, widget=forms.RadioSelect)
    minutes = forms.TypedChoiceField(
        label="How long does each have the floor?",
        choices=[(n, f"{n} min") for n in range(1, 6)],
        coerce=int,
        widget=forms.RadioSelect,
    )

    def __init__(self, kind: TalkKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.initial = {"way": TWO_PHONES, "minutes": kind.floor, **self.initial}
        if kind.topic:
            topic = self.fields["topic"]
            topic.label, topic.required = kind.topic, True
            topic.help_text = kind.topic_hint
        else:
            del self.fields["topic"]

    def setup(self, back: str) -> Setup:
        said = self.cleaned_data
        return Setup(self.kind, said["way"], said["minutes"], said.get("topic", ""), back)


class ActForm(forms.Form):
    """One act. Whether it fits is for the rules to say."""

    act = forms.ChoiceField(choices=[(act.value, act.value) for act in Act])
    by = forms.ChoiceField(choices=[("a", "a"), ("b", "b")])
    moment = forms.CharField(max_length=40)
    once = forms.UUIDField()
    first = forms.ChoiceField(choices=[("a", "a"), ("b", "b")], required=False)
    back = forms.CharField(required=False, max_length=20)
    text = Words(required=False, max_length=SAID)
    next = Words(required=False, max_length=1_000)
    keep = forms.BooleanField(required=False)

    def __init__(self, *args: Any, typed: bool, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.typed, self.now = typed, now

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        act = said.get("act")
        if self.typed and act in WITH_WORDS and not said.get("text", "x").strip():
            self.add_error("text", "Write a few words here.")
        if act == Act.LATER and said.get("back") not in LATER:
            self.add_error("back", "Choose a time from the list.")
        return said

    def done(self) -> Done:
        said = self.cleaned_data
        act = Act(said["act"])
        back = back_at(said["back"], self.now) if act is Act.LATER else None
        # Every button of a page has the same key in it; which button it was makes it one act.
        once = uuid5(said["once"], f"{said['by']}/{act}")
        words = act in (*(WITH_WORDS if self.typed else ()), Act.CLOSE)
        text = said["text"].strip() if words else ""
        done = Done(once, act, said["by"], said["moment"], said["first"], back, text)
        return replace(done, next=said["next"].strip(), keep=said["keep"]) if act is Act.CLOSE else done


def back_at(value: str, now: datetime) -> datetime:
    """The moment a choice stands for. Raises KeyError."""
    days, hour, minutes = LATER[value][1:]
    local = timezone.localtime(now)
    if hour is None:
        return local + timedelta(minutes=minutes)
    return (local + timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)
