"""The forms of a concern. A field is named after what it asks, so that unsent words are never mixed up."""

from typing import Any

from django import forms

from rekindle.catalogue import fill
from rekindle.concerns.asking import Ask, Screen
from rekindle.concerns.sides import Part
from rekindle.web.forms import Card, Line, Words

LONG, SHORT = 4_000, 400
OUT_OF_LIST = {"invalid_choice": "Choose one of those shown.", "required": "Choose one of these."}
Data = Any


def radios(label: str, choices: list[tuple[str, str]], **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=OUT_OF_LIST, **more)


def ticks(label: str, choices: list[tuple[str, str]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=OUT_OF_LIST,
    )


def few_words(label: str, *, rows: int = 3, **more: Any) -> Words:
    field = Words(label=label, max_length=LONG, **more)
    field.widget.attrs["rows"] = rows
    return field


class Plain(forms.Form):
    """Errors are told on the page, not by the browser."""

    use_required_attribute = False


class NameForm(Plain):
    """What it is about, in one sentence both could sign."""

    title = Line(
        label="What is it about?",
        max_length=120,
        help_text="One sentence that both of you could sign: “How we decide about visits”, rather than “You always "
        "invite your brother”.",
    )


class StartForm(NameForm):
    how = radios(
        "How would you like to look at it?",
        [
            ("together", Card("Together", "Offered to {partner}, who can say yes, reword it, or say not now.")),
            ("alone", Card("On my own, only for me", "Nobody else ever sees that it is here.")),
        ],
    )

    def __init__(self, data: Data = None, *, partner: str = "", together: bool = True, **more: Any) -> None:
        super().__init__(data, **more)
        both, one = StartForm.base_fields["how"].choices  # type: ignore[attr-defined]
        offered = (both[0], Card(both[1], sub=fill(both[1].sub, partner or None)))
        self.fields["how"].choices = [offered, one] if together else [one]  # type: ignore[attr-defined]


class ScreenForm(Plain):
    """One screen of a side. Nothing is required on the way; the end says what is missing."""

    def __init__(self, screen: Screen, partner: str, data: Data = None, kept: Any = None) -> None:
        super().__init__(data, auto_id="%s", initial=kept or {})
        for ask in screen.asks:
            self.fields[ask.name] = _field(ask, partner)

    def answers(self) -> dict[str, Any]:
        """What was said, by field; what was left empty is empty."""
        return dict(self.cleaned_data)


def _field(ask: Ask, partner: str) -> forms.Field:
    label = fill(ask.label, partner or None)
    if ask.kind == "some":
        return ticks(label, [(one, one) for one in ask.options])
    return few_words(label, rows=ask.rows, required=False, help_text=ask.hint)


class MarksForm(Plain):
    """What rang true in the other one's side, and what surprised."""

    def __init__(self, theirs: list[Part], partner: str, data: Data = None, **more: Any) -> None:
        super().__init__(data, **more)
        label = f"What of {partner}’s side rings true?"
        self.fields["true"] = ticks(label, [(part.name, Card(part.heading, sub=part.words)) for part in theirs])
        self.fields["surprised"] = few_words("What surprised you?", rows=2, required=False)


class NatureForm(Plain):
    nature = radios(
        "What kind of problem is this one?",
        [
            (
                "solvable",
                Card("It can be solved", "It is about a situation. A good arrangement would settle it."),
            ),
            ("lasting", Card("It lasts", "It comes from who you each are. It wants to be talked about, not fixed.")),
        ],
    )


class IdeasForm(Plain):
    """Which ideas one could live with; `names` are numbers."""

    def __init__(self, ideas: tuple[str, ...], data: Data = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["ideas"] = ticks("Which could you live with?", [(str(n), one) for n, one in enumerate(ideas)])


class ReviewForm(Plain):
    helping = radios("Is it helping?", [("yes", "Yes"), ("partly", "Partly"), ("no", "Not yet")])
    line = few_words("One line about how it went", rows=2, required=False)


class NeedForm(Plain):
    need = few_words("What I need here", rows=2, help_text="Something that could happen: “to know by Thursday”.")


class IdeaForm(Plain):
    idea = few_words("An idea", rows=2, help_text="Odd ones are welcome. Nothing is judged yet.")


class PartsForm(Plain):
    core = few_words("What can’t move for me", help_text="The heart of it. Keep it as small as it truthfully is.")
    flexible = few_words("What can move", help_text="When, how much, how often, with whom.")


class TextForm(Plain):
    """A shared text. `version`: the number of the one it was written over."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)


class PatternForm(TextForm):
    """The loop as a third thing; the labels name both people."""

    def __init__(self, name_a: str, name_b: str, data: Data = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["name"] = Line(label="A name for it", help_text="“The Tuesday fog”. Something you can both say.")
        self.fields["a"] = Line(label=f"The more {name_a} …", help_text="What one would see: “asks”, “tidies loudly”.")
        self.fields["b"] = Line(label=f"… the more {name_b} …", help_text="“goes quiet”, “stays out longer”.")
        self.fields["sign"] = Line(label="An early sign that it begins", required=False)
        self.fields["exit"] = Line(
            label="A word to step out", required=False, help_text="Either of you may say it, and both stop for a while."
        )


class AgreementForm(TextForm):
    """Who does what, and for how long."""

    def __init__(
        self, name_a: str, name_b: str, weeks: tuple[str, ...], data: Data = None, *, lasting: bool = False, **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.fields["title"] = Line(label="For now, in one line" if lasting else "What we will try, in one line")
        self.fields["a"] = few_words(f"{name_a} …", rows=2)
        self.fields["b"] = few_words(f"{name_b} …", rows=2)
        self.fields["when"] = Line(label="When and where", required=False)
        self.fields["weeks"] = radios("Then we both look back", [(one, WEEKS_IN_WORDS[one]) for one in weeks])


WEEKS_IN_WORDS = {"1": "After one week", "2": "After two weeks", "4": "In a month, with another talk"}


class LookBackForm(Plain):
    look_back = radios(
        "When would you like to look back at it?",
        [("7", "In a week"), ("14", "In two weeks"), ("28", "In four weeks"), ("", "No day")],
        required=False,
    )
