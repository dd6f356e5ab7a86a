"""What the database holds of a person's words: wrapped keys, and sealed items without kind, title or exact time."""

import uuid

from django.conf import settings
from django.db import models


class Keys(models.Model):
    """One person's keys. The ring key is wrapped by the passphrase and, if they chose it, by the recovery code."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="keys")
    salt = models.BinaryField(max_length=16)
    ops = models.PositiveSmallIntegerField()
    mem = models.PositiveBigIntegerField()
    by_passphrase = models.BinaryField()
    by_recovery = models.BinaryField(null=True)
    keyring = models.BinaryField()
    box = models.BinaryField(max_length=32)
    sign = models.BinaryField(max_length=32)


class Item(models.Model):
    """A sealed item. Its kind, its exact time and everything else are inside the blob."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    epoch = models.PositiveIntegerField()
    blob = models.BinaryField()
    day = models.DateField()


class Unlock(models.Model):
    """A session that is unlocked: the ring key, sealed under the 32 bytes in the browser's cookie.

    Backups leave this table out.
    """

    session = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    ring = models.BinaryField()
    shared_device = models.BooleanField()
    used_at = models.DateTimeField()
