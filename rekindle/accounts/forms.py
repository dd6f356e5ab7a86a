"""The forms of an account. A passphrase is never shown back, everything else is."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from rekindle.accounts import rules
from rekindle.accounts.models import Person
from rekindle.vault.forms import OWN, DeviceField, Secret
from rekindle.web.forms import Line

NAMED = "Name or e-mail you sign in with"


def _secret(label: str, autocomplete: str = "current-password", **kwargs: Any) -> Secret:
    missing = {"required": "Type it here, or let your browser fill it in."}
    return Secret(label=label, autocomplete=autocomplete, error_messages=missing, **kwargs)


def _named(label: str, **kwargs: Any) -> Line:
    attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
    missing = {"required": "Type the name, or the e-mail address."}
    return Line(label=label, max_length=254, widget=forms.TextInput(attrs=attrs), error_messages=missing, **kwargs)


class SignInForm(forms.Form):
    username = _named(NAMED)
    passphrase = _secret("Passphrase")
    device = DeviceField()

    def shared(self) -> bool:
        return str(self.cleaned_data.get("device")) != OWN


class NewPassphrase(forms.Form):
    """A new passphrase, checked against what the account knows of its owner."""

    passphrase = _secret("Passphrase", "new-password", help_text="At least 15 characters. You can paste it.")

    def known(self) -> list[str]:
        return []

    def clean_passphrase(self) -> str:
        text = str(self.cleaned_data["passphrase"])
        try:
            rules.check_passphrase(text, self.known())
        except rules.NotGood as error:
            raise ValidationError(str(error)) from error
        return text


class SignUpForm(NewPassphrase):
    name = Line(
        label="What should we call you?", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "nickname"})
    )
    username = _named(
        "A name to sign in with, or your e-mail",
        help_text="No page shows it to anyone but you. An e-mail address is not needed.",
    )
    device = DeviceField()
    adult = forms.BooleanField(
        label="I am 18 or older",
        error_messages={"required": "Rekindle is for adults. Tick this if you are 18 or older."},
    )
    # The passphrase is checked last, against the two names.
    field_order = ("name", "username", "passphrase", "device", "adult")

    def shared(self) -> bool:
        return str(self.cleaned_data.get("device")) != OWN

    def known(self) -> list[str]:
        return [self.cleaned_data.get("name", ""), *str(self.cleaned_data.get("username", "")).split("@")]

    def clean_username(self) -> str:
        try:
            name = rules.check_username(self.cleaned_data["username"])
        except rules.NotGood as error:
            raise ValidationError(str(error)) from error
        if Person.taken(name):
            raise ValidationError("That name is taken here. Choose another one.")
        return name


class ResetForm(NewPassphrase):
    """After a mail link. The new passphrase is checked against what the account knows."""

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["passphrase"].label = "New passphrase"

    def known(self) -> list[str]:
        return [self.person.name, self.person.username, self.person.email or ""]


class ChangePassphrase(ResetForm):
    """The one in use is checked by the view, because that costs time and patience."""

    passphrase_old = _secret("Passphrase you use now")
    passphrase_again = _secret("The new passphrase once more", "new-password")
    field_order = ("passphrase_old", "passphrase", "passphrase_again")

    def clean_passphrase_again(self) -> str:
        again = str(self.cleaned_data["passphrase_again"])
        if again != self.cleaned_data.get("passphrase", again):
            raise ValidationError("This is not the same as the line above.")
        return again


class CodeResetForm(NewPassphrase):
    """Forgotten passphrase, recovery code at hand."""

    username = _named(NAMED)
    code = Line(
        label="Your recovery code, fifteen words",
        max_length=400,
        help_text="You can paste it. The first four letters of each word are enough.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": "Type the fifteen words, with a space between them."},
    )
    field_order = ("username", "code", "passphrase")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passphrase"].label = "New passphrase"

    def known(self) -> list[str]:
        return str(self.cleaned_data.get("username", "")).split("@")


class EmailForm(forms.Form):
    """An address to keep; an empty one removes it."""

    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        required=False,
        error_messages={
            "required": "Write the address you gave in Settings.",
            "invalid": "Write the address with an @, such as name@example.org.",
            "max_length": "That is too long for an e-mail address.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class AskForMail(EmailForm):
    """Where to send the link that signs in again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True


class ConfirmForm(forms.Form):
    passphrase = _secret("Your passphrase, so that we know it is you")


class WordForm(ConfirmForm):
    """One word of the code, to be sure it is on paper, and the passphrase, to be sure it is its owner's paper."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=400)
    word = Line(
        label="To be sure: what is word 7?",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": "Type word 7 from your paper."},
    )
    field_order = ("code", "word", "passphrase")
