"""Where the assistant is in a talk: its memory between two turns, opaque to everybody but the engine."""

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.tables import Base


class Dialogue(Base):
    __tablename__ = "dialogues"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    state: Mapped[dict[str, Any]]
