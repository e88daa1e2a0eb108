"""Customers' text as it may be stored: no card numbers, nothing a database or a parser chokes on."""

import re

from bot.support.message import MAX_TEXT_CHARS
from bot.support.redaction import redacted

# NUL ends text in PostgreSQL; lone surrogates are no text at all; other controls but tab and newline show nothing.
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def storable(text: str) -> str:
    """The text without unstorable characters and card numbers, cut to MAX_TEXT_CHARS."""
    return redacted(UNSTORABLE.sub("", text).strip())[:MAX_TEXT_CHARS]
