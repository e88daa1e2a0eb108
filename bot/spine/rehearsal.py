"""A rehearsal before the doors open, so that the first customer does not wait for what is loaded at its first use."""

import asyncio

from bot.engine.assistant import Assistant, TurnInput
from bot.services.conversations import open_conversation
from bot.services.inbox import Inbound, receive
from bot.spine.clock import Clock
from bot.store.database import Database
from bot.tables import new_id

# Asks for one of the shop's own answers, which are read from their files at the first question.
LINE = "how long does delivery take?"


def rehearse(database: Database, assistant: Assistant, language: str, clock: Clock) -> None:
    """Answer one message in a transaction that is undone; raises what a turn may raise."""
    now = clock()
    with database.session() as db:
        conversation = open_conversation(db, "rehearsal", language, now).conversation
        message = receive(db, Inbound(conversation.id, "rehearsal", new_id(), LINE), now).message
        asyncio.run(assistant.answer(db, TurnInput(conversation.id, message.id, LINE, None, language, now)))
        db.rollback()
