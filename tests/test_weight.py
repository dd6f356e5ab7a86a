"""How much a first load of every page weighs, compressed."""

import pytest
from django.test import Client

from bench import weight
from bench.weight import LIMIT, LIMIT_WITH_FONTS, Weight, weigh
from tests.proofs import doors, world

ITALIC = "/static/web/fonts/literata-latin-wght-italic.woff2"

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages() -> list[Weight]:
    """Every address that shows a page to somebody who has everything, or to nobody."""
    here = world.build()
    found = []
    for client in (here.alice.client(), Client()):
        found += [
            weigh(client, doors.address(here, name)) for name, (opens, _) in doors.TABLE.items() if "200" in opens
        ]
    return [one for one in found if one]


def test_every_page_is_light(pages: list[Weight]) -> None:
    assert len({one.path for one in pages}) >= 30
    assert all(one.html and one.styles and one.scripts and one.icons and one.fonts for one in pages)
    assert {one.path: one.bare for one in pages if one.bare > LIMIT} == {}
    assert {one.path: one.whole for one in pages if one.whole > LIMIT_WITH_FONTS} == {}


def test_what_a_page_brings_along_is_counted() -> None:
    light = weigh(Client(), "/sign-in/")
    assert light
    text = Client().get("/sign-in/").content.decode()
    heavier = weight._weighed("/sign-in/", light.html, text.replace("</main>", "<em>so</em></main>"))
    assert heavier.whole == light.whole + len(weight._read(ITALIC))
    assert weight._weighed("/", 0, text.replace("page.js", "say.js")).scripts < light.scripts
    assert weight._weighed("/", 0, text.replace("icons.svg", "favicon.svg")).icons < light.icons


def test_a_script_brings_what_it_imports() -> None:
    names = {one.rsplit("/", 1)[1] for one in weight.with_imports("/static/web/js/page.js")}
    assert {"page.js", "exit.js", "say.js", "drafts.js"} <= names
    assert list(weight.with_imports("/static/practice/js/sort.js"))[1] == "/static/web/js/say.js"


def test_what_is_no_page_has_no_weight() -> None:
    assert weigh(Client(), "/healthz") is None
    assert weigh(Client(), "/nowhere/") is None
