"""What the rooms above do when an account is erased. They say so here; the account does not know them."""

from collections.abc import Callable
from uuid import UUID

Farewell = Callable[[UUID], None]
farewells: list[Farewell] = []


def at_farewell(act: Farewell) -> Farewell:
    """Run `act(person id)` inside the transaction that erases a person, before their row goes.

    Each act is kept once.
    """
    if act not in farewells:
        farewells.append(act)
    return act


def say_farewell(person: UUID) -> None:
    for act in farewells:
        act(person)
