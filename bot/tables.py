"""The base of every mapped class, and the column types that they share."""

import secrets
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import BigInteger, DateTime, Dialect, Insert, MetaData, Table, insert
from sqlalchemy import Enum as EnumType
from sqlalchemy.orm import DeclarativeBase, Session, make_transient_to_detached
from sqlalchemy.types import JSON, TypeDecorator

# Named constraints, so that a migration can change them on any database.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC; refuses naive ones. SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Hundredths(TypeDecorator[Decimal]):
    """An exact amount with two decimals, kept as a whole number: SQLite knows no decimals."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else int((value * 100).to_integral_exact())

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value) / 100


def enum_values(kind: type[Enum]) -> list[str]:
    return [member.value for member in kind]


# Kept as plain text, by value: a new member needs no migration, and the database reads as the code does.
ENUM_TEXT = EnumType(Enum, native_enum=False, create_constraint=False, length=40, values_callable=enum_values)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own form
        datetime: UtcDateTime,
        Decimal: Hundredths,
        Enum: ENUM_TEXT,
        dict[str, Any]: JSON,
        dict[str, str]: JSON,
        list[dict[str, Any]]: JSON,
        list[str]: JSON,
    }


Row = TypeVar("Row", bound=Base)


def table_of(kind: type[Base]) -> Table:
    """The class's table, for the few statements of every message that need no objects: these cost a third."""
    return cast(Table, kind.__table__)


def store(db: Session, row: Row) -> Row:
    """Insert the row at once; from then on the session knows it as one that it has read.

    For what every message stores: the session takes three times as long to find out what to insert.
    """
    given = {name: value for name, value in vars(row).items() if not name.startswith("_")}
    inserted: Any = db.execute(_insert(type(row)), given)
    stored = dict.fromkeys(table_of(type(row)).columns.keys()) | inserted.last_inserted_params()
    vars(row).update(stored | inserted.inserted_primary_key._asdict())
    make_transient_to_detached(row)
    db.add(row)
    return row


@cache
def _insert(kind: type[Base]) -> Insert:
    return insert(table_of(kind))


def new_id() -> str:
    """An identifier that cannot be guessed: 128 bits, safe in a URL."""
    return secrets.token_urlsafe(16)
