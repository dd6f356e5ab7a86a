"""What makes a name, an address and a passphrase acceptable."""

import unicodedata
from collections.abc import Iterable

SHORTEST = 15
# Long enough to pass, and still the first that a guesser tries.
COMMON = (
    "passwordpassword", "password123456789", "123456789012345", "1234567890123456", "qwertyuiopasdfgh", "qwertyuiopasdfghjkl",
    "iloveyouiloveyou", "iloveyouforever", "correcthorsebatterystaple", "letmeinletmeinletmein", "abcdefghijklmnop",
    "thisismypassword", "ihateyouihateyou", "onceuponatime", "tobeornottobe", "maytheforcebewithyou", "administrator",
)  # fmt: skip


class NotGood(ValueError):
    """Carries one sentence for the person."""


def canonical(name: str) -> str:
    """The form in which two user names are the same name: NFKC, case folded, without spaces around."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def _bare(text: str) -> str:
    return "".join(letter for letter in canonical(text) if letter.isalnum())


def check_username(name: str) -> str:
    """Return the canonical user name or e-mail address, 2 to 150 characters. Raises NotGood."""
    name = canonical(name)
    if not 2 <= len(name) <= 150:
        raise NotGood("Choose a name of 2 to 150 characters.")
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for letter in name):
        raise NotGood("That name has a character in it that cannot be seen. Type it again, please.")
    return name


def check_passphrase(text: str, known: Iterable[str] = ()) -> None:
    """Raise NotGood unless `text` has 15 characters or more, is not a common one, and is not made of what is `known` of the person."""
    bare = _bare(text)
    if len(text) < SHORTEST:
        raise NotGood("Use at least 15 characters. Five words that have nothing to do with each other are easiest.")
    if len(set(bare)) < 5 or any(bare.startswith(common) and len(bare) < len(common) + 4 for common in COMMON):
        raise NotGood("That one is too easy to guess. Take the five words we offer, or words that only make sense to you.")
    rest = bare
    for part in sorted((_bare(fact) for fact in known), key=len, reverse=True):
        if len(part) > 2:
            rest = rest.replace(part, "")
    if len("".join(letter for letter in rest if not letter.isdigit())) < SHORTEST - 7 and rest != bare:
        raise NotGood("That is made of names or dates that someone close to you knows. Add words that have nothing to do with you.")
