"""Every page of a lived-in house: nothing for axe to find, nothing to scroll sideways, by day and by night."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.conftest import LAPTOP, PHONE, House, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("every-page")]

MIRA = ("mira", "harbor violin copper thunder basket")
GUEST = [
    "/",
    "/start/",
    "/tonight/1/",
    "/sign-up/",
    "/sign-in/",
    "/join/",
    "/reset/",
    "/reset/code/",
    "/help/",
    "/help/check/",
]
OWN = [
    "/today/", "/practices/", "/practices/1/", "/practices/8/", "/us/", "/us/part/", "/check-up/", "/check-up/whole/1/",
    "/check-up/whole/12/", "/check-up/whole/27/", "/check-up/whole/28/", "/mine/", "/mine/new/", "/mine/export/",
    "/settings/", "/settings/passphrase/", "/settings/recovery/", "/settings/devices/", "/settings/address/",
    "/settings/leave/", "/help/history/",
]  # fmt: skip
FOUND = {
    "/us/": "main a[href^='/rounds/']",
    "/check-up/": "ul.links a[href^='/check-up/']",
    "/mine/": "ul.links a[href^='/mine/']",
}


def trouble(page: Page) -> list[str]:
    found = [one["id"] for one in Axe().run(page).response["violations"]]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("scrolls sideways")
    if page.locator("h1").count() < 1 or not page.get_by_role("link", name="Quick exit").count():
        found.append("no heading or no way out")
    return found


def addresses(page: Page, house: House) -> list[str]:
    """The fixed pages, and one of each kind that only this couple has."""
    found = list(OWN)
    for path, links in FOUND.items():
        page.goto(house.address + path)
        found += [str(link.get_attribute("href")) for link in page.locator(links).all()][-3:]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(
    ("size", "scheme"), [(PHONE, "light"), (LAPTOP, "dark")], ids=["phone by day", "laptop by night"]
)
def test_every_page_is_open_to_everybody(
    visitor: type[Visitor], lived_in: House, size: dict[str, int], scheme: str
) -> None:
    mira = visitor(size, at=lived_in, color_scheme=scheme)
    wrong = {path: found for path in GUEST if (found := trouble(mira.go(path)))}
    mira.sign_in(*MIRA)
    wrong |= {path: found for path in addresses(mira.page, lived_in) if (found := trouble(mira.go(path)))}
    assert wrong == {}


def test_the_checker_sees_what_is_wrong(visitor: type[Visitor], lived_in: House) -> None:
    page = visitor(PHONE, at=lived_in).go("/")
    page.evaluate("document.querySelector('h1').remove()")
    page.evaluate("document.querySelector('main').append(document.createElement('input'), new Image())")
    assert {"image-alt", "label", "no heading or no way out"} <= set(trouble(page))
