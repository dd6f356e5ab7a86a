"""The quick way out ends a session for its owner, and for no other site."""

import pytest

from tests.cast import actor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_ends_no_session_and_wipes_nothing(site: str) -> None:
    client = actor("Alice").client()
    page = client.get("/exit/", headers={"Sec-Fetch-Site": site})
    assert page.status_code == 302 and "Clear-Site-Data" not in page.headers and not page.cookies
    assert client.get("/mine/").status_code == 200


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {}])
def test_our_own_link_and_a_typed_address_end_it(headers: dict[str, str]) -> None:
    client = actor("Alice").client()
    page = client.get("/exit/", headers=headers)
    assert "storage" in page.headers["Clear-Site-Data"]
    assert client.get("/mine/").status_code == 302
