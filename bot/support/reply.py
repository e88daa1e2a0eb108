"""What the assistant says in one piece, before it is stored as a message."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ReplyButton:
    title: str
    intent: str
    entities: dict[str, Any]


@dataclass(frozen=True)
class Reply:
    text: str
    buttons: Sequence[ReplyButton] = ()
    # What an answer would be, for keyboards and autofill: "email", "items", ...
    expects: str | None = None
    # Its name in data/responses; None for the shop's own words, such as the answer of a frequent question.
    response: str | None = None
