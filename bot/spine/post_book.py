"""The post book: what is out, noted in the moment in which a platform took it, until the database has it too.

A process that is killed leaves its notes behind. SQLite lets one write at a time, and a note in the database would wait behind
turns while nobody knows of it; the book is a file beside it, in which only the postmen of this machine write.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.support.layout import PartLabel

# It outlasts processes, and need not outlast the machine: so nothing waits for the disk. Numbers are never used again.
PREPARATION = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS sent (
    note INTEGER PRIMARY KEY AUTOINCREMENT, channel TEXT, message_id TEXT, number INTEGER, parts INTEGER
);
"""


@dataclass(frozen=True)
class Note:
    number: int
    channel: str
    label: PartLabel


class PostBook:
    def __init__(self, path: Path) -> None:
        """Opens the book at this place, or begins it. Raises sqlite3.Error, as all that it does."""
        # One statement at a time, each a transaction, from whichever thread: SQLite sees to that.
        self._book = sqlite3.connect(path, timeout=1.0, isolation_level=None, check_same_thread=False)
        self._book.executescript(PREPARATION)

    def note(self, channel: str, label: PartLabel) -> None:
        """A tenth of a millisecond."""
        row = (channel, label.message_id, label.number, label.of)
        self._book.execute("INSERT INTO sent (channel, message_id, number, parts) VALUES (?, ?, ?, ?)", row)

    def read(self) -> list[Note]:
        """All that any process noted, in its order."""
        rows = self._book.execute("SELECT note, channel, message_id, number, parts FROM sent ORDER BY note").fetchall()
        return [Note(note, channel, PartLabel(*label)) for note, channel, *label in rows]

    def strike(self, notes: Sequence[Note]) -> None:
        """The database has them; what was noted meanwhile stays."""
        self._book.executemany("DELETE FROM sent WHERE note = ?", [(note.number,) for note in notes])
