"""One screen of a check-up as a form. Skipping asks for nothing; the owner’s own note is kept either way."""

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from rekindle import catalogue
from rekindle.measures.checkup import Question, get
from rekindle.vault.store import Body
from rekindle.web.forms import Words

OPEN = "Choose an answer, or skip this question."
NOTE = 2000


def _radios(label: str, options: list[str], **more: Any) -> forms.TypedChoiceField:
    """A choice that gives the position of an option."""
    return forms.TypedChoiceField(
        label=label,
        choices=[(str(position), option) for position, option in enumerate(options)],
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"required": OPEN, "invalid_choice": OPEN},
        **more,
    )


class Screen(forms.Form):
    """`value` is what `checkup.put` takes; `skipped` when the person left the question out."""

    use_required_attribute = False

    @property
    def skipped(self) -> bool:
        return "skip" in self.data

    @property
    def value(self) -> Any:
        raise NotImplementedError

    @property
    def note(self) -> str | None:
        return None

    def _ask(self, *names: str) -> None:
        for name in names:
            self.fields[name].required = not self.skipped


class ItemForm(Screen):
    """One question of a scale, or the seven pictures."""

    def __init__(self, question: Question, body: Body, data: MultiValueDict[str, str] | None = None) -> None:
        super().__init__(data, initial={"answer": get(body, question)})
        item = catalogue.current().measures[question.part].items[int(question.key)]
        label = " – ".join(item.pair) if item.pair else item.text
        self.fields["answer"] = _radios(label, [option.label for option in item.options])
        self._ask("answer")

    @property
    def value(self) -> Any:
        return None if self.skipped else self.cleaned_data["answer"]


class AreaForm(Screen):
    """How an area is now, how much it matters, and a note for oneself."""

    def __init__(self, question: Question, body: Body, data: MultiValueDict[str, str] | None = None) -> None:
        now, importance = get(body, question) or (None, None)
        note = body.get("notes", {}).get(question.key, "")
        super().__init__(data, initial={"now": now, "importance": importance, "note": note})
        cat = catalogue.current()
        asked = cat.measures["areas"].items
        hint = "Think of the last four weeks. There is no right answer, and no average to beat."
        scale = [option.label for option in asked[0].options]
        self.fields["now"] = _radios(cat.strategies[question.key].question, scale, help_text=hint)
        self.fields["importance"] = _radios(asked[1].text, [option.label for option in asked[1].options])
        self.fields["note"] = Words(label="Anything you want to remember about this?", required=False, max_length=NOTE)
        self.fields["note"].widget.attrs["rows"] = 3
        self._ask("now", "importance")

    @property
    def value(self) -> Any:
        return None if self.skipped else (self.cleaned_data["now"], self.cleaned_data["importance"])

    @property
    def note(self) -> str | None:
        return str(self.cleaned_data["note"])


def screen(question: Question, body: Body, data: MultiValueDict[str, str] | None = None) -> Screen:
    return (AreaForm if question.part == "areas" else ItemForm)(question, body, data)
