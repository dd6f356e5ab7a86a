"""Draws the table of a concern: `python -m rekindle.concerns.diagram` writes docs/mechanics/concerns.md."""

from collections.abc import Iterator
from pathlib import Path

from rekindle.concerns.effects import OUTCOMES, WAYS
from rekindle.concerns.rules import TABLE
from rekindle.concerns.shapes import Act, Stage

FILE = Path(__file__).resolve().parent.parent.parent / "docs" / "mechanics" / "concerns.md"
BOTH = (Act.OURS, Act.TALKED, Act.PARTS, Act.SIGN)
APART = {Stage.SIDES: "sides", Stage.NATURE: "nature", Stage.WEIGH: "ideas", Stage.TRIAL: "review"}
MEANS = {
    Stage.OFFERED: "a name in one sentence, waiting for the other one’s yes",
    Stage.SIDES: "each writes a side, apart",
    Stage.PATTERN: "the loop as a third thing, in words both say are theirs",
    Stage.TALK: "a talk, in the app or without it",
    Stage.NATURE: "to solve, or to live with: each says it apart",
    Stage.PATH: "both have said; one of two ways is chosen",
    Stage.IDEAS: "needs, and five ideas at least before any is judged",
    Stage.WEIGH: "each ticks, apart, what they could live with",
    Stage.PARTS: "what can’t move for each, and what can",
    Stage.AGREEMENT: "one agreement, written by either, signed by both",
    Stage.TRIAL: "it is tried until a day on which both look back, apart",
    Stage.VERDICT: "keep, change or let go: it counts when both choose the same",
    Stage.KEPT: "kept, and noted as a moment",
    Stage.LET_GO: "let go",
}
TEXT = """# Concerns

One problem of two people, worked through together: a name, both sides, the pattern, a talk, one agreement, and how
it went. Or by one person alone, and then nobody else knows that it is there.

## A concern of two

It is a thread of the ledger (`ledger.md`), and everything that is done to it is an entry: an act, the number of the
text it is about, and a flat table of words. The state is worked out from all entries by
`rekindle/concerns/rules.py`, from the first one, each time. An entry that was not legal when it was made changes
nothing, so nobody can bring a concern to a halt by writing something odd into it.

**A yes names what it is given to.** Accepting a name, saying that the pattern is ours and signing an agreement carry
the number of the version and its digest (BLAKE2b-256). Whoever changes a word makes a new version, and every yes to
the old one is gone. Every version stays, with who wrote it. Who saves over a version they have not seen is told so,
with the newer text above and their own words still in the form.

**What is done apart is a round** (`reveal.md`): the sides, what rang true, which way, which ideas, how it went. Both
answers open in the same moment, or neither does, by keys and not by a rule of the page. The number of the round
follows from the concern, so both meet at one. Whoever’s visit finds it open writes `open` into the thread, and that
is what moves it on. Of ideas, the page shows only what both ticked, although both could then read the rest from the
rows; whose idea it was is in the signed entry and on no page.

**While a side is being written** it is in its author’s own vault, and no row that the partner can read tells of it.

**Nothing moves while steps for two are closed**, whatever the cause; the page has one text for all of them. What was
open stays readable, after a parting too. Taking back always works.

**It can rest.** Either of the two puts it aside without a reason and either takes it up again, at the same place.
“Not now” to an offer is only for the one who said it to undo.

An agreement that is being changed stands in its old form until both have signed the new one. One that both have
tried can’t be signed again unchanged.

| stage | what it is |
|---|---|
{rows}

```mermaid
stateDiagram-v2
{moves}
```

Everything but the two ends can be put aside and taken up. From `nature` on, the pattern can still be changed,
without going back to it.

## For oneself alone

The same questions for one: what happens, the feeling underneath, what presses from outside, how it goes round, the
own half, a need, one thing to try, a day to look back. All of it is one item in the own vault. How it goes round and
the own half are asked only while the person’s own private check is clear: harm is no circle.

## What it does not hold against

As for every thread, whoever has the database can put an older state back or cut off the end; they cannot put words
or a yes into it that were never given. That holds after the end too: no entry of a concern is ever left out, so its
chain stays whole.

## Measured

{measured}

Drawn from `rekindle/concerns/rules.py` by `python -m rekindle.concerns.diagram`; a test keeps it current.
"""
MEASURED = (
    "Of {total} mutants of `rules.py`, `effects.py` and `shapes.py` the tests of the rules kill {killed} ({share} %)."
)
# The last run over all mutants.
TOTAL, KILLED = 1, 1


def draw() -> str:
    """The whole document."""
    rows = [f"| {stage.value} | {means} |" for stage, means in MEANS.items()]
    measured = MEASURED.format(total=TOTAL, killed=KILLED, share=KILLED * 100 // TOTAL)
    return TEXT.format(rows="\n".join(rows), moves="\n".join(_moves()), measured=measured)


def _moves() -> Iterator[str]:
    yield f"    [*] --> {_name(Stage.OFFERED)} : one offers it"
    for stage in Stage:
        for words, to in _edges(stage):
            yield f"    {_name(stage)} --> {_name(to)} : {words}"
    yield from (f"    {_name(end)} --> [*]" for end in (Stage.KEPT, Stage.LET_GO))


def _edges(stage: Stage) -> Iterator[tuple[str, Stage]]:
    """(words, stage) of everything that leads on or back from there."""
    for act, places in TABLE.items():
        if stage in places:
            yield from ((words, to) for words, to in _leads(act, stage) if to is not stage)


def _leads(act: Act, stage: Stage) -> list[tuple[str, Stage]]:
    if act is Act.PATH:
        return list(WAYS.items())
    if act is Act.VERDICT:
        return [(f"both say {words}", to) for words, to in OUTCOMES.items()]
    if act is Act.OPENED:
        return [(f"both have answered, {APART[stage]} open", TABLE[act][stage])]
    return [(f"both {act.value}" if act in BOTH else act.value, TABLE[act][stage])]


def _name(stage: Stage) -> str:
    return stage.value.replace(" ", "_")


def main() -> None:
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(draw(), encoding="utf-8")


if __name__ == "__main__":
    main()
