"""Asking for the passphrase or the recovery code."""

from typing import Any

from django import forms

from rekindle.web.forms import Line

SHARED, OWN = "shared", "own"
DEVICES = [(SHARED, "Others use it too"), (OWN, "It is my own")]


class Secret(Line):
    """A passphrase of up to 1,000 characters, never shown back. Spaces around it, which phones add, are not part."""

    def __init__(self, *, autocomplete: str = "current-password", **kwargs: Any) -> None:
        # A spelling checker may send what it checks to somebody else.
        attrs = {"autocomplete": autocomplete, "autocapitalize": "none", "spellcheck": "false"}
        super().__init__(max_length=1000, widget=forms.PasswordInput(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).strip(" ")


class DeviceField(forms.ChoiceField):
    """Whose device this is. Without an answer it is a shared one."""

    def __init__(self) -> None:
        label = "Who uses this device?"
        super().__init__(choices=DEVICES, initial=SHARED, required=False, widget=forms.RadioSelect, label=label)


class UnlockForm(forms.Form):
    """Either the passphrase or the fifteen words of the recovery code; the same field takes both."""

    passphrase = Secret(
        label="Passphrase or recovery code",
        error_messages={"required": "Type your passphrase, or the fifteen words of your recovery code."},
    )
    device = DeviceField()

    def shared(self) -> bool:
        return str(self.cleaned_data.get("device")) != OWN
