"""A check-up as its owner keeps it: a draft that can be taken up anywhere, then a dated result in the vault.

Answers are positions as printed, by measure: {"csi-16": [..16], "phq-4": [..4], "ios": [..1]}; areas are
{slug: [now, importance]}; notes are {slug: text} and stay with their owner. The document `standing` is what Today
needs of it: the newest areas, and the course of the scales.
"""

import hashlib
import json
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from rekindle import catalogue
from rekindle.measures import rules
from rekindle.measures.areas import HIGHEST, LOWEST, MATTERS
from rekindle.vault.store import Body, Kept, Vault

KIND, STANDING = "check-up", "standing"
# The first evening's short one, the whole one, and the weekly minute.
FORMS = {"short": ("areas", "csi-4"), "whole": ("csi-16", "areas", "ios", "phq-4"), "pulse": ("csi-4",)}
# Those that look at everything, and so stand for “where I am”.
BROAD = ("short", "whole")
COURSE = 120
LONGEST_GUEST = 4000
# What only a draft needs: where it is, and since when.
DRAFTED = ("at", "began")


class Question(NamedTuple):
    """One screen. `part` is "areas" or a measure's name; `key` is an area's slug or the index of an item."""

    part: str
    key: str


def forms() -> dict[str, tuple[str, ...]]:
    """Our three, then one for each further scale in the content folder: an instrument that the operator has added."""
    ours = {part for parts in FORMS.values() for part in parts}
    added = [name for name, measure in catalogue.current().measures.items() if name not in ours and measure.scoring]
    return {**FORMS, **{name: (name,) for name in added}}


def questions(form: str) -> tuple[Question, ...]:
    """The screens of a form, in order. KeyError for an unknown form."""
    cat = catalogue.current()
    found: list[Question] = []
    for part in forms()[form]:
        keys = list(cat.strategies) if part == "areas" else [str(n) for n in range(len(cat.measures[part].items))]
        found += [Question(part, key) for key in keys]
    return tuple(found)


def blank(form: str) -> Body:
    parts = {part: [None] * len(catalogue.current().measures[part].items) for part in forms()[form] if part != "areas"}
    return {"form": form, "areas": {}, "answers": parts, "notes": {}}


def put(body: Body, question: Question, value: Any) -> Body:
    """The body with one answer in it. `value`: (now, importance) for an area, a position for an item, None for neither.

    ValueError if it is out of range.
    """
    if question.part == "areas":
        areas = {slug: kept for slug, kept in body["areas"].items() if slug != question.key}
        return {**body, "areas": areas if value is None else {**areas, question.key: area(value)}}
    answers = list(body["answers"][question.part])
    answers[int(question.key)] = value
    rules.item_scores(catalogue.current().measures[question.part], answers)
    return {**body, "answers": {**body["answers"], question.part: answers}}


def area(value: Any) -> list[int]:
    """[now, importance] as given. ValueError for anything else."""
    match value:
        case [now, importance] if type(now) is type(importance) is int:
            if LOWEST <= now <= HIGHEST and 0 <= importance < len(MATTERS):
                return [now, importance]
    raise ValueError("Choose one of the numbers shown.")


def note(body: Body, slug: str, text: str) -> Body:
    """The body with the owner's own words about an area; blank words take them away."""
    notes = {key: kept for key, kept in body.get("notes", {}).items() if key != slug}
    return {**body, "notes": notes if not text.strip() else {**notes, slug: text}}


def get(body: Body, question: Question) -> Any:
    if question.part == "areas":
        return body["areas"].get(question.key)
    return body["answers"][question.part][int(question.key)]


def empty(body: Body) -> bool:
    """Nothing was answered and nothing was noted."""
    answered = any(one is not None for given in body["answers"].values() for one in given)
    return not (answered or body["areas"] or body.get("notes"))


def scores(body: Body) -> dict[str, rules.Score]:
    """By measure. One that the library no longer has in this length is left out."""
    measures, found = catalogue.current().measures, {}
    for name, given in body["answers"].items():
        measure = measures.get(name)
        if measure and measure.scoring and len(given) == len(measure.items):
            found[name] = rules.score(measure, given)
    return found


# The draft


def draft(vault: Vault, form: str) -> Body:
    """The draft of a form, or a blank one: also when the questions have changed since."""
    kept, new = vault.document(f"draft {form}"), blank(form)
    lengths = {part: len(given) for part, given in kept.get("answers", {}).items()}
    fits = kept.get("form") == form and lengths == {part: len(given) for part, given in new["answers"].items()}
    return {**new, **kept} if fits else new


def keep_draft(vault: Vault, body: Body, now: datetime) -> None:
    kept = {**body, "began": body.get("began") or now.date().isoformat()}
    vault.keep_document(f"draft {body['form']}", kept, now)


def drop_draft(vault: Vault, form: str, now: datetime) -> None:
    vault.keep_document(f"draft {form}", {}, now)


def finish(vault: Vault, body: Body, now: datetime, id: UUID | None = None) -> UUID:
    """Turn a draft into a result. The same form sent twice makes one, and changes nothing the second time."""
    with vault.change():
        drop_draft(vault, body["form"], now)
        if id and vault.get(id, KIND):
            return id
        result = {key: value for key, value in body.items() if key not in DRAFTED}
        kept = vault.add(KIND, result, now, id)
        _stand(vault, kept, result, now)
    return kept


def _stand(vault: Vault, id: UUID, body: Body, now: datetime) -> None:
    before = standing(vault)
    course, day = list(before["course"]), now.date().isoformat()
    for name, score in scores(body).items():
        if score.score is not None:
            course.append([str(id), day, name, score.score])
    newest = str(id) if body["form"] in BROAD else before["newest"]
    areas = {**before["areas"], **body["areas"]}
    vault.keep_document(STANDING, {"areas": areas, "course": course[-COURSE:], "newest": newest, "day": day}, now)


# Results


def standing(vault: Vault) -> Body:
    """{"areas": {slug: [now, importance]}, "course": [[id, day, measure, score]], "newest": id, "day": of the last}"""
    return tidy(vault.document(STANDING))


def tidy(body: Body) -> Body:
    return {
        "areas": body.get("areas", {}),
        "course": body.get("course", []),
        "newest": body.get("newest"),
        "day": body.get("day"),
    }


def course(body: Body, measure: str, until: str | None = None) -> list[tuple[str, int]]:
    """(day, score) of one measure, oldest first, from a standing; up to the result of id `until` if that is given."""
    found: list[tuple[str, int]] = []
    for id, day, name, score in body["course"]:
        if name == measure:
            found.append((day, score))
            if id == until:
                return found
    return found if until is None else []


def find(vault: Vault, id: UUID) -> Kept | None:
    return vault.get(id, KIND)


def newest(vault: Vault) -> Kept | None:
    """The newest short or whole check-up."""
    id = standing(vault)["newest"]
    return vault.get(UUID(id), KIND) if id else None


def link(vault: Vault, kept: Kept, round_id: UUID) -> None:
    """Remember the round in which this result was put in to be compared."""
    vault.replace(kept.id, KIND, {**kept.body, "round": str(round_id)})


def to_share(body: Body) -> Body:
    """What the partner may see once both have agreed: areas, the satisfaction, the circles. Never PHQ-4 or notes."""
    measures = catalogue.current().measures
    shared = {n: given for n, given in body["answers"].items() if n in measures and measures[n].shared == "consent"}
    return {"areas": body["areas"], "answers": shared}


# What a guest answered before there was an account


def keep_guest(vault: Vault, text: str, now: datetime) -> UUID:
    """Keep a guest's answers as a short check-up: {"areas": {slug: [now, importance]}, "csi-4": [position or null]}.

    The same text twice is kept once. ValueError for anything else, and when nothing was answered.
    """
    body = read_guest(text)
    # Keyed, so that the id does not tell what kind of thing the row is.
    mark = hashlib.blake2b(text.encode(), key=vault.ring, digest_size=16, person=b"rekindle-guest").digest()
    return finish(vault, body, now, UUID(bytes=mark))


def read_guest(text: str) -> Body:
    """The body of a guest's short check-up. ValueError as in `keep_guest`."""
    given = _guest_json(text)
    if not isinstance(given, dict) or given.keys() != {"areas", "csi-4"}:
        raise ValueError("A guest’s answers have areas and one scale.")
    areas, scale = given["areas"], given["csi-4"]
    body = blank("short")
    if not isinstance(areas, dict) or not areas.keys() <= catalogue.current().strategies.keys():
        raise ValueError("Every area is one of the ten.")
    if not isinstance(scale, list) or len(scale) != len(body["answers"]["csi-4"]):
        raise ValueError("The scale has an answer or a gap for each question.")
    values: list[tuple[Question, Any]] = [(Question("areas", slug), area(value)) for slug, value in areas.items()]
    values += [(Question("csi-4", str(n)), value) for n, value in enumerate(scale)]
    for question, value in values:
        body = put(body, question, value)
    if empty(body):
        raise ValueError("Nothing was answered.")
    return body


def _guest_json(text: str) -> Any:
    if len(text) > LONGEST_GUEST:
        raise ValueError("These answers are too long.")
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("These answers are not JSON.") from None
