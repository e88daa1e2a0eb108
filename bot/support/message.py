"""What was said. Customer messages are the inbox; all others leave through the outbox."""

from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import JSON

from bot.tables import Base, new_id

# Longer texts of customers and agents are cut when they arrive.
MAX_TEXT_CHARS = 4000
OWED = text("handled_at IS NULL")


class Sender(Enum):
    CUSTOMER = "customer"
    ASSISTANT = "assistant"
    AGENT = "agent"
    SYSTEM = "system"


def _handled_at(context: DefaultExecutionContext) -> datetime | None:
    stored: dict[str, Any] = context.get_current_parameters()  # type: ignore[no-untyped-call]
    return None if stored["sender"] is Sender.CUSTOMER else stored["at"]


class PrivateNoteError(ValueError):
    """A note for agents was about to be shown to a customer."""


class Message(Base):
    __tablename__ = "messages"
    __table_args__ = (
        # Platforms deliver more than once; the second copy is recognised here.
        UniqueConstraint("channel", "platform_id"),
        Index("ix_messages_conversation_id_seq", "conversation_id", "seq"),
        # The inbox: few rows of many, looked at every second and before every turn.
        Index("ix_messages_owed", "conversation_id", "seq", sqlite_where=OWED, postgresql_where=OWED),
    )

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(unique=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    channel: Mapped[str]
    platform_id: Mapped[str | None]
    sender: Mapped[Sender]
    # A note is for agents' eyes only and never leaves the desk.
    is_note: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str] = mapped_column(Text)
    # The token of the button that the customer pressed, if one.
    button_token: Mapped[str | None]
    # As the customer sees them: [{title, token}].
    buttons: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    # What an answer would be ('email', 'items', ...), for keyboards and autofill.
    expects: Mapped[str | None]
    at: Mapped[datetime]
    # Customer messages: when a turn answered it or a human got it. Empty means owed an answer, which no other message is.
    handled_at: Mapped[datetime | None] = mapped_column(default=_handled_at)
    # How many turns were begun for it: a message that keeps ending them goes to a human.
    attempts: Mapped[int] = mapped_column(default=0)
    # Replies: the customer message that they answer.
    in_reply_to: Mapped[str | None] = mapped_column(ForeignKey("messages.id"), index=True)
    agent_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    # Customer messages: the intent, its confidence and the entities that were understood.
    understood: Mapped[dict[str, Any] | None] = mapped_column(JSON)

    @property
    def is_public(self) -> bool:
        """Whether the customer may see it."""
        return not self.is_note
