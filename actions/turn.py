"""The turn that an action runs in: its transaction, its conversation, its time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from sqlalchemy.orm import Session

from bot.services.conversations import open_conversation
from bot.settings import get_settings
from bot.shop.terms import Terms
from bot.store.database import Database
from bot.support.conversation import Conversation


@dataclass
class Turn:
    db: Session
    conversation: Conversation
    # The customer's message: whatever is written because of it carries this key.
    message_id: str
    now: datetime
    terms: Terms
    # Whether the message was taken as it stands, whatever it was understood as: it answered our question, or is only a file.
    is_taken: bool = False

    @property
    def today(self) -> date:
        return self.terms.day_of(self.now)


_running: ContextVar[Turn | None] = ContextVar("running_turn", default=None)


@contextmanager
def running(turn: Turn) -> Iterator[None]:
    """Let the actions inside the block work in this turn; the caller commits."""
    token = _running.set(turn)
    try:
        yield
    finally:
        _running.reset(token)


@contextmanager
def turn_of(conversation_id: str, message_id: str | None) -> Iterator[Turn]:
    """The running turn, or, under Rasa's own action server, one that is committed when the block ends."""
    turn = _running.get()
    if turn is not None:
        yield turn
        return
    now = datetime.now(UTC)
    with _database().session() as db:
        conversation = db.get(Conversation, conversation_id)
        if conversation is None:
            conversation = open_conversation(db, "rasa", get_settings().language, now, conversation_id).conversation
        yield Turn(db, conversation, message_id or conversation_id, now, get_settings().terms)


@cache
def _database() -> Database:
    database = Database(get_settings().database_url)
    database.migrate()
    return database
