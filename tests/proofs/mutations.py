"""Whoever holds the database changes one value in it: another row's value, or one bit. Every column of every row."""

import string
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

ROOMS = ("vault", "couples", "reveal", "ledger", "moments")
HEX = "0123456789abcdef"


class Column(NamedTuple):
    table: str
    name: str
    kind: str


class Change(NamedTuple):
    """`row` and `other` are rowids; `before` and `after` are values of the row."""

    column: Column
    way: str
    row: int
    other: int
    before: Any
    after: Any

    def __str__(self) -> str:
        return f"{self.way} {self.column.table}.{self.column.name} of rows {self.row} and {self.other}"


def columns(only: str = "") -> list[Column]:
    """All of them, or those whose table and name begin with `only`."""
    found = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    found.append(apps.get_model("accounts", "Person"))
    fields = [(model._meta.db_table, field) for model in found for field in model._meta.concrete_fields]
    known = [Column(table, field.column, _kind(field)) for table, field in fields]
    return [column for column in known if f"{column.table}.{column.name}".startswith(only)]


def _kind(field: models.Field) -> str:
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return {
        models.UUIDField: "uuid",
        models.BinaryField: "bytes",
        models.DateField: "date",
        models.DateTimeField: "date",
        models.BooleanField: "bool",
    }.get(type(field), "int" if isinstance(field, models.IntegerField) else "text")


def changes(seed: int, many: int, only: str = "") -> Iterator[Change]:
    """`many` of them: every column in turn, each time with rows chosen by `seed`."""
    random, found = Random(seed), [column for column in columns(only) if _rows(column)]
    random.shuffle(found)
    for number in range(many):
        yield _choose(random, found[number % len(found)])


def _choose(random: Random, column: Column) -> Change:
    rows = _rows(column)
    row, before = random.choice(rows)
    others = [one for one in rows if one[1] != before]
    way = random.choice(("exchange", "copy", "flip", "flip")) if others else "flip"
    if way == "flip":
        return Change(column, way, row, row, before, flipped(random, column.kind, before))
    other, after = random.choice(others)
    return Change(column, way, row, other, before, after)


def flipped(random: Random, kind: str, value: Any) -> Any:
    """One bit, digit or letter of it changed, so that it is still a value of its kind."""
    if value is None:
        return {"date": "2026-01-01", "bytes": b"\0" * 60}.get(kind)
    if kind == "bytes":
        changed = bytearray(value or b"\0")
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
        return bytes(changed)
    if kind in ("int", "bool"):
        return int(value) ^ (1 if kind == "bool" else 1 << random.randrange(24))
    if kind == "date":
        return f"20{random.randrange(10, 90)}{str(value)[4:]}"
    at, letters = random.randrange(max(len(value), 1)), HEX if kind == "uuid" else string.ascii_letters
    return value[:at] + random.choice([one for one in letters if one != value[at : at + 1]]) + value[at + 1 :]


@contextmanager
def applied(change: Change) -> Iterator[bool]:
    """The house with this change in it; False where the database itself refuses it."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                _apply(change)
            yield True
        except IntegrityError:
            yield False
        finally:
            transaction.set_rollback(True)


def _apply(change: Change) -> None:
    column = change.column
    if change.way == "exchange":
        # By way of a third value: two rows must not share a value that is unique.
        _set(column, change.row, {"int": 99_999, "bool": 0, "bytes": b"?" * 64}.get(column.kind, "f" * 32))
        _set(column, change.other, change.before)
    _set(column, change.row, change.after)


def _set(column: Column, row: int, value: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE {column.table} SET "{column.name}" = %s WHERE rowid = %s', [value, row])


def rounds_of(change: Change) -> set[UUID]:
    """The rounds that a change of a round, an answer or a reply can matter to."""
    key = "id" if change.column.table == "reveal_round" else "round_id"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key} FROM {change.column.table} WHERE rowid IN (%s, %s)", [change.row, change.other])
        found = [id for (id,) in cursor.fetchall()]
    return {UUID(id) for id in [*found, *((change.before, change.after) if change.column.name == key else ())]}


def _rows(column: Column) -> list[Any]:
    with connection.cursor() as cursor:
        return cursor.execute(f'SELECT rowid, "{column.name}" FROM {column.table} ORDER BY rowid').fetchall()
