"""Agents: the humans at the desk, and their sign-ins."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.tables import Base, new_id

# A working day and a little more.
SESSION_LENGTH = timedelta(hours=12)


class Agent(Base):
    __tablename__ = "agents"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    added_at: Mapped[datetime]


class AgentSession(Base):
    __tablename__ = "agent_sessions"

    token_digest: Mapped[str] = mapped_column(primary_key=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"), index=True)
    csrf_token: Mapped[str]
    expires_at: Mapped[datetime]
    agent: Mapped[Agent] = relationship()

    def is_valid(self, now: datetime) -> bool:
        return now < self.expires_at
