"""One form with a field of every kind that the parts draw."""

from django import forms

from rekindle.web.forms import Card, Line, Words

CARDS = [("me", Card("Keep it to myself", sub="Jonah never sees it.")), ("give", Card("Give it to Jonah now"))]


class Everything(forms.Form):
    email = forms.EmailField(label="E-mail", widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    passphrase = forms.CharField(label="Passphrase", widget=forms.PasswordInput)
    note = Words(label="A note", help_text="Only for you.", required=False)
    name = Line(label="A name", required=False)
    share = forms.ChoiceField(label="What happens with it?", widget=forms.RadioSelect, choices=CARDS)
    mood = forms.ChoiceField(
        label="How was it?", widget=forms.RadioSelect, choices=[("y", "Helped"), ("n", "Hard")], required=False
    )
    score = forms.ChoiceField(
        label="How close?", widget=forms.RadioSelect, choices=[(str(n), str(n)) for n in range(11)], required=False
    )
    alone = forms.BooleanField(label="I am alone", help_text="Nobody sees the screen.")
