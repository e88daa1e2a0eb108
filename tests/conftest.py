"""What all tests share: a fresh, migrated database on SQLite and on PostgreSQL."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.engine.training import PROJECT, train
from bot.store.database import Database
from bot.support.conversation import Conversation
from bot.tables import Base
from tests.factories import a_conversation, saved

POSTGRES_URL = os.environ.get("FIRSTLINE_TEST_POSTGRES", "postgresql://postgres@127.0.0.1/test")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Where failed tests are run again: why they failed at first. A race is a fault, whichever run it shows in."""
    for report in terminalreporter.getreports("rerun"):
        terminalreporter.section(f"failed once: {report.nodeid}")
        terminalreporter.line(report.longreprtext)
        for name, content in report.sections:
            terminalreporter.section(name, sep="-")
            terminalreporter.line(content)


@pytest.fixture(scope="session")
def model() -> Path:
    """The model of the project as it is now, trained if there is none yet."""
    return train(PROJECT / "models", print)


@pytest.fixture(scope="session")
def migrated_sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrated once and copied for every test."""
    path = tmp_path_factory.mktemp("migrated") / "firstline.db"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    database.dispose()
    return path


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """An empty PostgreSQL database of this test run alone, dropped at its end."""
    server = create_engine(POSTGRES_URL, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 3})
    name = f"firstline_test_{os.getpid()}"
    try:
        with server.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
    except OperationalError as error:
        pytest.skip(f"no PostgreSQL at {POSTGRES_URL} (FIRSTLINE_TEST_POSTGRES names another): {error.orig}")
    yield make_url(POSTGRES_URL).set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    server.dispose()


@pytest.fixture(scope="session")
def migrated_postgres(postgres_url: str) -> Iterator[Database]:
    database = Database(postgres_url)
    database.migrate()
    yield database
    database.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A migrated database without a row, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        path = tmp_path / "firstline.db"
        shutil.copy(request.getfixturevalue("migrated_sqlite_file"), path)
        opened = Database(f"sqlite:///{path}")
        yield opened
        opened.dispose()
        return
    migrated: Database = request.getfixturevalue("migrated_postgres")
    yield migrated
    with migrated.engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())


@pytest.fixture
def db(database: Database) -> Iterator[Session]:
    """One session on the fresh database."""
    with database.session() as session:
        yield session


@pytest.fixture
def conversation(db: Session) -> Conversation:
    """With somebody of whom nothing is known."""
    return saved(db, a_conversation())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: Playwright's event loop runs until the session ends, and asyncio's tests need one of their own."""
    items.sort(key=lambda item: "browser" in item.path.parts)
