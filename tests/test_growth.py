"""Today costs the same after ten years as after a week: nothing on the way reads all that somebody ever kept."""

import re
from collections.abc import Iterable
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rekindle.vault.models import Item
from rekindle.vault.store import Vault
from tests.cast import Actor
from tests.proofs import world

pytestmark = pytest.mark.django_db

# Steps of a query plan that take longer the more there is: whole tables, sorting, everything of one owner.
GROWING = re.compile(r"^SCAN |TEMP B-TREE FOR ORDER BY|(?<=INDEX )vault_item_owner")
# At most a handful of rows, however long somebody has been here.
SMALL = re.compile(r'FROM "(couples_member|couples_invitation|accounts_device)"')


def growing(alice: Actor, path: str) -> list[str]:
    """The steps of the queries behind a page that grow with the years."""
    client = alice.client()
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    asked = [one["sql"] for one in seen if one["sql"].startswith("SELECT") and not SMALL.search(one["sql"])]
    assert len(asked) > 3
    with connection.cursor() as cursor:
        plans = [cursor.execute("EXPLAIN QUERY PLAN " + sql.replace("%", "%%")).fetchall() for sql in asked]
    return [step[3] for plan in plans for step in plan if GROWING.search(step[3])]


@pytest.mark.parametrize("path", ["/today/", "/us/", "/mine/"])
def test_no_query_grows_with_the_years(path: str) -> None:
    assert growing(world.build().alice, path) == []


def test_asking_for_an_owner_would(monkeypatch: pytest.MonkeyPatch) -> None:
    def by_owner(self: Vault, ids: Iterable[UUID]) -> dict[UUID, Item]:
        return {row.pk: row for row in Item.objects.filter(pk__in=list(ids), owner_id=self.person)}

    alice = world.build().alice
    monkeypatch.setattr(Vault, "_rows", by_owner)
    assert growing(alice, "/today/")
