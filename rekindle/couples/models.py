"""Two people. Their names for each other are plain; what they say to each other is sealed elsewhere."""

import uuid

from django.conf import settings
from django.db import models


class Couple(models.Model):
    """Made when an invitation is accepted. Over as soon as one member has left or is gone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    since = models.DateField()


class Member(models.Model):
    """One place in a couple: `a` invited (the disc), `b` joined (the ring). The name stays readable for the other."""

    couple = models.ForeignKey(Couple, models.CASCADE, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="places")
    place = models.CharField(max_length=1)
    name = models.CharField(max_length=60)
    # The four words were compared and found the same.
    confirmed = models.BooleanField(default=False)
    left = models.DateField(null=True)
    # Signed and sealed to the couple; the same size whatever it says.
    willing = models.BinaryField(default=bytes)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["couple", "place"], name="one_member_a_place"),
            models.UniqueConstraint(fields=["person"], condition=models.Q(left=None), name="one_couple_at_a_time"),
        ]


class Grant(models.Model):
    """A couple key on its way from one member to the other, boxed to their pinned key and signed."""

    couple = models.ForeignKey(Couple, models.CASCADE, related_name="grants")
    to = models.CharField(max_length=1)
    epoch = models.PositiveIntegerField()
    blob = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["couple", "to", "epoch"], name="one_grant_an_epoch")]


class Invitation(models.Model):
    """A link that works once and for two days. Only the hash of its 256 bits is here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    expires = models.DateTimeField()
    used = models.BooleanField(default=False)
