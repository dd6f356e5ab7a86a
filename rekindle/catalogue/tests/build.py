"""A small content folder with nothing wrong, to be spoilt one place at a time."""

from pathlib import Path

from rekindle.catalogue.check import STRATEGIES

from .talk import TALK

PRACTICE = """\
---
title: {title}
aim: Thank your partner for one thing they did.
minutes: 8
who: either
gate: open
intensity: {intensity}
needs: []
ritual: false
tonight: {tonight}
evidence: [algoe-2016]
closing: You looked for something good and you found it.
---

## read: Why a small thing works
One short paragraph about {{partner}}, with *emphasis*.

- A list
- of two

## write: What did {{partner}} do this week?
The hint under the question.

## rate (alone): How easy was it to find?
low: hard to find
high: right there

## choose: When could you say it?
pick: 2
- Tonight
- At the weekend
- I would rather
  write it

## sort: What matters most?
- Being thanked
- Being asked
- Being left in peace

## breathe: Two slow minutes
seconds: 120
Breathe out longer than in.

## reveal (together): A time I felt close to you
Neither sees the other’s answer before both are in.
"""
HEAD = PRACTICE.partition("## read")[0]
SMALL = HEAD + "## write: What was it?\n\n## write (alone): And then?\n\n## reveal (together): One good thing\n"
STRATEGY = """\
---
title: {title}
order: {order}
area: Time together
question: How is your time together?
low: none that counts
high: all we hope for
summary: One sentence.
---
One short paragraph.
"""
REFERENCES = """\
algoe-2016:
  authors: Algoe, S. B.
  year: 2016
  title: "Positive psychology in context"
  where: A journal
  doi: 10.1/abc
  finding: Thanks helped a little.
  numbers_from_source: false
"""
MEASURE = """\
name: two
title: Two questions
kind: scale
citation: algoe-2016
notice: Free to use.
items:
  - text: How is it?
    options: &two
      - {label: Bad, score: 0}
      - {label: Good, score: 1}
  - text: And now?
    pair: [BAD, GOOD]
    options: *two
scoring: {method: sum, complete_only: true, min: 0, max: 2, better: higher}
cut_off: {below: 1.5}
parts:
  - {name: now, items: [1], at_least: 1}
norm: {mean: 1, sd: 0.5, n: 30, sample: a small sample, source: nobody, confirmed: false}
reliability: {alpha: 0.9, retest: 0.8, source_alpha: nobody, source_retest: nobody}
shared: consent
"""
SAFETY = """\
title: A few private questions
alone_question: Are you alone?
alone_yes: Yes
alone_no: No
alone_no_text: Then another time.
intro: These are for you alone.
privacy: They stay on this page.
answers:
  - {value: no, label: No}
  - {value: yes, label: Yes}
questions:
  - {key: afraid, group: hark, text: Have you been "afraid"?, source: sohal-2007}
  - key: free
    group: fear
    text: Could you answer freely?
    clear: yes
clear_title: Thank you
clear_text: Nothing stands against doing steps together.
not_clear_title: Thank you
not_clear_text: We believe you.
life_title: Please talk to someone
life_text: Call the first number below.
signs_title: Conflict, or control?
signs:
  - You weigh every no.
device_warning: A phone can be watched.
exit_text: Quick exit is at the top.
joint_closed: Joint steps are not open yet.
"""
DIRECTORIES = "directories:\n  - {name: A list, url: https://example.org}\n"
COUNTRY = """\
  - code: {code}
    name: {code} land
    emergency: {{number: "112", tel: "tel:112"}}
    lines:
      - kind: suicide
        name: A line
        number: 116 123
        tel: tel:116123
        sms: {{to: "741741"}}
        url: https://example.org
        hours: Any time
        languages: [no, en]
        verified_at: 2026-06-01
        source: its own page
"""
LONG = {(1, 1), (4, 2)}
CODES = ["NO", *(f"{first}{second}" for first in "AB" for second in "ABCDEFGHIJKLMNO")]


def slug_of(number: int, which: int) -> str:
    return f"practice-{number}-{which}"


def build(root: Path) -> Path:
    """Ten strategies with three practices each, one instrument, one kind of conversation, a source, 31 countries."""
    home = root / "en"
    for number, slug in enumerate(STRATEGIES, 1):
        write(home / "strategies" / slug / "strategy.md", STRATEGY.format(title=f"Strategy {number}", order=number))
        for which in (1, 2, 3):
            text = (PRACTICE if (number, which) in LONG else SMALL).format(
                title=f"Practice {number} {which}", intensity=which, tonight="true" if which == 1 else "false"
            )
            write(home / "strategies" / slug / f"{slug_of(number, which)}.md", text)
    write(home / "measures" / "two.yaml", MEASURE)
    write(home / "talks" / "one-thing.yaml", TALK)
    write(home / "safety.yaml", SAFETY)
    write(root / "references.yaml", REFERENCES)
    write(root / "helplines.yaml", DIRECTORIES + "countries:\n" + "".join(COUNTRY.format(code=code) for code in CODES))
    return root


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
