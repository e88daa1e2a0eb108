"""Promises made to a customer, watched until they are kept: what, and by when."""

from datetime import datetime
from enum import Enum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.tables import Base, new_id


class PromiseKind(Enum):
    DELIVERY = "delivery"
    REFUND = "refund"
    CALL_BACK = "call_back"
    # The shop comes back to a complaint or a report.
    FOLLOW_UP = "follow_up"


class Promise(Base):
    __tablename__ = "promises"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[PromiseKind]
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"), index=True)
    order_number: Mapped[str | None] = mapped_column(ForeignKey("orders.number"), index=True)
    # What it is about: the number of a complaint, of a return or of a report.
    about: Mapped[str | None]
    made_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)
    kept_at: Mapped[datetime | None]

    def keep(self, now: datetime) -> None:
        """Note that it was kept, be it late; the first time counts."""
        if self.kept_at is None:
            self.kept_at = now

    def is_broken(self, now: datetime) -> bool:
        """Whether it was not kept in time; what was kept late stays broken."""
        return (self.kept_at or now) > self.due_at
