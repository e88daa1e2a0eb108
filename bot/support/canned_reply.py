"""Canned replies: what agents say again and again, under a short name, in the customer's language where it is written."""

import re
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.tables import Base

# '/refund-sent'
SHORTCUT = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
MAIN_LANGUAGE = "en"


class CannedReply(Base):
    __tablename__ = "canned_replies"

    # Without the slash.
    shortcut: Mapped[str] = mapped_column(primary_key=True)
    # By language code; English always.
    texts: Mapped[dict[str, str]]
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))

    def text_in(self, language: str) -> str:
        return self.texts.get(language) or self.texts[MAIN_LANGUAGE]
