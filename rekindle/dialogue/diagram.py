"""Draws the table of a talk: `python -m rekindle.dialogue.diagram` writes docs/mechanics/dialogue.md."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rekindle.dialogue.rules import MOVES, REST, after
from rekindle.dialogue.shapes import Act, Given, Phase, Talk, Turn

FILE = Path(__file__).resolve().parent.parent.parent / "docs" / "mechanics" / "dialogue.md"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
# One turn of each make, so that every way through is taken.
TURNS = (
    Turn("first", 3, mirror=True, validate=True),
    Turn("second", 3, mirror=True),
    Turn("first", 3),
    Turn("both", 3),
)
TEXT = """# Dialogue

A talk is a thread of the ledger (`docs/mechanics/ledger.md`). Each entry is one act; where the talk stands is
worked out by the table in `rekindle/dialogue/rules.py`, which knows no kind of talk by name: a kind
(`content/<language>/talks/*.yaml`) declares its turns, and their shape is sealed into the thread when it begins, so
that an upgrade in the middle changes nothing.

- **An act is for a moment.** Its form names what was asked of whoever pressed it. If that is asked no more, because
  the other one was first, it is refused and nothing changes; words that came with it stay in the page. A pause and
  a stop are taken whatever has happened.
- **The same form twice is one act**: its key is the id of the entry.
- **Time is a courtesy.** `ends` is the server’s; at nothing the page says “whenever you’re ready”. Only a pause
  holds: twenty minutes at least.
- **Words** are there in a typed talk alone, sealed to both. At the end the entries are deleted, but for what each
  says last, if both keep theirs. What one says last is shown to the other when both have said theirs.
- **On one phone** whoever holds it acts for both; everywhere else nobody acts for the other.

## Who may do what

| phase | act | who |
|---|---|---|
{rows}

A pause and a stop are possible in every phase for both; so they are left out of the picture.

```mermaid
stateDiagram-v2
    [*] --> ground
{moves}
    ended --> [*]
```

## Proof

`rekindle/dialogue/tests/test_rules.py`: every phase, act and person; a state machine of Hypothesis over any history
(nobody is stuck, both can always pause and stop, one has the floor at a time, nobody reads too early).
`bin/mutants` changes the rules one place at a time and runs these tests: {mutants}

Drawn by `python -m rekindle.dialogue.diagram`; a test keeps it current.
"""
# As `bin/mutants dialogue` said last.
MUTANTS = """of 230 changes 223 were noticed (97 %).
Of the seven, five change nothing that can be seen, and two are in what is built once, when the table is read; the
first tests of the table cover those.
""".strip()


def edges() -> list[tuple[Phase, Act, Phase]]:
    """(phase, act, phase) for every move that two can come to, found by going through the table from the start."""
    found: dict[tuple[Phase, Act, Phase], None] = {}
    seen, waiting = set[Talk](), [Talk(TURNS), Talk(TURNS, typed=True)]
    for talk in waiting:
        for act, to in _followers(talk):
            found[(talk.phase, act, to.phase)] = None
            # Time only runs on: two talks that differ in nothing else lead the same way.
            still = replace(to, ends=to.ends and NOW, since=to.since and NOW, back=to.back and NOW)
            if still not in seen:
                seen.add(still)
                waiting.append(to)
    return list(found)


def _followers(talk: Talk) -> Iterator[tuple[Act, Talk]]:
    now = (talk.since or NOW) + REST
    for phase, act in MOVES:
        for by in "ab" if phase is talk.phase else "":
            given = Given(now, "a", now + timedelta(hours=1))
            if MOVES[phase, act].open_to(talk, by) and MOVES[phase, act].when(talk, given):
                yield act, after(talk, act, by, given)


def draw() -> str:
    """The whole document."""
    rows = [f"| {phase} | {act} | {move.by} |" for (phase, act), move in MOVES.items()]
    anywhere = (Act.PAUSE, Act.STOP)
    moves = [f"    {one} --> {to} : {act}" for one, act, to in edges() if act not in anywhere]
    return TEXT.format(rows="\n".join(rows), moves="\n".join(dict.fromkeys(moves)), mutants=MUTANTS)


def main() -> None:
    FILE.write_text(draw(), encoding="utf-8")


if __name__ == "__main__":
    main()
