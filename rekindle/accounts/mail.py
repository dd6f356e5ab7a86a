"""The two mails an account can need. Neither says what it is about or who for; without EMAIL_URL there is no mail."""

from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from rekindle.accounts.models import Person

SUBJECT = "Your notes"
BODY = """You asked for this link:

{link}

It works once and for one hour. If it was not you, leave it. Nothing changes then.
"""

# Mail that nobody waits for goes out one by one. An answer that waited would tell by its time who has an account.
outbox = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


class MailTokens(PasswordResetTokenGenerator):
    """A token for one purpose, void after use: it hangs on the stored passphrase, the address and its state."""

    def __init__(self, purpose: str) -> None:
        super().__init__()
        self.key_salt = f"rekindle.accounts.{purpose}"

    def _make_hash_value(self, user: Person, timestamp: int) -> str:
        return f"{user.pk}{user.password}{timestamp}{user.email}{user.email_verified}"


reset_tokens, verify_tokens = MailTokens("reset"), MailTokens("verify")


def can_mail() -> bool:
    return bool(settings.EMAIL_URL)


def link(person: Person, page: str, tokens: MailTokens) -> str:
    """An absolute address that works once."""
    uid = urlsafe_base64_encode(force_bytes(str(person.pk)))
    return str(settings.ORIGIN) + reverse(page, args=[uid, tokens.make_token(person)])


def send(person: Person, page: str, tokens: MailTokens) -> bool:
    """True when the mail server took it; a server that is down is not an error of the person's."""
    return _deliver(str(person.email), BODY.format(link=link(person, page, tokens)))


def send_later(person: Person, page: str, tokens: MailTokens) -> None:
    """As `send`, and the page does not wait."""
    outbox.submit(_deliver, str(person.email), BODY.format(link=link(person, page, tokens)))


def _deliver(address: str, body: str) -> bool:
    try:
        send_mail(SUBJECT, body, None, [address])
    except (OSError, ValueError):
        return False
    return True


def person_of(uid: str, token: str, tokens: MailTokens) -> Person | None:
    """The person a link is for, or None when it is old, used or made up."""
    try:
        person = Person.objects.get(pk=urlsafe_base64_decode(uid).decode())
    except (ValueError, ValidationError, Person.DoesNotExist):
        return None
    return person if tokens.check_token(person, token) else None
