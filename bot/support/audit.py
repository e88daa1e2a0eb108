"""Who did what at the desk, and when. Rows are added and never changed."""

from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.support.agent import Agent
from bot.tables import Base


class Act(Enum):
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    TOOK = "took"
    GAVE = "gave"
    PUT_BACK = "put_back"
    # By the same services as the assistant.
    ACTED_FOR_CUSTOMER = "acted_for_customer"
    HANDED_BACK = "handed_back"
    # A call-back, a complaint, a report or a promise; the details say what, and what became of it.
    SETTLED = "settled"
    CLOSED = "closed"
    EXPORTED = "exported"
    TAUGHT = "taught"
    TRAINED = "trained"
    WROTE_QUESTION = "wrote_question"
    WITHDREW_QUESTION = "withdrew_question"
    ADDED_AGENT = "added_agent"
    CHANGED_ROLE = "changed_role"
    LET_GO = "let_go"
    ENDED_SESSION = "ended_session"
    CHANGED_PASSWORD = "changed_password"  # noqa: S105 - no password
    TURNED_ON_SECOND_FACTOR = "turned_on_second_factor"
    TURNED_OFF_SECOND_FACTOR = "turned_off_second_factor"


class AuditEntry(Base):
    __tablename__ = "audit_entries"
    __table_args__ = (Index("ix_audit_entries_agent_id_id", "agent_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    act: Mapped[Act]
    # What it was done to: the id of a conversation or of a question, the name of an agent.
    subject: Mapped[str | None]
    details: Mapped[dict[str, Any]]
    agent: Mapped[Agent] = relationship()
