"""The forms of an account. A passphrase is never shown back, everything else is."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from rekindle.accounts import rules
from rekindle.accounts.models import Person
from rekindle.web.forms import Line

DEVICES = [
    ("shared", "Others use this device too"),
    ("own", "This is my own device"),
]


def secret(label: str, autocomplete: str = "current-password", **kwargs: Any) -> Line:
    return Line(label=label, max_length=1000, widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}), **kwargs)


class SignInForm(forms.Form):
    username = Line(label="Name or e-mail you sign in with", widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "off"}))
    passphrase = secret("Passphrase")
    device = forms.ChoiceField(choices=DEVICES, initial="shared", required=False)

    def shared(self) -> bool:
        return str(self.cleaned_data.get("device")) != "own"


class NewPassphrase(forms.Form):
    """A new passphrase, checked against what the account knows of its owner."""

    passphrase = secret("Passphrase", "new-password", help_text="At least 15 characters. You can paste it.")

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
    name = Line(label="What should we call you?", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "nickname"}))
    username = Line(
        label="A name to sign in with, or your e-mail",
        max_length=150,
        help_text="Nobody sees this but you. An e-mail address is not needed.",
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "off"}),
    )
    device = forms.ChoiceField(choices=DEVICES, initial="shared", required=False)
    adult = forms.BooleanField(
        label="I am 18 or older", error_messages={"required": "Rekindle is for adults. Tick this if you are 18 or older."}
    )
    field_order = ("name", "username", "passphrase", "device", "adult")
    shared = SignInForm.shared

    def known(self) -> list[str]:
        return [self.cleaned_data.get("name", ""), *str(self.cleaned_data.get("username", "")).split("@")]

    def clean_username(self) -> str:
        try:
            name = rules.check_username(self.cleaned_data["username"])
        except rules.NotGood as error:
            raise ValidationError(str(error)) from error
        if Person.objects.filter(username=name).exists() or Person.objects.filter(email=name, email_verified=True).exists():
            raise ValidationError("That name is taken here. Choose another one.")
        return name


class ChangePassphrase(NewPassphrase):
    """The old one is asked again by the view, because it is a key and not only a check."""

    field_order = ("old", "passphrase", "again")
    old = secret("Passphrase you use now")
    again = secret("The new passphrase once more", "new-password")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["passphrase"].label = "New passphrase"

    def known(self) -> list[str]:
        return [self.person.name, self.person.username, self.person.email or ""]

    def clean_again(self) -> str:
        if self.cleaned_data["again"] != self.cleaned_data.get("passphrase", self.cleaned_data["again"]):
            raise ValidationError("This is not the same as the line above.")
        return str(self.cleaned_data["again"])


class ResetForm(NewPassphrase):
    """After a mail link."""

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["passphrase"].label = "New passphrase"

    known = ChangePassphrase.known


class CodeResetForm(NewPassphrase):
    """Forgotten passphrase, recovery code at hand."""

    username = Line(label="Name or e-mail you sign in with", widget=forms.TextInput(attrs={"autocomplete": "username"}))
    code = Line(label="Your recovery code, fifteen words", max_length=400, help_text="You can paste it. The first four letters of each word are enough.")
    field_order = ("username", "code", "passphrase")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passphrase"].label = "New passphrase"


class EmailForm(forms.Form):
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        required=False,
        error_messages={"invalid": "Write the address with an @, such as name@example.org."},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class ConfirmForm(forms.Form):
    passphrase = secret("Your passphrase, so that we know it is you")


class WordForm(forms.Form):
    """One word of the recovery code, to be sure it is on paper."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=400)
    word = Line(label="", max_length=40)
