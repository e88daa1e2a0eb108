"""Complaints: what went wrong, under a reference, and the day on which the customer hears from the shop again."""

from datetime import date, datetime
from enum import Enum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.shop.reference import new_reference
from bot.tables import Base


class ComplaintState(Enum):
    OPEN = "open"
    ANSWERED = "answered"


class Complaint(Base):
    __tablename__ = "complaints"

    reference: Mapped[str] = mapped_column(primary_key=True, default=lambda: new_reference("C"))
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customers.id"), index=True)
    # What it is about, where the customer said so.
    order_number: Mapped[str | None] = mapped_column(ForeignKey("orders.number"), index=True)
    # In the customer's words.
    text: Mapped[str]
    state: Mapped[ComplaintState] = mapped_column(index=True)
    made_at: Mapped[datetime]
    follow_up_on: Mapped[date]
    answered_at: Mapped[datetime | None]
    idempotency_key: Mapped[str] = mapped_column(unique=True)

    def is_overdue(self, today: date) -> bool:
        """Whether it still waits though the day is over by which the shop was to answer."""
        return self.state is ComplaintState.OPEN and today > self.follow_up_on
