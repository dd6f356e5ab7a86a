"""What makes a name, an address and a passphrase acceptable."""

import unicodedata
from collections.abc import Iterable

SHORTEST = 15
# A passphrase keeps at least this much when names and digits are taken out of it.
OWN = 8
# Long enough to pass, and still the first that a guesser tries.
COMMON = (
    "passwordpassword", "password123456789", "123456789012345", "1234567890123456", "qwertyuiopasdfgh",
    "qwertyuiopasdfghjkl", "iloveyouiloveyou", "iloveyouforever", "correcthorsebatterystaple", "letmeinletmeinletmein",
    "abcdefghijklmnop", "thisismypassword", "thisismypassphrase", "mypasswordissecret", "ihateyouihateyou",
    "onceuponatime", "tobeornottobe", "maytheforcebewithyou", "administrator", "1qaz2wsx3edc4rfv", "q1w2e3r4t5y6u7i8",
)  # fmt: skip
UNSEEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


class NotGood(ValueError):
    """Carries one sentence for the person."""


def canonical(name: str) -> str:
    """The form in which two user names are the same name: NFKC, case folded, without spaces around."""
    before = None
    while name != before:
        before = name
        name = unicodedata.normalize("NFKC", name).casefold().strip()
    return name


def _bare(text: str) -> str:
    return "".join(letter for letter in canonical(text) if letter.isalnum())


def check_username(name: str) -> str:
    """Return the canonical user name or e-mail address, 2 to 150 characters. Raises NotGood."""
    name = canonical(name)
    if not 2 <= len(name) <= 150:
        raise NotGood("Choose a name of 2 to 150 characters.")
    if any(unicodedata.category(letter) in UNSEEN for letter in name):
        raise NotGood("That name has a character in it that cannot be seen. Type it again, please.")
    return name


def check_passphrase(text: str, known: Iterable[str] = ()) -> None:
    """Raise NotGood unless `text` is 15 characters or more, not a common one, and not made of what is `known`.

    `known` is what the account knows of its owner: names, the parts of an address.
    """
    if len(text) < SHORTEST:
        raise NotGood("Use at least 15 characters. Five words that have nothing to do with each other are easiest.")
    bare = _bare(text)
    if _too_common(bare):
        raise NotGood("That one is easy to guess. Take the five words we offer, or words that only make sense to you.")
    if _left(bare, known) < OWN:
        raise NotGood("Someone close to you knows these names or numbers. Add words that have nothing to do with you.")


def _too_common(bare: str) -> bool:
    if len(set(bare)) < 5 or bare in (bare + bare)[1:-1]:
        return True
    return any(bare.startswith(common) and len(bare) < len(common) + 4 for common in COMMON)


def _left(bare: str, known: Iterable[str]) -> int:
    """How many letters stay when known names, and numbers that may be dates, are taken out."""
    rest = bare
    for part in sorted((_bare(fact) for fact in known), key=len, reverse=True):
        if len(part) > 2:
            rest = rest.replace(part, "")
    letters = sum(not letter.isdigit() for letter in rest)
    # Digits in between letters, as a password manager makes them, are no date.
    return letters if rest != bare or not letters else len(rest)
