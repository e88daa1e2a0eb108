"""The transactions of the turns that run now: one that is abandoned can be undone from outside."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from bot.store.database import CutError, Database


class OpenTransactions:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._open: dict[str, _Open] = {}

    @contextmanager
    def of(self, holder: str) -> Iterator[Session]:
        """One transaction, as the database gives it, that `cut` may undo until it is about to be committed.

        Raises CutError where that happened, at the end at the latest.
        """
        with self._database.session() as db:
            transaction = self._open[holder] = _Open(db.connection())
            try:
                yield db
            finally:
                # From here on the connection may soon be somebody else's.
                with transaction.lock:
                    del self._open[holder]
            if transaction.is_cut:
                raise CutError

    def is_open(self, holder: str) -> bool:
        return holder in self._open

    def cut(self, holder: str) -> None:
        """Undo what the holder's turn has written so far, and let it write no more; may wait for the statement that runs."""
        transaction = self._open.get(holder)
        if transaction is None:
            return
        with transaction.lock:
            if holder in self._open:
                transaction.is_cut = True
                self._database.cut(transaction.connection)


class _Open:
    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.lock = Lock()
        self.is_cut = False
