"""What the person who runs the server can do for somebody who cannot sign in."""

from rekindle.accounts import mail
from rekindle.accounts.verbs import find


def reset_link(username: str) -> str:
    """Return an address that lets this person set a new passphrase: once, for one hour. It opens none of their words.

    Takes the name they sign in with, or their verified e-mail address. Raises ValueError when there is none.
    """
    person = find(username)
    if person is None:
        raise ValueError("There is nobody here with that name.")
    return mail.link(person, "reset-link", mail.reset_tokens)
