"""Text that breaks things, and every form there is to put it in."""

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import quote_plus

from django.db import transaction
from django.test import Client

from tests.cast import PASSPHRASE
from tests.proofs.doors import FORM
from tests.proofs.world import World

MARKUP = (
    "<script>document.title='ran'</script>",
    "<img src=x onerror=\"document.title='ran'\">",
    "</textarea><script>document.title='ran'</script>",
    "</title><script>document.title='ran'</script>",
    '"><svg onload="document.title=\'ran\'">',
    "' autofocus onfocus=\"document.title='ran'\" x='",
    "<iframe srcdoc=\"<script>parent.document.title='ran'</script>\"></iframe>",
    "<a href=\"javascript:document.title='ran'\">here</a>",
    "<style>*{display:none}</style>",
    "<meta http-equiv=refresh content='0;url=javascript:document.title=1'>",
    "<base href=//evil.example/>",
    "<form action=//evil.example><input name=x autofocus onfocus=\"document.title='ran'\">",
    "<!--<img src=\"--><img src=x onerror=document.title='ran'//\">",
    "<math><mtext><table><mglyph><style><img src=x onerror=document.title='ran'>",
    "<details open ontoggle=\"document.title='ran'\">",
    "<template><script>document.title='ran'</script></template>",
    "&lt;script&gt;document.title='ran'&lt;/script&gt;",
    "<noscript><p title=\"</noscript><img src=x onerror=document.title='ran'>\">",
    "<object data=\"javascript:document.title='ran'\"></object>",
    "<body onload=\"document.title='ran'\">",
)
OTHERS = (
    "\x00", "a\x00b", "\ud800", "a\udfffb", "\ud83d", "\u202egnirts\u202c", "\u2066\u2067\u2068", "\ufeff",
    "\u200b\u200d",
    "{{ 7|add:7 }}", "{{ request.user }}", "{% load x %}", "{% include 'x' %}", "{# gone #}", "${7*7}",
    "#{7*7}", "<%= 7 %>",
    "{0.__class__}", "{partner}", "{}", "%s%s%n", "%(x)s", "%00", "%c0%ae", "%", "100 %", "a=b&c=d;e", "+1 +2",
    "' OR 1=1 --", "\"; DROP TABLE vault_item; --", "1) UNION SELECT password FROM accounts_person --",
    "\\'; --", "0x27",
    "a\r\nSet-Cookie: x=1\r\n\r\n<b>", "\r", "\n\n\n", "\u2028\u2029", "\x0b\x0c\x1c\x85", "\x1b[31m", "\x7f\x80\x9f",
    "👩‍❤️‍👨🏽", "🏳️‍🌈" * 20, "Z̸͎͗ä̷l̵g̶ȏ̴" * 20, "e\u0301 \u00e9", "ﷺ" * 40, "\u0600" * 30, "𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
    "\U0010ffff", "\ufffe\uffff",
    "../../../../etc/passwd", "file:///etc/passwd", "C:\\CON", "http://169.254.169.254/", "//evil.example",
    "javascript:alert(1)",
    "-1", "1e309", "NaN", "null", "undefined", "true", "[]", "{\"__proto__\": {}}", "9" * 400, "٣", "½",
    "1_000", " 1", "0x10",
    " ", "\t", "\u3000", "   edges   ", "\u00a0", "x" * 199, "x" * 20_000, "x" * 20_001, "é" * 20_000, "\n" * 5_000,
    "(" * 2_000, "a" * 5_000 + "!", "<" * 4_000, "&" * 4_000, "'" * 4_000, "00000000-0000-0000-0000-000000000000",
)  # fmt: skip
MEGABYTES = ("x" * 1_000_000, "😀" * 300_000, "<b>" * 450_000)
FRAMES = ("{}", "a {} b", "{0}{0}", "line one\n{}\nline three", "“{}”", " {}")


def strings(many: int) -> list[str]:
    """`many` different ones: all there are, then the same among other words."""
    base = [*MARKUP, *OTHERS]
    framed = [frame.replace("{0}", one).replace("{}", one) for frame in FRAMES for one in base]
    found = list(dict.fromkeys([*framed[: many - len(MEGABYTES)], *MEGABYTES]))
    spare = (f"{one} {number}" for number, one in enumerate(base * 9))
    return [*found, *(next(spare) for _ in range(many - len(found)))]


class Field(NamedTuple):
    name: str
    kind: str
    value: str


class Form(NamedTuple):
    """A form as a browser finds it: where it goes, and what is filled in."""

    page: str
    action: str
    fields: tuple[Field, ...]

    @property
    def open(self) -> tuple[Field, ...]:
        """Fields that take any text: written in by a person, or hidden from them."""
        return tuple(one for one in self.fields if one.kind in TYPED and one.name != "csrfmiddlewaretoken")

    @property
    def key(self) -> tuple[str, ...]:
        return re.sub(r"[0-9a-f-]{36}", "", self.action), *(f"{one.name}/{one.kind}" for one in self.fields)


TYPED = ("text", "textarea", "password", "email", "hidden", "search", "number")


class Reader(HTMLParser):
    """Finds the forms of a page and their fields, also those that name their form from elsewhere."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.forms, self.fields, self.ids = page, [], [], {}
        self.form: int | None = None
        self.area: tuple[int, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = len(self.forms) if got.get("method", "").lower() == "post" else None
            if self.form is not None:
                self.ids[got.get("id", "")] = self.form
                self.forms.append(got.get("action") or self.page)
        at = self.ids.get(got.get("form", "")) if "form" in got else self.form
        if at is None or not got.get("name"):
            return
        if tag == "textarea":
            self.area = (at, got["name"])
            self.fields.append((at, Field(got["name"], "textarea", "")))
        if tag in ("input", "button"):
            self._input(at, got, tag)

    def _input(self, at: int, got: dict[str, str], tag: str) -> None:
        kind = got.get("type", "text") if tag == "input" else "button"
        known = any(place == at and one.name == got["name"] for place, one in self.fields)
        if kind in TYPED or (kind in ("radio", "checkbox") and not known):
            self.fields.append((at, Field(got["name"], kind, got.get("value", "on"))))

    def handle_data(self, data: str) -> None:
        if self.area:
            self.fields[-1] = (self.area[0], Field(self.area[1], "textarea", data.lstrip("\n")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        if tag == "textarea":
            self.area = None

    def found(self) -> Iterator[Form]:
        for number, action in enumerate(self.forms):
            yield Form(self.page, action.partition("#")[0], tuple(one for at, one in self.fields if at == number))


def forms_on(client: Client, page: str) -> list[Form]:
    with transaction.atomic():
        answer = client.get(page)
        transaction.set_rollback(True)
    reader = Reader(page.partition("?")[0])
    if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
        reader.feed(answer.text)
    return list(reader.found())


def fill(form: Form, field: Field, text: str) -> bytes:
    """The form as it is sent with `text` in one field and plain words in the others."""
    pairs = [(one.name, text if one == field else _plain(one)) for one in form.fields]
    return "&".join(f"{quote_plus(name)}={quote_plus(raw(value))}" for name, value in pairs).encode()


def raw(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def arrived(text: str) -> str:
    """The text as a server reads it: what is no character at all has arrived as the mark for that."""
    return raw(text).decode("utf-8", "replace")


def _plain(field: Field) -> str:
    if field.kind in ("textarea", "text"):
        return field.value or "plain words"
    return field.value or {"email": "a@example.org"}.get(field.kind, PASSPHRASE)


def send(client: Client, form: Form, body: bytes) -> Any:
    return client.generic("POST", form.action, body, content_type=FORM)


def shown_again(text: str, page: str) -> bool:
    """Whether the words are still in the page, in a field."""
    return text.replace("\r\n", "\n").strip() in unescape(page).replace("\r\n", "\n")


def open_pages(world: World) -> dict[str, list[str]]:
    """Pages with forms, by who finds them there."""
    rounds = [f"/rounds/{world.rounds[state]}/" for state in ("empty", "hers", "open")]
    trial, begun = (f"/us/concerns/{world.concerns[name]}/" for name in ("trial", "begun"))
    concerns = [
        *("/us/concerns/new/", trial, f"{trial}pattern/", f"{trial}agreement/", f"{trial}apart/review/"),
        *(begun, *(f"{begun}side/{n}/" for n in range(1, 8)), f"/mine/concerns/{world.own_concern}/1/"),
    ]
    return {
        "nobody": ["/start/", "/sign-up/", "/sign-in/", "/join/", "/reset/", "/reset/code/"],
        "locked": ["/unlock/", "/settings/leave/"],
        "charlie": ["/us/invitation/"],
        "alice": [
            *("/today/", "/practices/3/", "/mine/new/", f"/mine/{world.note}/", f"/mine/{world.check_up}/"),
            *(f"/practices/{world.run}/?at={at}" for at in (1, 2, 3)),
            *rounds,
            *(f"/rounds/{world.rounds['hers']}/?change=1", f"/check-up/together/{world.rounds['compared']}/"),
            *("/check-up/", "/check-up/short/1/", "/check-up/short/11/", f"/check-up/{world.check_up}/"),
            *concerns,
            *("/us/", "/us/part/", "/mine/export/", "/settings/passphrase/", "/settings/recovery/"),
            *("/settings/address/", "/settings/leave/", "/settings/devices/"),
        ],
    }
