"""Handing a conversation to a human."""

from datetime import datetime
from enum import Enum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.support.conversation import Conversation
from bot.tables import Base, new_id


class HandoffReason(Enum):
    ASKED_FOR_HUMAN = "asked_for_human"
    NOT_UNDERSTOOD = "not_understood"
    NOT_COVERED = "not_covered"
    IDENTITY_NOT_PROVED = "identity_not_proved"
    ASSISTANT_FAILED = "assistant_failed"
    TAKEN_OVER = "taken_over"
    # A message could not be brought to the customer, however often it was tried.
    NOT_DELIVERED = "not_delivered"


class Handoff(Base):
    """One stay of a conversation with the humans, from the queue to the end."""

    __tablename__ = "handoffs"
    __table_args__ = (Index("ix_handoffs_conversation_id_ended_at", "conversation_id", "ended_at"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    reason: Mapped[HandoffReason]
    requested_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    agent_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    ended_at: Mapped[datetime | None]
    conversation: Mapped[Conversation] = relationship()
