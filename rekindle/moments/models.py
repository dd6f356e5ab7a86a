"""A moment is never changed. Which kind it is and what it says are sealed."""

import uuid

from django.db import models

from rekindle.couples.models import Couple


class Moment(models.Model):
    """`blob`: sealed to the couple and signed by the member at `place`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    couple = models.ForeignKey(Couple, models.CASCADE, related_name="moments")
    place = models.CharField(max_length=1)
    day = models.DateField()
    blob = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["couple", "-day", "-id"], name="newest_moments")]
