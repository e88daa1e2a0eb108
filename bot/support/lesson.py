"""Lessons: messages that the assistant doubted or got wrong, and what an agent says that they meant."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.support.agent import Agent
from bot.tables import Base


class Lesson(Base):
    """What an agent made of one message: an example of an intent for the next training, or nothing to learn from."""

    __tablename__ = "lessons"

    message_id: Mapped[str] = mapped_column(ForeignKey("messages.id"), primary_key=True)
    # As the customer wrote it, and in which language.
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str]
    # None: there is nothing to be learnt from it.
    intent: Mapped[str | None]
    given_at: Mapped[datetime]
    given_by_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    given_by: Mapped[Agent] = relationship()
