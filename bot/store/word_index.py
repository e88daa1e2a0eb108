"""The words of all that was said, found in a moment: FTS5 on SQLite, a GIN index over a tsvector on PostgreSQL.

The database keeps the index by itself, in the transaction that stores the message.
"""

import re
from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

# All that the index is made of begins with this.
NAME = "message_words"
# As SQLite divides words, too: letters and digits of any alphabet.
WORD = re.compile(r"[^\W_]+")
# PostgreSQL would keep 'w-10482' and 'emma@example.com' as one word.
POSTGRES_WORDS = "to_tsvector('simple', translate(text, '-_@./:#''+&=?%', '             '))"

SQLITE = f"""
    SELECT rowid FROM {NAME} WHERE {NAME} MATCH :words AND rowid < :before ORDER BY rowid DESC LIMIT :limit
"""  # noqa: S608 - made of constants
POSTGRES = f"""
    SELECT seq FROM messages WHERE {POSTGRES_WORDS} @@ to_tsquery('simple', :words) AND seq < :before
    ORDER BY seq DESC LIMIT :limit
"""  # noqa: S608
LAST = 2**62

Term = Sequence[str]


class WordIndex:
    """What customers, assistant and agents said, by its words."""

    def __init__(self, db: Session) -> None:
        self._db = db
        self._is_sqlite = db.get_bind().dialect.name == "sqlite"
        self.statement = SQLITE if self._is_sqlite else POSTGRES

    def newest(self, query: str, limit: int, before: int | None = None) -> list[int]:
        """The sequence numbers of the newest messages in which every word of the query stands, the newest first.

        What is written together stands together ('W-10482'), case does not matter, and the last word may be its beginning.
        """
        found = terms(query)
        if not found:
            return []
        words = _for_sqlite(found) if self._is_sqlite else _for_postgres(found)
        values = {"words": words, "limit": limit, "before": LAST if before is None else before}
        return list(self._db.scalars(text(self.statement), values))


def terms(query: str) -> list[Term]:
    """The words of the query; those that no space divides are one term."""
    return [words for part in query.split() if (words := WORD.findall(part))]


def is_mapped(name: str | None, _kind: str = "", _parents: object = None) -> bool:
    """Whether a table or an index is one of the mapped classes: the database makes those of the word index by itself."""
    return name is None or NAME not in name


def _for_sqlite(found: Sequence[Term]) -> str:
    return " ".join(f'"{" ".join(term)}"' for term in found) + " *"


def _for_postgres(found: Sequence[Term]) -> str:
    return " & ".join("(" + " <-> ".join(term) + ")" for term in [*found[:-1], [*found[-1][:-1], f"{found[-1][-1]}:*"]])
