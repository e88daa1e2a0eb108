"""The outbox: what is still to be sent, how often it was tried, and when next."""

from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.support.message import Message
from bot.tables import Base

FIRST_RETRY = timedelta(seconds=2)
LAST_RETRY = timedelta(minutes=10)
MAX_ATTEMPTS = 12


class DeliveryState(Enum):
    DUE = "due"
    SENT = "sent"
    FAILED = "failed"
    # It could not be brought where it was to go; a mail went out instead.
    MAILED = "mailed"


class Delivery(Base):
    __tablename__ = "deliveries"
    __table_args__ = (Index("ix_deliveries_due", "state", "next_try_at"),)

    message_id: Mapped[str] = mapped_column(ForeignKey("messages.id"), primary_key=True)
    state: Mapped[DeliveryState] = mapped_column(default=DeliveryState.DUE)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    # A long message travels in parts; those that are out are not sent again when a later one failed.
    parts_sent: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    error: Mapped[str | None]
    message: Mapped[Message] = relationship()

    def succeed(self, now: datetime) -> None:
        self.state = DeliveryState.SENT
        self.sent_at = now

    def fail(self, error: str, now: datetime, wait: timedelta | None = None, is_final: bool = False) -> None:
        """Try again later, each time after twice the wait and not before the platform wants it.

        Give up after MAX_ATTEMPTS, or at once where the failure is final.
        """
        self.attempts += 1
        self.error = error
        backoff = min(FIRST_RETRY * 2 ** (self.attempts - 1), LAST_RETRY)
        self.next_try_at = now + max(backoff, wait or backoff)
        if is_final or self.attempts >= MAX_ATTEMPTS:
            self.state = DeliveryState.FAILED
