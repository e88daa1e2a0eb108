"""Agents: the humans at the desk, and their sign-ins."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.tables import Base, new_id

# A working day and a little more.
SESSION_LENGTH = timedelta(hours=12)
# Who was seen this long ago or less is at the desk.
PRESENT = timedelta(minutes=5)
# An open page is noted no more often than this.
NOTED_EVERY = timedelta(minutes=1)


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
    # When a page of the console was last open.
    seen_at: Mapped[datetime | None]
    agent: Mapped[Agent] = relationship()

    def be_seen(self, now: datetime) -> None:
        if self.seen_at is None or now - self.seen_at >= NOTED_EVERY:
            self.seen_at = now

    def is_valid(self, now: datetime) -> bool:
        return now < self.expires_at
