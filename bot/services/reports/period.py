"""The conversations of a period: those that were opened in it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import InstrumentedAttribute

from bot.support.conversation import Conversation


@dataclass(frozen=True)
class Period:
    """From `start` on, and before `end`."""

    start: datetime
    end: datetime

    def holds(self, moment: InstrumentedAttribute[datetime]) -> ColumnElement[bool]:
        return (moment >= self.start) & (moment < self.end)

    @property
    def conversation_ids(self) -> Select[Any]:
        return select(Conversation.id).where(self.holds(Conversation.opened_at))
