"""What a person is asked about a concern, screen by screen; what comes next depends on what was said before."""

from collections.abc import Mapping
from typing import Any, NamedTuple

Answers = Mapping[str, Any]


class Ask(NamedTuple):
    """One field. `kind`: words (some lines), or some (any of `options`). `lead` stands before it on the same line."""

    name: str
    label: str
    kind: str = "words"
    hint: str = ""
    options: tuple[str, ...] = ()
    rows: int = 4


class Screen(NamedTuple):
    """One step: a title, a few sentences, and one to four fields."""

    name: str
    title: str
    text: str
    asks: tuple[Ask, ...]


OTHER = "Or in your own words"

DIFFERENT = (
    "One of us wants to talk at once, the other needs time first",
    "One of us likes a plan, the other likes to see how it goes",
    "Time together and time alone",
    "How tidy, how early, how much",
    "How loud or how quiet a feeling may be",
    "What was normal where each of us grew up",
    "How much other people are part of it",
)

# The hard feeling that shows, in the words of “under the …”, and the softer ones that often lie under it.
HARD: dict[str, tuple[str, ...]] = {
    "Anger": ("Hurt", "Afraid", "Not taken seriously", "Left alone with it"),
    "Irritation": ("Worn out", "Overlooked", "Left alone with it"),
    "Coldness": ("Hurt", "Disappointed", "Afraid of being pushed away"),
    "Scorn": ("Ashamed", "Not good enough", "Disappointed"),
    "Silence": ("Afraid of making it worse", "At a loss", "Ashamed", "Not good enough"),
    "Blame": ("Helpless", "Left alone with it", "Afraid"),
}
SOFT = ("Hurt", "Lonely", "Afraid", "Ashamed", "Helpless", "Worn out", "Not good enough", "Sad", "Longing to be close")

STRESS = (
    "Work",
    "Too little sleep",
    "Health",
    "Looking after somebody",
    "Family or friends",
    "Money",
    "The home",
    "Too little time",
    "Something from long ago",
)


def _happens(answers: Answers) -> Screen:
    return Screen(
        "happens",
        "What happens?",
        "Write what a camera would have filmed: who was where, what was said, what came next. One time is enough.",
        (
            Ask(
                "happens",
                "What a camera would see",
                hint="“On Tuesday at nine you put the letter on the table. I said ‘not now’ and went upstairs”, "
                "rather than “you always ambush me”.",
                rows=5,
            ),
        ),
    )


def _differences(answers: Answers) -> Screen:
    return Screen(
        "differences",
        "Where are you two simply different?",
        "Most problems that come back begin with a difference that is nobody’s fault. Choose what fits, or nothing.",
        (
            Ask("differences", "A difference between us", "some", options=DIFFERENT),
            Ask("differences_own", OTHER, rows=2),
        ),
    )


def _hard(answers: Answers) -> Screen:
    return Screen(
        "hard",
        "Which feeling shows on the outside?",
        "When it happens, what would the other one see on you? The next screen asks what is under it.",
        (Ask("hard", "On the outside", "some", options=tuple(HARD)),),
    )


def _soft(answers: Answers) -> Screen:
    shown = [one for one in answers.get("hard", []) if one in HARD]
    near = dict.fromkeys(soft for one in shown for soft in HARD[one])
    under = f"Under {_listed([one.lower() for one in shown])}" if shown else "Under a hard feeling"
    return Screen(
        "soft",
        "And underneath?",
        f"{under} there is often something softer, which is harder to show. Which of these comes closest?",
        (
            Ask("soft", "Underneath", "some", options=tuple(dict.fromkeys([*near, *SOFT]))),
            Ask("soft_own", OTHER, hint="“I felt …, because …”", rows=2),
        ),
    )


def _stress(answers: Answers) -> Screen:
    return Screen(
        "stress",
        "What presses on you from outside?",
        "Things that have nothing to do with the two of you can make everything between you harder.",
        (Ask("stress", "From outside", "some", options=STRESS),),
    )


def _stress_how(answers: Answers) -> Screen | None:
    chosen = [one for one in answers.get("stress", []) if one in STRESS]
    if not chosen:
        return None
    return Screen(
        "stress_how",
        f"How does it get into this: {_listed([one[0].lower() + one[1:] for one in chosen])}?",
        "On a day without it, what would be different?",
        (Ask("stress_how", "How it gets in", rows=3),),
    )


def _loop(answers: Answers) -> Screen:
    return Screen(
        "loop",
        "How does it go round?",
        "Say what each of you does, in the order in which it comes. Yours first; theirs as far as you can see it.",
        (
            Ask("when", "When …", hint="“the post is still on the table at nine”", rows=1),
            Ask("i", "I …", hint="“ask about it again”", rows=1),
            Ask("they", "Then {partner} …", hint="“goes quiet and leaves the room”", rows=1),
            Ask("then", "And then I …", hint="“follow, and get louder”", rows=1),
        ),
    )


def _half(answers: Answers) -> Screen:
    return Screen(
        "half",
        "What is your half of it?",
        "Not the blame for it: the part that is yours to change. If somebody frightens or hurts you, that is not half "
        "yours, and you can leave this empty.",
        (Ask("half", "My half", rows=3),),
    )


def _need(answers: Answers) -> Screen:
    return Screen(
        "need",
        "What do you need?",
        "Something that could happen, rather than something that stops.",
        (Ask("need", "I need", hint="“half an hour after supper, with the phones away”", rows=3),),
    )


def _try(answers: Answers) -> Screen:
    return Screen(
        "try",
        "What will you try yourself?",
        "One thing that is small, and that nobody else has to agree to.",
        (Ask("try", "One thing I will try", hint="“When I come home, I sit down before I ask anything.”", rows=2),),
    )


TOGETHER = (_happens, _differences, _hard, _soft, _stress, _stress_how, _loop)
ALONE = (_happens, _hard, _soft, _stress, _stress_how, _loop, _half, _need, _try)
# Who does what in a circle is not asked of somebody whose own check is not clear: harm is no circle.
GUARDED = (_loop, _half)


def side(answers: Answers) -> tuple[Screen, ...]:
    """The screens of one side of a concern of two, as they follow from what was said so far."""
    return tuple(screen for make in TOGETHER if (screen := make(answers)))


def alone(answers: Answers, *, clear: bool) -> tuple[Screen, ...]:
    """The screens for one. `clear`: the person's own private check is."""
    chosen = [make for make in ALONE if clear or make not in GUARDED]
    return tuple(screen for make in chosen if (screen := make(answers)))


def _listed(words: list[str]) -> str:
    """“work”, “work and sleep”, “work, sleep and money”."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
