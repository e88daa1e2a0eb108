"""Exchanges: articles of a delivered order sent back for other variants of the same product."""

from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from bot.shop.customer import PaymentMethod
from bot.shop.money import Money
from bot.shop.product import Variant
from bot.tables import Base

if TYPE_CHECKING:
    from bot.shop.order import Order
    from bot.shop.order_line import OrderLine


class ExchangeState(Enum):
    REQUESTED = "requested"
    SENT = "sent"
    REFUSED = "refused"


class ExchangeLine(Base):
    __tablename__ = "exchange_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    exchange_id: Mapped[str] = mapped_column(ForeignKey("exchanges.rma"), index=True)
    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_lines.id"), index=True)
    quantity: Mapped[int]
    new_sku: Mapped[str] = mapped_column(ForeignKey("variants.sku"))
    # Of one new article, when the exchange was asked for.
    price_amount: Mapped[Decimal]
    price_currency: Mapped[str]
    price: Mapped[Money] = composite("price_amount", "price_currency")
    order_line: Mapped["OrderLine"] = relationship()
    new_variant: Mapped[Variant] = relationship()


class Exchange(Base):
    __tablename__ = "exchanges"

    rma: Mapped[str] = mapped_column(primary_key=True)
    order_number: Mapped[str] = mapped_column(ForeignKey("orders.number"), index=True)
    state: Mapped[ExchangeState]
    requested_at: Mapped[datetime]
    # The customer's message that asked for it: a turn that runs twice finds the first exchange by it.
    idempotency_key: Mapped[str] = mapped_column(unique=True)
    # Charged, or refunded where negative, when the articles have arrived.
    difference_amount: Mapped[Decimal]
    difference_currency: Mapped[str]
    # Where the difference is charged or refunded; None where there is none.
    method_id: Mapped[str | None] = mapped_column(ForeignKey("payment_methods.id"))
    difference: Mapped[Money] = composite("difference_amount", "difference_currency")
    order: Mapped["Order"] = relationship(back_populates="exchanges")
    method: Mapped[PaymentMethod | None] = relationship()
    lines: Mapped[list[ExchangeLine]] = relationship(order_by=ExchangeLine.id)

    @property
    def is_open(self) -> bool:
        return self.state is not ExchangeState.REFUSED

    @property
    def is_refund_due(self) -> bool:
        """Whether the customer gets money back once the articles have arrived."""
        return self.state is ExchangeState.REQUESTED and self.difference_amount < 0
