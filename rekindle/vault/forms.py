"""Asking for the passphrase or the recovery code."""

from django import forms

from rekindle.web.forms import Line


class UnlockForm(forms.Form):
    """Either the passphrase or the fifteen words of the recovery code; the same field takes both."""

    passphrase = Line(
        label="Passphrase or recovery code",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Type your passphrase, or the fifteen words of your recovery code."},
    )
    device = forms.ChoiceField(choices=[("shared", "shared"), ("own", "own")], required=False)
