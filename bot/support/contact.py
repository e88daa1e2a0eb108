"""Where a customer is reached on a platform, and when they last wrote there."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.tables import Base

# The channel of e-mail: also customers of the widget are answered there, where they left an address.
EMAIL = "email"


class Contact(Base):
    """Only platforms have them: the widget's customers come to us."""

    __tablename__ = "contacts"
    __table_args__ = (UniqueConstraint("channel", "address"),)

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    channel: Mapped[str]
    # The platform's own name of the talk: a chat, a telephone number, the first mail of a thread.
    address: Mapped[str]
    # Some platforms let nobody answer once a customer has been silent for long.
    heard_at: Mapped[datetime]
    # What else the platform wants to see in an answer, such as the subject of a mail.
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)

    @property
    def phone(self) -> str | None:
        """In international form, where the talk is by telephone number."""
        _, plus, digits = self.address.rpartition("+")
        return self.details.get("phone") or (plus + digits if plus and digits.isdecimal() else None)
