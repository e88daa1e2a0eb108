"""Sessions and migrations."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from threading import Timer

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from bot.shop.customer import Customer
from bot.shop.order import Order, OrderStatus
from bot.store.database import Database, DatabaseUnusable
from bot.store.word_index import is_mapped
from bot.tables import Base
from tests.factories import a_customer, a_payment_method, an_order, usd


def test_migrated_tables_equal_the_mapped_classes(database: Database) -> None:
    with database.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection, opts={"include_name": is_mapped}), Base.metadata)
    assert differences == []


def test_migrating_again_changes_nothing(database: Database) -> None:
    with database.session() as db:
        db.add(a_customer(id="kept"))
    database.migrate()
    with database.session() as db:
        assert db.get(Customer, "kept") is not None


def test_a_session_that_fails_leaves_nothing_behind(database: Database) -> None:
    def fail(db: Session) -> None:
        db.add(a_customer())
        db.flush()
        raise RuntimeError

    with pytest.raises(RuntimeError), database.session() as db:
        fail(db)
    with database.session() as db:
        assert db.scalars(select(Customer)).all() == []


def test_what_is_stored_is_read_back_as_it_was(database: Database) -> None:
    method = a_payment_method(balance=usd("0.10"))
    order = an_order(customer=a_customer(payment_methods=[method]), promised_on=date(2025, 3, 20))
    with database.session() as db:
        db.add(order)
    with database.session() as db:
        stored = db.scalars(select(Order)).one()
        assert (stored.address, stored.total, stored.status) == (order.address, usd("42.50"), OrderStatus.DELIVERED)
        assert (stored.delivered_at, stored.promised_on) == (order.delivered_at, date(2025, 3, 20))
        assert stored.customer.payment_methods[0].balance == usd("0.10")


def test_a_moment_without_time_zone_is_refused(db: Session) -> None:
    db.add(an_order(delivered_at=datetime(2025, 3, 1)))  # noqa: DTZ001 - the point of the test
    with pytest.raises(Exception, match="needs a time zone"):
        db.flush()


def test_a_read_before_a_write_does_not_block_other_writers(database: Database) -> None:
    """SQLite refuses to write on a snapshot that another writer has outdated; ours holds none while it only reads."""
    with database.session() as first:
        first.scalars(select(Customer)).all()
        with database.session() as second:
            second.add(a_customer())
        first.add(a_customer())
    with database.session() as db:
        assert len(db.scalars(select(Customer)).all()) == 2


START = "import sys; from bot.store.database import Database; Database(sys.argv[1]).migrate()"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/new/firstline.db"
    url: str = request.getfixturevalue("postgres_url")
    with Database(url).engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    return url


def test_several_processes_may_migrate_at_once(empty_url: str) -> None:
    starts = [subprocess.Popen([sys.executable, "-c", START, empty_url]) for _ in range(3)]
    assert [start.wait() for start in starts] == [0, 0, 0]


def test_a_new_file_that_somebody_else_writes_first_is_opened_once_they_let_go(tmp_path: Path) -> None:
    file = tmp_path / "firstline.db"
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.executescript("BEGIN IMMEDIATE")
    Timer(0.2, other.rollback).start()
    database = Database(f"sqlite:///{file}")
    with database.session() as db:
        assert db.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
    database.dispose()
    other.close()


def test_after_a_migration_statements_wait_as_before(migrated_sqlite_file: Path, tmp_path: Path) -> None:
    database = Database(f"sqlite:///{shutil.copy(migrated_sqlite_file, tmp_path / 'firstline.db')}")
    database.migrate()
    with database.session() as db:
        assert db.execute(text("PRAGMA busy_timeout")).scalar_one() == 10_000
    database.dispose()


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("nonsense", "not a database URL"),
        ("mysql://localhost/shop", "sqlite or postgresql"),
        ("sqlite://", "needs a file"),
        ("sqlite:////proc/firstline/x.db", "cannot be created"),
        ("postgresql://nobody@127.0.0.1:1/x", "cannot be used"),
    ],
)
def test_an_unusable_database_is_named_in_one_sentence(url: str, sentence: str) -> None:
    with pytest.raises(DatabaseUnusable, match=sentence) as raised:
        Database(url).migrate()
    assert "\n" not in str(raised.value)


@pytest.fixture
def of_later_version(database: Database) -> Iterator[Database]:
    with database.engine.begin() as connection:
        ours = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        connection.execute(text("UPDATE alembic_version SET version_num = 'later'"))
    yield database
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :ours"), {"ours": ours})


def test_a_database_of_a_later_version_is_refused(of_later_version: Database) -> None:
    with pytest.raises(DatabaseUnusable, match="another version"):
        of_later_version.migrate()
