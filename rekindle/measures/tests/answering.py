"""Answering a check-up the way a browser does, for the tests of its pages."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.test import Client

from rekindle import catalogue
from rekindle.measures import checkup
from tests.cast import NOW, Actor

URL = "/check-up/"


def fields(question: checkup.Question, now: int = 4, importance: int = 2, position: int = 1) -> dict[str, Any]:
    """What the form of one screen sends."""
    if question.part == "areas":
        return {"now": now, "importance": importance, "note": ""}
    return {"answer": position}


def send(client: Client, form: str, n: int, once: UUID | None = None, **data: Any) -> HttpResponse:
    return client.post(f"{URL}{form}/{n}/", {"once": str(once or uuid4()), **data})  # type: ignore[return-value]


def go_through(client: Client, form: str, **more: Any) -> str:
    """Answer every screen; the address of the result."""
    asked, response = checkup.questions(form), None
    for n, question in enumerate(asked, start=1):
        response = send(client, form, n, **fields(question, **more))
        assert response.status_code == 302, response.content.decode()
    assert response is not None
    return str(response["Location"])


def body(form: str = "whole", now: int = 4, importance: int = 2, position: int = 1) -> checkup.Body:
    """A whole body, every question answered alike."""
    made = checkup.blank(form)
    for question in checkup.questions(form):
        made = checkup.put(made, question, (now, importance) if question.part == "areas" else position)
    return made


def keep(one: Actor, made: checkup.Body, at: datetime = NOW) -> UUID:
    return checkup.finish(one.vault, made, at)


def slugs() -> list[str]:
    return list(catalogue.current().strategies)
