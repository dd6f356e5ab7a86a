"""Draws the table of a round: `python -m rekindle.reveal.diagram` writes docs/mechanics/reveal.md."""

from collections.abc import Iterator
from pathlib import Path

from rekindle.reveal.rules import Act, Held, IllegalMove, Position, after, shown, state

FILE = Path(__file__).resolve().parent.parent.parent / "docs" / "mechanics" / "reveal.md"
START: Position = (Held.NONE, Held.NONE)
KEPT = {Held.NONE: "nothing", Held.PENDING: "pending", Held.COUPLE: "sealed to both"}
TEXT = """# Reveal

Both answer before either sees. A round is one question for two; each answer is kept in one of three ways:

- **nothing**: not there, or taken back;
- **pending**: under its author’s own key, with a signed commitment beside it. Nobody else’s key opens it;
- **sealed to both**: under the couple’s key and signed. It names the commitment that it answers.

The first answer is pending. The second is sealed to both and names the first. When the first author comes by, their
side checks that the second is genuine and names theirs, and only then seals the first to both. Now the round is open.

What a page says is less than what is known: whether the other one has answered is in none of the three states it shows.

Taking back always works. Before opening the answer is gone; after it, an empty place is left. If the first answer is
taken back when the second is in, a new first one waits as pending until the second is sealed again by its author, who
is told that something has changed: nobody can write to fit what they may have read.

The author’s vault remembers which answers wait, and with which words. An answer that was taken back or changed, and
whose row somebody puts back from an older copy, is not in that list and is not let go of; nor is any while the vault
itself has older parts. On letting go, the first answer names the second one’s commitment in turn, so neither can be
rewritten to fit.

Nothing moves while steps for two are closed, nor after a parting. What was open stays readable for both.

## One person’s view

| mine | theirs | state | shown as |
|---|---|---|---|
{rows}

```mermaid
stateDiagram-v2
{moves}
```

Drawn from `rekindle/reveal/rules.py` by `python -m rekindle.reveal.diagram`; a test keeps it current.
"""


def reachable() -> list[Position]:
    """Every position that acts of the two can lead to, nearest to the start first."""
    found = [START]
    for position in found:
        found += [to for _, to in edges(position) if to not in found]
    return found


def edges(position: Position) -> Iterator[tuple[str, Position]]:
    """(words, position) for each act of either one that changes something, each once."""
    mine, theirs = position
    acts = [(act, stale) for act in Act for stale in (False, True)]
    found = [(f"I {act.value}", _after(act, mine, theirs, stale)) for act, stale in acts]
    turned = [(f"they {act.value}", _after(act, theirs, mine, stale)[::-1]) for act, stale in acts]
    yield from ((words, to) for words, to in dict.fromkeys(found + turned) if to != position)


def _after(act: Act, mine: Held, theirs: Held, stale: bool) -> Position:
    try:
        return after(act, mine, theirs, stale=stale)
    except IllegalMove:
        return mine, theirs


def draw() -> str:
    """The whole document."""
    positions = reachable()
    rows = [
        f"| {KEPT[mine]} | {KEPT[theirs]} | {state(mine, theirs).value} | {shown(state(mine, theirs)).value} |"
        for mine, theirs in positions
    ]
    return TEXT.format(rows="\n".join(rows), moves="\n".join(_moves(positions)))


def _moves(positions: list[Position]) -> Iterator[str]:
    for mine, theirs in positions:
        yield f"    {_name(mine, theirs)} : mine {KEPT[mine]}, theirs {KEPT[theirs]}"
    yield f"    [*] --> {_name(*START)}"
    for position in positions:
        for words, to in edges(position):
            yield f"    {_name(*position)} --> {_name(*to)} : {words}"


def _name(mine: Held, theirs: Held) -> str:
    return f"{mine.value}_{theirs.value}"


def main() -> None:
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(draw(), encoding="utf-8")


if __name__ == "__main__":
    main()
