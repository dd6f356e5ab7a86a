"""Walking through practices in tests: begin one, say something at each step."""

from uuid import UUID, uuid4

from django.test import Client
from django.utils import timezone

from rekindle import catalogue
from rekindle.catalogue.structs import Practice, Step
from tests.cast import Actor, clear_and_willing, couple

HOSTILE = {
    "nul": "a\x00b",
    "too long": "x" * 20_001,
}
KEPT = {
    "markup": "<script>alert(1)</script> {{ 7|add:7 }} {% now 'Y' %}",
    "rtl": "abc \u202e fed \u2066",
    "spaces": "  two spaces\r\n\r\nand a line  ",
    "astral": "😀 𝔘 é e\u0301",
}


def practices() -> list[Practice]:
    return list(catalogue.current().practices.values())


def one_with(kind: str, *, together: bool = False, gate: str = "open") -> Practice:
    """The first practice whose version has a step of that kind."""
    for practice in practices():
        fits = practice.gate == gate and (practice.together_possible or not together)
        if fits and any(step.kind == kind for step in practice.steps_for(together)):
            return practice
    raise LookupError(kind)


def number_of(practice: Practice, kind: str, *, together: bool = False) -> int:
    """The place (from 1) of the first step of that kind."""
    return next(n for n, step in enumerate(practice.steps_for(together), 1) if step.kind == kind)


def two() -> tuple[Actor, Actor]:
    """A couple whose joint steps are open today."""
    first, second = couple()
    clear_and_willing(first, second, now=timezone.now())
    return first, second


def begin(client: Client, practice: Practice, *, together: bool = False, **more: str) -> UUID:
    sent = {"slug": practice.slug, "together": "yes" if together else "", "once": str(uuid4()), **more}
    response = client.post("/practices/begin/", sent)
    assert response.status_code == 302, response.content
    return UUID(response["Location"].strip("/").split("/")[-1])


def sent(step: Step) -> dict[str, object]:
    """Something to say to a step."""
    match step.kind:
        case "write" | "reveal":
            return {step.name: f"words for {step.name}"}
        case "rate":
            return {step.name: "7"}
        case "choose":
            return {step.name: ["1", "0"] if step.pick > 1 else "1"}
        case "sort":
            return {step.name: [str(n) for n in reversed(range(len(step.options)))]}
        case _:
            return {}


def walk(client: Client, id: UUID, steps: tuple[Step, ...], upto: int | None = None) -> str:
    """Go on through the steps; returns where the last one led."""
    where = ""
    for at, step in enumerate(steps[:upto], 1):
        response = client.post(f"/practices/{id}/", {"at": str(at), "go": "on", **sent(step)})
        assert response.status_code == 302, (step, response.content)
        where = response["Location"]
    return where
