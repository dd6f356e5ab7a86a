"""A few screens one after the other. Every press keeps what was said; the next screen follows from it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rekindle.concerns.asking import Answers, Screen
from rekindle.concerns.forms import ScreenForm
from rekindle.concerns.sides import clean


@dataclass
class Wizard:
    """`n` counts from 1; past the last screen is the page to read it all through."""

    make: Callable[[Answers], tuple[Screen, ...]]
    answers: dict[str, Any]
    n: int
    partner: str
    form: ScreenForm | None = field(default=None)

    @property
    def screens(self) -> tuple[Screen, ...]:
        return self.make(self.answers)

    @property
    def through(self) -> bool:
        return self.n > len(self.screens)

    @cached_property
    def screen(self) -> Screen:
        return self.screens[max(self.n, 1) - 1]

    def take(self, data: Any) -> bool:
        """Take what was sent. False when something of it cannot be kept."""
        self.form = ScreenForm(self.screen, self.partner, data)
        if not self.form.is_valid():
            return False
        self.answers = clean({**self.answers, **self.form.answers()})
        return True

    def to(self, data: Any) -> int:
        """The number of the next screen, or of the one before."""
        at = max(self.n, 1)
        return max(at - 1, 1) if data.get("go") == "back" else at + 1

    def leaves(self, data: Any) -> bool:
        return bool(data.get("go") == "leave")

    def context(self) -> dict[str, Any]:
        of = len(self.screens)
        if self.through:
            return {"through": True, "n": of + 1, "of": of, "back": of}
        form = self.form or ScreenForm(self.screen, self.partner, kept=self.answers)
        pairs = list(zip(self.screen.asks, form, strict=True))
        return {"through": False, "n": max(self.n, 1), "of": of, "screen": self.screen, "form": form, "fields": pairs}
