"""A kind of conversation with nothing wrong, to be spoilt one place at a time."""

TALK = """\
title: One thing in turn
aim: Talk about one thing.
order: 1
minutes: 20
floor: 3
topic: What is it about?
topic_hint: One thing only.
strategy: open-communication
evidence: [algoe-2016]
rules:
  - One of us speaks.
  - The other listens.
  - Either of us can stop.
turns:
  - name: speak-1
    speaker: first
    title: Tell {partner} about it
    say: [When…, I felt…]
    hint: One thing at a time.
    listen: You don’t have to agree with {partner}.
    mirror: true
    back:
      - What I hear is…
      - Did I get that?
    validate: true
    valid: [It makes sense that…, I can see why…]
  - name: speak-2
    speaker: second
    title: Now your side
    hint: Your own side.
    listen: Only listen.
    mirror: true
    back: [What I hear is…]
    validate: true
    valid: [It makes sense that…, I can see why…]
  - name: plan
    speaker: both
    title: A next step
    say: [We could…]
    hint: Small is good.
    minutes: 5
closing: You listened. Let it rest.
close_hint: One thing you heard.
next: One small thing
"""
