"""A thread is one thing of two people: a conversation, a concern. Its entries are what they did with it, in order."""

import uuid

from django.db import models

from rekindle.couples.models import Couple


class Thread(models.Model):
    """`blob`: what it is about, sealed to the couple and signed by `place`. `n`: the number of the newest entry.

    `closed`: nothing is added any more, and of the entries only those are left that both wanted to keep.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    couple = models.ForeignKey(Couple, models.CASCADE, related_name="threads")
    kind = models.CharField(max_length=12)
    place = models.CharField(max_length=1)
    day = models.DateField()
    n = models.PositiveIntegerField(default=0)
    closed = models.BooleanField(default=False)
    blob = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["couple", "kind", "closed", "-day", "-id"], name="newest_threads")]


class Entry(models.Model):
    """One act, sealed to the couple and signed. Its time is inside, and so is the digest of what stood before it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="entries")
    n = models.PositiveIntegerField()
    place = models.CharField(max_length=1)
    blob = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "n"], name="one_entry_a_number")]
