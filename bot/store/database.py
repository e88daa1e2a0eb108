"""The database: engine, sessions and migrations, on SQLite or PostgreSQL."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlalchemy.orm import Session, sessionmaker

MIGRATIONS = Path(__file__).parent / "migrations"
# Any number that nothing else in the database locks.
MIGRATION_LOCK = 7_342_118_001
# As long as another process may need to migrate a large store, on a busy machine.
MIGRATION_WAIT_MS = 300_000
BUSY_TIMEOUT = "PRAGMA busy_timeout = 10000"  # milliseconds
WRITE_AHEAD = "PRAGMA journal_mode = WAL"
SQLITE_PRAGMAS = (BUSY_TIMEOUT, "PRAGMA synchronous = NORMAL", "PRAGMA foreign_keys = ON")
# Whoever opens a new file while another process writes to it first is told that it is locked, at once, whatever the busy
# timeout: SQLite does not wait for the write-ahead log.
SWITCHES, SWITCH_SECONDS = 20, 0.05


# Of each connection to SQLite. A server asks in some hundred ways, and to prepare a statement costs more than most take to run.
PREPARED_STATEMENTS = 1024


class DatabaseUnusable(Exception):  # noqa: N818 - reads as the sentence that it carries
    """The database cannot be used as configured; the message is one sentence for the operator."""


class CutError(RuntimeError):
    """The transaction was undone from outside."""


class Database:
    """One database and its connection pool; safe to share between threads.

    On SQLite a transaction begins with its first write, so that reading never holds a snapshot which a later write
    would find outdated. On PostgreSQL it begins with the first statement, at READ COMMITTED.
    """

    def __init__(self, url: str) -> None:
        """Open the database at an SQLAlchemy URL; nothing is read or written yet, but SQLite's folder is created."""
        self.url = _parsed(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            _create_folder(self.url)
        # Parameters are what customers wrote: errors, and with them logs, do not repeat them.
        # The connection that was used last is used first: SQLite keeps the pages that it wrote, and forgets those of others.
        self.engine: Engine = create_engine(
            self.url,
            pool_pre_ping=not self.is_sqlite,
            pool_use_lifo=True,
            hide_parameters=True,
            connect_args={"cached_statements": PREPARED_STATEMENTS} if self.is_sqlite else {},
        )
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        with self._sessions.begin() as db:
            yield db

    def migrate(self) -> None:
        """Bring all tables up to date; several processes may do so at once, and the first does the work."""
        try:
            with self.engine.connect() as connection:
                self._lock_for_migration(connection)
                config = Config()
                config.set_main_option("script_location", str(MIGRATIONS))
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                connection.commit()
        except DatabaseError as error:
            raise DatabaseUnusable(f"The database at {self.address} cannot be used: {_reason(error)}.") from error
        except CommandError as error:
            raise DatabaseUnusable(f"The database at {self.address} was made by another version: {error}.") from error

    def dispose(self) -> None:
        self.engine.dispose()

    def cut(self, connection: Connection) -> None:
        """Undo another thread's transaction; whatever that thread does next in it raises CutError.

        The connection stays open, for its thread may be in the middle of it: SQLite's driver does not survive a closed one.
        May wait for the statement that runs, on SQLite.
        """
        event.listen(connection, "before_cursor_execute", _refuse)
        raw = connection.connection.dbapi_connection
        if raw is None:
            return
        if not self.is_sqlite:
            raw.cancel()  # psycopg2's: ends the statement that runs
        raw.rollback()

    @property
    def address(self) -> str:
        """The URL without its password."""
        return self.url.render_as_string(hide_password=True)

    def _lock_for_migration(self, connection: Connection) -> None:
        """Held until the transaction ends."""
        if self.is_sqlite:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {MIGRATION_WAIT_MS}")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.exec_driver_sql(BUSY_TIMEOUT)
        else:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise DatabaseUnusable(f"{url!r} is not a database URL such as sqlite:///var/firstline.db.") from error
    if parsed.drivername in {"postgres", "postgresql"}:
        return parsed.set(drivername="postgresql+psycopg2")
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise DatabaseUnusable(f"Firstline keeps its data in sqlite or postgresql, not in {parsed.get_backend_name()}.")
    return parsed


def _create_folder(url: URL) -> None:
    if not url.database or url.database == ":memory:":
        raise DatabaseUnusable("An SQLite database needs a file, such as sqlite:///var/firstline.db.")
    folder = Path(url.database).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnusable(f"The folder {folder} cannot be created: {error.strerror}.") from error


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in SQLITE_PRAGMAS:
        cursor.execute(pragma)
    _switch_to_write_ahead(cursor)
    cursor.close()


def _switch_to_write_ahead(cursor: sqlite3.Cursor) -> None:
    for _ in range(SWITCHES):
        with suppress(sqlite3.OperationalError):
            cursor.execute(WRITE_AHEAD)
            return
        time.sleep(SWITCH_SECONDS)
    cursor.execute(WRITE_AHEAD)


def _refuse(*_: Any) -> None:
    raise CutError


def _reason(error: DatabaseError) -> str:
    return " ".join(str(error.orig).split()).rstrip(".")
