"""Returns: what a customer sends back, under a return number (RMA)."""

from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.shop.money import Money
from bot.shop.reference import new_reference
from bot.tables import Base

if TYPE_CHECKING:
    from bot.shop.order import Order
    from bot.shop.order_line import OrderLine


class ReturnState(Enum):
    REQUESTED = "requested"
    RECEIVED = "received"
    REFUNDED = "refunded"
    REFUSED = "refused"


def new_rma() -> str:
    return new_reference("RMA")


class ReturnLine(Base):
    __tablename__ = "return_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    return_id: Mapped[str] = mapped_column(ForeignKey("returns.rma"), index=True)
    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_lines.id"), index=True)
    quantity: Mapped[int]
    return_: Mapped["Return"] = relationship(back_populates="lines")
    order_line: Mapped["OrderLine"] = relationship(back_populates="return_lines")


class Return(Base):
    __tablename__ = "returns"

    rma: Mapped[str] = mapped_column(primary_key=True)
    order_number: Mapped[str] = mapped_column(ForeignKey("orders.number"), index=True)
    state: Mapped[ReturnState]
    requested_at: Mapped[datetime]
    refund_to_id: Mapped[str | None] = mapped_column(ForeignKey("payment_methods.id"))
    # The customer's message that asked for it: a turn that runs twice finds the first return by it.
    idempotency_key: Mapped[str] = mapped_column(unique=True)
    order: Mapped["Order"] = relationship(back_populates="returns")
    lines: Mapped[list[ReturnLine]] = relationship(back_populates="return_", order_by=ReturnLine.id)

    @property
    def refund(self) -> Money:
        """What the customer gets back once the articles have arrived."""
        return Money.total(line.order_line.price * line.quantity for line in self.lines)
