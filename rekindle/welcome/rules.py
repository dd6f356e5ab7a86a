"""The guest's short check-up: read strictly from what a browser posts, carried along in the page, kept nowhere."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

AREA_TOP, IMPORTANCE_TOP = 10, 3
LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Answers:
    """`areas`: slug -> (now 0..10, importance 0..3), only those answered.

    `csi`: position as printed of each of four items, or None.
    """

    areas: dict[str, tuple[int, int]]
    csi: tuple[int | None, ...]

    def carried(self) -> str:
        """As text for a hidden field; `read_carried` reads it back."""
        return json.dumps({"areas": self.areas, "csi-4": self.csi}, separators=(",", ":"))

    @property
    def empty(self) -> bool:
        return not self.areas and not any(one is not None for one in self.csi)


def _number(text: object, top: int) -> int | None:
    value = int(text) if isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) < 3 else text
    return value if type(value) is int and 0 <= value <= top else None


def read_form(post: Mapping[str, object], slugs: Sequence[str], tops: Sequence[int]) -> Answers:
    """Read `now-SLUG`, `imp-SLUG` and `csi-N`; `tops` are the last positions of the four items.

    What does not fit counts as skipped.
    """
    areas = {}
    for slug in slugs:
        now, importance = _number(post.get(f"now-{slug}"), AREA_TOP), _number(post.get(f"imp-{slug}"), IMPORTANCE_TOP)
        if now is not None and importance is not None:
            areas[slug] = (now, importance)
    return Answers(areas, tuple(_number(post.get(f"csi-{n}"), top) for n, top in enumerate(tops)))


def read_carried(text: str, slugs: Sequence[str], tops: Sequence[int]) -> Answers | None:
    """Read what `carried` wrote. None for nothing or for something else: a page may have been tampered with."""
    try:
        given = json.loads(text[: LONGEST + 1]) if len(text) <= LONGEST else {}
        areas = {
            slug: (now, importance)
            for slug, (now, importance) in given["areas"].items()
            if slug in slugs and _number(now, AREA_TOP) is not None and _number(importance, IMPORTANCE_TOP) is not None
        }
        csi = tuple(_number(one, top) for one, top in zip(given["csi-4"], tops, strict=True))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    found = Answers(areas, csi)
    return None if found.empty else found
