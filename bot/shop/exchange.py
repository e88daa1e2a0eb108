"""Exchanges: articles sent back for other variants of the same product."""

from datetime import datetime
from enum import Enum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.tables import Base


class ExchangeState(Enum):
    REQUESTED = "requested"
    SENT = "sent"
    REFUSED = "refused"


class ExchangeLine(Base):
    __tablename__ = "exchange_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    exchange_id: Mapped[str] = mapped_column(ForeignKey("exchanges.rma"), index=True)
    order_line_id: Mapped[int] = mapped_column(ForeignKey("order_lines.id"), index=True)
    new_sku: Mapped[str] = mapped_column(ForeignKey("variants.sku"))


class Exchange(Base):
    __tablename__ = "exchanges"

    rma: Mapped[str] = mapped_column(primary_key=True)
    order_number: Mapped[str] = mapped_column(ForeignKey("orders.number"), index=True)
    state: Mapped[ExchangeState]
    requested_at: Mapped[datetime]
    idempotency_key: Mapped[str] = mapped_column(unique=True)
    lines: Mapped[list[ExchangeLine]] = relationship(order_by=ExchangeLine.id)
