"""Score, compare and describe agreement from the command line: text in, numbers out. Bad input is a ValueError."""

import json
from dataclasses import asdict
from typing import Any, NoReturn

from rekindle import catalogue
from rekindle.catalogue.structs import Measure
from rekindle.measures.agreement import agreement
from rekindle.measures.change import reliable_change
from rekindle.measures.rules import score

LONGEST_TEXT = 20_000
MOST_ANSWERS = 500
LARGEST = 1_000_000


def score_command(instrument: str, text: str) -> dict[str, Any]:
    """`text`: a JSON list with one position for each question, 0 for the option printed first, null for no answer."""
    answers = _json(text)
    if not isinstance(answers, list) or not all(answer is None or type(answer) is int for answer in answers):
        raise ValueError("The answers are a JSON list of whole numbers or null, such as [3, 0, null].")
    result = score(_measure(instrument), answers)
    return {
        "instrument": result.instrument,
        "score": result.score,
        "max": result.max,
        "complete": result.complete,
        "below_cutoff": result.below_cutoff,
    }


def change_command(instrument: str, before: float, after: float) -> dict[str, Any]:
    """`before` and `after`: two scores of one person on a measure with a norm and a reliability."""
    measure = _measure(instrument)
    if measure.norm is None or measure.reliability is None or measure.scoring is None:
        raise ValueError(f"{measure.name} has no figures for reliable change.")
    for value in (before, after):
        _number(value)
        if not measure.scoring.min <= value <= measure.scoring.max:
            raise ValueError(f"A score of {measure.name} lies between {measure.scoring.min} and {measure.scoring.max}.")
    result = asdict(reliable_change(measure.norm, measure.reliability, before, after))
    del result["direction"]
    return result


def agreement_command(text: str) -> dict[str, Any]:
    """`text`: a JSON object with "a" and "b", two people's answers to the same items, and perhaps "norm"."""
    given = _json(text)
    if not isinstance(given, dict) or not {"a", "b"} <= given.keys() <= {"a", "b", "norm"}:
        raise ValueError('The input is a JSON object with the lists "a" and "b", and perhaps "norm".')
    norm = given.get("norm")
    return asdict(agreement(_numbers(given["a"]), _numbers(given["b"]), None if norm is None else _numbers(norm)))


def _measure(instrument: str) -> Measure:
    measures = catalogue.current().measures
    if instrument not in measures:
        raise ValueError(f"There is no such instrument. There is: {', '.join(sorted(measures))}.")
    return measures[instrument]


def _json(text: str) -> Any:
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"The input is longer than {LONGEST_TEXT} characters.")
    try:
        return json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise ValueError("The input is not JSON.") from None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _numbers(values: object) -> list[float]:
    if not isinstance(values, list) or len(values) > MOST_ANSWERS:
        raise ValueError(f"Answers are a list of at most {MOST_ANSWERS} numbers.")
    return [_number(value) for value in values]


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= LARGEST:
        raise ValueError(f"Every answer is a number between -{LARGEST} and {LARGEST}.")
    return value
