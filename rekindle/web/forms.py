"""Fields for people's own words: what was written is what is kept, to the last space."""

import re
from typing import Any

from django import forms

LONGEST = 20_000
# NUL ends a text for SQLite; a lone surrogate cannot be written as UTF-8.
UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
BREAKS = re.compile("[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")


class Card(str):
    """The label of a choice that needs a second line: Card("Keep it to myself", sub="Nobody else sees it.")."""

    sub: str

    def __new__(cls, text: str, sub: str = "") -> "Card":
        card = super().__new__(cls, text)
        card.sub = sub
        return card


class Words(forms.CharField):
    """Text of up to `max_length` characters (20,000 unless given), kept exactly as written.

    Refuses, in one sentence each: NUL and lone surrogates, too long, and blanks alone where words are needed.
    """

    widget: type[forms.Widget] = forms.Textarea

    def __init__(self, *, max_length: int = LONGEST, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {}).setdefault("required", "Write a few words here.")
        super().__init__(strip=False, **kwargs)
        self.longest = max_length

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        # data-keep: drafts.js holds the words in this tab until they are sent.
        return attrs | {"data-keep": "", "class": "serif", "rows": 6} if isinstance(widget, forms.Textarea) else attrs

    def validate(self, value: str) -> None:
        super().validate("" if value.isspace() else value)
        if UNWRITABLE.search(value):
            raise forms.ValidationError("One character here can’t be kept. Delete it, or paste the text as plain text.")
        # A browser sends two characters for each line end and counts one.
        over = len(value.replace("\r\n", "\n")) - self.longest
        if over > 0:
            raise forms.ValidationError(f"This is too long by {over:,}. Up to {self.longest:,} characters fit here.")


class Line(Words):
    """One line of words: 200 characters unless given, no line breaks."""

    widget = forms.TextInput

    def __init__(self, *, max_length: int = 200, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def validate(self, value: str) -> None:
        super().validate(value)
        if BREAKS.search(value):
            raise forms.ValidationError("Write this on one line.")
