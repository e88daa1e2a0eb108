"""Call-backs: a customer's telephone number, and when they can be called."""

from datetime import datetime
from enum import Enum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.tables import Base, new_id


class CallBackState(Enum):
    REQUESTED = "requested"
    CALLED = "called"
    # Called, but nobody answered.
    MISSED = "missed"
    CANCELLED = "cancelled"


class CallBack(Base):
    __tablename__ = "call_backs"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customers.id"), index=True)
    # International form: '+37255501234'.
    phone: Mapped[str]
    window_from: Mapped[datetime]
    window_to: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[CallBackState]
    requested_at: Mapped[datetime]
    idempotency_key: Mapped[str] = mapped_column(unique=True)

    @property
    def is_open(self) -> bool:
        return self.state is CallBackState.REQUESTED

    def may_become(self, state: CallBackState) -> bool:
        """Who was not reached may be tried again; what was called or cancelled is over."""
        return self.state in {CallBackState.REQUESTED, CallBackState.MISSED} and state is not self.state

    def is_overdue(self, now: datetime) -> bool:
        """Whether the window has passed without a call."""
        return self.is_open and now > self.window_to
