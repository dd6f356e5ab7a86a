"""A check-up as its owner keeps it: a draft that can be taken up anywhere, then a dated result in the vault.

Answers are positions as printed, by measure: {"csi-16": [..16], "phq-4": [..4], "ios": [..1]}; areas are {slug: [now, importance]}.
The document `standing` is what Today needs of it: the newest areas, and the course of the two scales.
"""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from rekindle import catalogue
from rekindle.measures import rules
from rekindle.vault.store import Body, Kept, Vault

KIND, STANDING = "check-up", "standing"
# The first evening's short one, the whole one, and the weekly minute.
FORMS = {"short": ("areas", "csi-4"), "whole": ("csi-16", "areas", "ios", "phq-4"), "pulse": ("csi-4",)}
COURSE = 120


class Question(NamedTuple):
    """One screen. `part` is "areas" or a measure's name; `key` is an area's slug or the index of an item."""

    part: str
    key: str


def questions(form: str) -> tuple[Question, ...]:
    """The screens of a form, in order. KeyError for an unknown form."""
    cat = catalogue.current()
    found: list[Question] = []
    for part in FORMS[form]:
        keys = list(cat.strategies) if part == "areas" else [str(n) for n in range(len(cat.measures[part].items))]
        found += [Question(part, key) for key in keys]
    return tuple(found)


def blank(form: str) -> Body:
    parts = {part: [None] * len(catalogue.current().measures[part].items) for part in FORMS[form] if part != "areas"}
    return {"form": form, "areas": {}, "answers": parts}


def put(body: Body, question: Question, value: Any) -> Body:
    """The body with one answer in it. `value`: (now, importance) for an area, a position or None for an item. ValueError if out of range."""
    if question.part == "areas":
        now, importance = value if value else (None, None)
        areas = {slug: kept for slug, kept in body["areas"].items() if slug != question.key}
        if now is not None and importance is not None:
            if not (0 <= now <= 10 and 0 <= importance <= 3):
                raise ValueError("Choose one of the numbers shown.")
            areas[question.key] = [now, importance]
        return {**body, "areas": areas}
    answers = list(body["answers"][question.part])
    answers[int(question.key)] = value
    rules.item_scores(catalogue.current().measures[question.part], answers)
    return {**body, "answers": {**body["answers"], question.part: answers}}


def get(body: Body, question: Question) -> Any:
    if question.part == "areas":
        return body["areas"].get(question.key)
    return body["answers"][question.part][int(question.key)]


def scores(body: Body) -> dict[str, rules.Score]:
    measures = catalogue.current().measures
    return {name: rules.score(measures[name], given) for name, given in body["answers"].items() if measures[name].scoring}


# The draft

def draft(vault: Vault, form: str) -> Body:
    kept = vault.document(f"draft {form}")
    return kept if kept.get("form") == form else blank(form)


def keep_draft(vault: Vault, body: Body, now: datetime) -> None:
    vault.keep_document(f"draft {body['form']}", body, now)


def finish(vault: Vault, body: Body, now: datetime, id: UUID | None = None) -> UUID:
    """Turn a draft into a result. The same form sent twice makes one."""
    with vault.change():
        kept = vault.add(KIND, body, now, id)
        vault.keep_document(f"draft {body['form']}", {}, now)
        _stand(vault, kept, body, now)
    return kept


def _stand(vault: Vault, id: UUID, body: Body, now: datetime) -> None:
    before = standing(vault)
    course = [one for one in before["course"] if one[0] != str(id)]
    for name, score in scores(body).items():
        if score.score is not None:
            course.append([str(id), now.date().isoformat(), name, score.score])
    areas = {**before["areas"], **body["areas"]}
    newest = str(id) if body["form"] != "pulse" else before["newest"]
    kept = {"areas": areas, "course": course[-COURSE:], "newest": newest, "day": now.date().isoformat()}
    vault.keep_document(STANDING, kept, now)


def standing(vault: Vault) -> Body:
    """{"areas": {slug: [now, importance]}, "course": [[id, day, measure, score]], "newest": id or None, "day": of the last one}"""
    return tidy(vault.document(STANDING))


def tidy(body: Body) -> Body:
    return {
        "areas": body.get("areas", {}),
        "course": body.get("course", []),
        "newest": body.get("newest"),
        "day": body.get("day"),
    }


def course(body: Body, measure: str) -> list[tuple[str, int]]:
    """(day, score) of one measure, oldest first, from a standing."""
    return [(day, score) for _, day, name, score in body["course"] if name == measure]


def find(vault: Vault, id: UUID) -> Kept | None:
    return vault.get(id, KIND)


def newest(vault: Vault) -> Kept | None:
    """The newest short or whole check-up."""
    id = standing(vault)["newest"]
    return vault.get(UUID(id), KIND) if id else None


def to_share(body: Body) -> Body:
    """What the partner may see of a result once both have agreed: areas, the satisfaction scale and the circles. Never PHQ-4."""
    measures = catalogue.current().measures
    shared = {name: given for name, given in body["answers"].items() if measures[name].shared == "consent"}
    return {"areas": body["areas"], "answers": shared}
