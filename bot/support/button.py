"""Buttons: choices that the server issued for one conversation, each good for one press."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.tables import Base, new_id


class Button(Base):
    __tablename__ = "buttons"

    token: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    title: Mapped[str]
    # {"intent": ..., "entities": {name: value}}: never leaves the server.
    payload: Mapped[dict[str, Any]]
    used_at: Mapped[datetime | None]
