"""What `rekindle simulate` prints."""

from rekindle.catalogue import current

from .facts import facts_of
from .simulate import simulate


def simulate_command(couples: int, weeks: int, seed: int) -> dict[str, float]:
    """The numbers of `simulate` over the practices this installation has. ValueError when there is nothing to run."""
    if couples < 1 or weeks < 1:
        raise ValueError("Take at least one couple and one week.")
    return simulate(couples, weeks, seed, [facts_of(practice) for practice in current().practices.values()])
