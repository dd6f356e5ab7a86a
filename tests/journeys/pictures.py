"""The README's three pictures: `bin/pictures`."""

import sys
import tempfile
from pathlib import Path

from tests.journeys import conftest as house_of
from tests.journeys.test_every_page import MIRA


def take(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as place:
        house = house_of.lived(Path(place) / "data", house_of.free_port())
        try:
            with house_of.browser() as chromium:
                shoot(house_of.Visitor(chromium, house, house_of.PHONE, reduced_motion="reduce"), folder)
        finally:
            house.process.terminate()
            house.process.wait(10)


def shoot(mira: house_of.Visitor, folder: Path) -> None:
    mira.go("/start/").screenshot(path=folder / "check-up.png")
    page = mira.sign_in(*MIRA)
    page.screenshot(path=folder / "today.png")
    mira.go("/us/")
    page.locator("main a[href^='/rounds/']").nth(1).click()
    page.wait_for_load_state()
    page.screenshot(path=folder / "round.png")
    mira.context.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]))
