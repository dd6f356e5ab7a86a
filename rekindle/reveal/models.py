"""Rounds: one question for two. What is asked is sealed too."""

import uuid

from django.db import models

from rekindle.couples.models import Couple


class Round(models.Model):
    """A question that both may know of, sealed to the couple and signed by the one who opened it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    couple = models.ForeignKey(Couple, models.CASCADE, related_name="rounds")
    place = models.CharField(max_length=1)
    day = models.DateField()
    blob = models.BinaryField()

    class Meta:
        # The newest are found without reading those of ten years.
        indexes = [models.Index(fields=["couple", "-day", "-id"], name="newest_rounds")]


class Answer(models.Model):
    """One person's answer: `pending` under its author's own key, or sealed to the couple."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="answers")
    place = models.CharField(max_length=1)
    held = models.CharField(max_length=7)
    epoch = models.PositiveIntegerField()
    blob = models.BinaryField()
    commitment = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "place"], name="one_answer_each")]


class Reply(models.Model):
    """What somebody says after both answers are open."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="replies")
    place = models.CharField(max_length=1)
    blob = models.BinaryField()
