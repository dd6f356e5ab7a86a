"""The form of a step. Its field is named after the step, so that unsent words of two steps are never mixed up."""

from typing import Any

from django import forms

from rekindle.catalogue import fill
from rekindle.catalogue.structs import Step
from rekindle.practice.rules import moved
from rekindle.practice.runs import RATINGS
from rekindle.web.forms import Words

TENS = [(str(n), str(n)) for n in range(11)]
OUT_OF_LIST = {"invalid_choice": "Choose one of those shown."}
Data = Any


class Places(forms.Field):
    """The numbers 0 to n-1 in somebody's order."""

    widget = forms.MultipleHiddenInput

    def __init__(self, size: int, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.size = size

    def clean(self, value: Any) -> list[int]:
        """Raises ValidationError unless every number is there once."""
        given = value or []
        if sorted(given) != sorted(str(n) for n in range(self.size)):
            raise forms.ValidationError("Some lines are missing here. Load the page again; your order is kept.")
        return [int(n) for n in given]


class StepForm(forms.Form):
    """One step with one field, or with none where there is only something to read."""

    def __init__(
        self, step: Step, partner: str | None, data: Data = None, kept: Any = None, needed: bool = False
    ) -> None:
        super().__init__(data, auto_id="%s")
        self.step = step
        field = FIELDS.get(step.kind)
        if field is not None:
            self.fields[step.name] = field(step, fill(step.title, partner), partner, needed)
            self.initial[step.name] = _as_sent(step, kept)

    @property
    def answer(self) -> forms.BoundField | None:
        return self[self.step.name] if self.fields else None

    def value(self) -> Any:
        """The answer as a run keeps it: words, a number, an option, a list of options, or None."""
        said = self.cleaned_data.get(self.step.name)
        if self.step.kind == "rate":
            return int(said) if said else None
        if self.step.kind == "choose" and self.step.pick == 1:
            return self.step.options[int(said)] if said else None
        if self.step.kind in ("choose", "sort"):
            return [self.step.options[int(n)] for n in said or []]
        return said if said and not said.isspace() else None

    def rows(self) -> list[tuple[int, str]]:
        """(number, option) of a list to sort, in the order so far."""
        sent = getattr(self.data, "getlist", None)
        given = sent(self.step.name) if sent else self.initial[self.step.name]
        known = [str(n) for n in range(len(self.step.options))]
        order = given if sorted(given) == sorted(known) else known
        return [(int(n), self.step.options[int(n)]) for n in order]

    def moved(self, move: str) -> list[str]:
        """The options after a press of “up-2”: the thing with that number goes up one place. Else as they are."""
        order = [number for number, _ in self.rows()]
        way, _, number = move.partition("-")
        by = {"up": -1, "down": 1}.get(way, 0)
        at = next((place for place, one in enumerate(order) if str(one) == number), None)
        if by and at is not None:
            order = moved(order, at, by)
        return [self.step.options[n] for n in order]


def _as_sent(step: Step, kept: Any) -> Any:
    """A kept answer as the browser would send it. Options that have gone since are left out."""
    numbers = {option: str(n) for n, option in enumerate(step.options)}
    if step.kind == "rate":
        return "" if kept is None else str(kept)
    if step.kind == "sort" or (step.kind == "choose" and step.pick > 1):
        return [numbers[one] for one in kept or [] if one in numbers]
    if step.kind == "choose":
        return numbers.get(kept, "")
    return kept or ""


def _words(step: Step, label: str, partner: str | None, needed: bool) -> forms.Field:
    field = Words(label=label, required=needed)
    field.widget.attrs["aria-describedby"] = f"hint-{step.name} sees-{step.name} {step.name}_error"
    return field


def _rate(step: Step, label: str, partner: str | None, needed: bool) -> forms.Field:
    return forms.ChoiceField(
        label=label, choices=TENS, required=False, widget=forms.RadioSelect, error_messages=OUT_OF_LIST
    )


def _choose(step: Step, label: str, partner: str | None, needed: bool) -> forms.Field:
    choices = [(str(n), fill(option, partner)) for n, option in enumerate(step.options)]
    if step.pick == 1:
        return forms.ChoiceField(
            label=label, choices=choices, required=False, widget=forms.RadioSelect, error_messages=OUT_OF_LIST
        )
    return Some(
        step.pick,
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=f"Up to {step.pick}.",
        error_messages=OUT_OF_LIST,
    )


class Some(forms.MultipleChoiceField):
    """Up to `most` of the choices."""

    def __init__(self, most: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(set(value)) > self.most:
            raise forms.ValidationError(f"Choose up to {self.most}. Take one away to choose another.")


def _sort(step: Step, label: str, partner: str | None, needed: bool) -> forms.Field:
    return Places(len(step.options), label=label)


FIELDS = {"write": _words, "reveal": _words, "rate": _rate, "choose": _choose, "sort": _sort}


class RatingForm(forms.Form):
    """How it was, for its owner alone."""

    rating = forms.ChoiceField(
        label="How was that?",
        required=False,
        widget=forms.RadioSelect,
        choices=[(one, one.capitalize()) for one in RATINGS],
        error_messages=OUT_OF_LIST,
    )
