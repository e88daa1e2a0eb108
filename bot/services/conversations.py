"""Opening conversations and reading them."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.support.conversation import Conversation
from bot.support.message import Message
from bot.support.tokens import is_token_of, token_hash
from bot.tables import table_of

CONVERSATIONS = table_of(Conversation)
# Asked for every message, so built once.
DIGEST = select(CONVERSATIONS.c.token_digest).where(CONVERSATIONS.c.id == bindparam("conversation"))


@dataclass(frozen=True)
class Opened:
    conversation: Conversation
    # Shown once and stored as a digest only.
    token: str


def open_conversation(db: Session, channel: str, language: str, now: datetime, conversation_id: str | None = None) -> Opened:
    """Begin a conversation, under a name of the caller's where the channel has one."""
    token = secrets.token_urlsafe(32)
    conversation = Conversation(
        id=conversation_id,
        channel=channel,
        token_digest=token_hash(token),
        language=language,
        opened_at=now,
        last_message_at=now,
    )
    db.add(conversation)
    db.flush()
    return Opened(conversation, token)


def admitted_conversation(db: Session, conversation_id: str, token: str) -> Conversation | None:
    """The conversation, if the token is its own; an unknown one and a wrong token look alike."""
    conversation = db.get(Conversation, conversation_id)
    if conversation is None or not conversation.admits(token):
        return None
    return conversation


def admits(db: Session, conversation_id: str, token: str) -> bool:
    """Whether there is such a conversation and the token is its own."""
    return is_token_of(db.scalar(DIGEST, {"conversation": conversation_id}), token)


def transcript(db: Session, conversation_id: str, after: str | None = None, with_notes: bool = False) -> list[Message]:
    """The messages in order, from the one behind `after` on; notes only for the desk.

    An `after` that is not of this conversation counts as none.
    """
    query = select(Message).where(Message.conversation_id == conversation_id).order_by(Message.seq)
    if not with_notes:
        query = query.where(Message.is_note.is_(False))
    if after is not None:
        seen = select(Message.seq).where(Message.id == after, Message.conversation_id == conversation_id)
        query = query.where(Message.seq > (db.scalar(seen) or 0))
    return list(db.scalars(query))
