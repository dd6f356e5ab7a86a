"""What a person writes in a round."""

from django import forms

from rekindle.web.forms import Words

REPLY = 4_000


class AnswerForm(forms.Form):
    answer = Words(label="Your answer")


class ReplyForm(forms.Form):
    reply = Words(label="Your reply", max_length=REPLY)
