"""Writes down every request a page makes, and says which of them carry more than they may."""

from typing import NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Request

VARYING = {"content-length", "cookie", "x-csrftoken"}


class Sent(NamedTuple):
    method: str
    address: str
    body: str
    headers: tuple[str, ...]


class Recorder:
    """Everything sent by any page of a browser since `begin`."""

    def __init__(self, context: BrowserContext) -> None:
        self.sent: list[Sent] = []
        context.on("request", self._note)

    def _note(self, request: Request) -> None:
        split = urlsplit(request.url)
        address = f"{split.path}?{split.query}" if split.query else split.path
        headers = tuple(sorted(f"{k}: {v}" for k, v in request.headers.items() if k not in VARYING))
        self.sent.append(Sent(request.method, address, request.post_data or "", headers))

    def begin(self) -> None:
        self.sent.clear()

    def beyond(self, *allowed: tuple[str, str]) -> list[Sent]:
        """What was sent that is not one of `allowed` (method, address), or is one of them with a body."""
        return [sent for sent in self.sent if (sent.method, sent.address) not in allowed or sent.body]
