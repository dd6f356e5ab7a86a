"""Plain sentences for results. They say what was measured, name the sample, and say worse as plainly as better."""

import math
from collections.abc import Sequence

from rekindle.measures.change import Change, Gap
from rekindle.measures.rules import Score
from rekindle.measures.shapes import BandLike, NamedNormLike, WordedLike

NOT_CHECKED = "These figures are as others cite them; nobody here has checked them against the paper yet."
OTHER_LIVES = "Those people may live quite another life than you."
BEYOND = "Larger than the noise of the questionnaire"


def result_words(score: Score, measure: WordedLike) -> str:
    """One's own result: the number, what the cut-off or the bands say, and the norm with its sample."""
    if score.score is None:
        return "Some questions are still open, so there is no result yet. Answer all of them when you have the time."
    said = [f"Your answers add up to {score.score} of {score.max}.", *_cut_off_words(score)]
    said += _norm_words(measure.norm, score.max)
    # Where to find help is the last thing a low evening reads here.
    return " ".join([*said, *_band_words(score, measure.bands)])


def change_words(change: Change, better: str = "higher") -> str:
    """What a second result says beside the first. `better` is the direction of the scale that is good."""
    if change.direction == "same":
        return "The same as before."
    moved = change.direction.capitalize()
    if not change.beyond_noise:
        return f"{moved} than before, but too soon to call it change: the questions alone can move this much."
    turn = "a turn for the better" if change.direction == better else "a turn for the worse"
    if not change.large:
        return f"{moved} than before, {turn}. {BEYOND}, though an ordinary week can also do this."
    return f"{moved} than before, {turn}, and a large one. {BEYOND}, and than most ordinary weeks."


def limits_words(change: Change) -> str:
    """Both thresholds, and where the middle pulls a second result."""
    noise, swing = math.ceil(change.mdc95_alpha), math.ceil(change.mdc95_retest)
    return (
        f"On these questions, {points(noise)} or more is beyond their own noise. From {points(swing)} on we call it "
        "large: that line allows for ordinary weeks, and it is our own careful guess. A very low or very high first "
        f"result is often followed by one nearer the middle: here, about {round(change.expected_retest)} "
        "even if nothing had changed."
    )


def gap_words(gap: Gap, partner: str) -> str:
    """How two results stand to each other. Only for results both chose to compare."""
    if gap.difference == 0:
        return f"You and {partner} came to the same number."
    if not gap.reliable:
        return f"You and {partner} came out close together; the questions cannot tell a difference this small."
    return (
        f"You and {partner} see this differently, by more than the noise of the questionnaire. "
        "Neither of you is wrong: it tells you where to ask."
    )


def closeness_words(before: int, after: int, moved: bool) -> str:
    """A second choice among the seven pictures of closeness; `moved` from `change.closeness_moved`."""
    if before == after:
        return "The same picture as before."
    way = "closer together" if after > before else "further apart"
    said = f"{_steps(abs(after - before))} {way} than before"
    return f"{said}." if moved else f"{said}, too soon to call it change."


def weekly_words(count: int, baseline: int = 5) -> str:
    """What to say under a weekly series that is still too short to have limits."""
    left = baseline - count
    if left <= 0:
        return "There is enough here to know your own ordinary ups and downs."
    return f"{_number(left)} more {'week' if left == 1 else 'weeks'}, and your own ordinary ups and downs can be shown."


def points(count: int) -> str:
    return f"{count} point" if count == 1 else f"{count} points"


def _cut_off_words(score: Score) -> list[str]:
    if score.below_cutoff is None:
        return []
    if score.below_cutoff:
        return ["That is in the range where people tend to be clearly unhappy with how things are between them."]
    return ["That is above the line under which people tend to be clearly unhappy with how things are between them."]


def _band_words(score: Score, bands: Sequence[BandLike]) -> list[str]:
    word = next((band.words for band in bands if score.score is not None and score.score <= band.upto), None)
    if word is None:
        return []
    found = "few signs of worry or low mood" if word == "none" else f"{word} signs of worry or low mood"
    said = [f"The authors of these questions call that {found}. It is no diagnosis."]
    high = [part.name for part in score.parts if part.positive]
    if high:
        named = " and ".join(high)
        said.append(f"Your answers about {named} are high enough that talking with a doctor or counsellor is worth it.")
    return [*said, "The questions do not ask about wanting to die. If such thoughts come, Help is there at any hour."]


def _norm_words(norm: NamedNormLike | None, highest: int) -> list[str]:
    if norm is None:
        return []
    said = [f"In {norm.sample}, the average was about {round(norm.mean)} of {highest}.", OTHER_LIVES]
    return said if norm.confirmed else [*said, NOT_CHECKED]


def _steps(count: int) -> str:
    return f"{_number(count)} {'step' if count == 1 else 'steps'}"


def _number(count: int) -> str:
    names = ("No", "One", "Two", "Three", "Four", "Five", "Six")
    return names[count] if count < len(names) else str(count)
