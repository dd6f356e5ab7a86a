"""A person, and the devices they are signed in on."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.models import Session
from django.db import models

from rekindle.vault.unlocking import lock_session


class People(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(username=username)


class Person(AbstractBaseUser):
    """An account. `password` holds the cost, the salt and the SHA-256 of the passphrase's auth half."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=60)
    # An address belongs to whoever has opened its mail; until then anybody may have typed it.
    email = models.EmailField(null=True)
    email_verified = models.BooleanField(default=False)
    # When someone was last here is nobody's business, so there is no such column.
    last_login = None

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = People()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["email"], condition=models.Q(email_verified=True), name="one_owner_an_address"
            )
        ]

    @classmethod
    def taken(cls, name: str, but: uuid.UUID | None = None) -> bool:
        """Whether somebody else signs in with this name or verified address."""
        signs_in = models.Q(username=name) | models.Q(email=name, email_verified=True)
        return any(pk != but for pk in cls.objects.filter(signs_in).values_list("pk", flat=True))

    def __str__(self) -> str:
        return "a person"


class Device(models.Model):
    """A browser that is signed in. Only its owner sees this list; the day is as exact as it gets."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="devices")
    session_key = models.CharField(max_length=40, unique=True)
    label = models.CharField(max_length=60)
    since = models.DateField()

    def end(self) -> None:
        """Sign this device out and lock it."""
        lock_session(self.session_key)
        Session.objects.filter(session_key=self.session_key).delete()
        self.delete()
