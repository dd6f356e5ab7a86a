"""The concern of the two in the demo, act by act, by the verbs that pages use."""

from datetime import datetime
from typing import Any
from uuid import uuid4

Entry = dict[str, Any]
# Acts about a shared text: which one.
TEXTS = {
    "accept": "name",
    "write the pattern": "pattern",
    "say it is ours": "pattern",
    "write the agreement": "agreement",
    "sign": "agreement",
}
YES = ("accept", "say it is ours", "sign")


def live(pair: Any, entry: Entry, now: datetime) -> None:
    """One entry: {"concern": "offer", "title"}, an act with its "words", or what is said apart, by its step."""
    from rekindle.concerns import apart, concern, effects
    from rekindle.concerns.shapes import Act

    what = entry["concern"]
    if what == "offer":
        concern.offer(pair, entry["title"], uuid4(), now)
        return
    found = apart.come_by(concern.open_ones(pair)[0], uuid4(), now)
    if what in apart.ASKED:
        step = effects.step(found.state) if what not in (apart.SIDES, apart.MARKS) else what
        apart.seal(found, step, entry["said"], now)
    else:
        version, words = _about(found.state, entry)
        concern.do(found, uuid4(), Act(what), now, version, words)


def _about(state: Any, entry: Entry) -> tuple[int, dict[str, str]]:
    versions: tuple[Any, ...] = getattr(state, TEXTS.get(entry["concern"], ""), ())
    digest = {"digest": versions[-1].digest} if entry["concern"] in YES else {}
    return len(versions), {**entry.get("words", {}), **digest}
