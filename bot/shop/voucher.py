"""Vouchers: what the shop gives for a broken promise or out of goodwill, within its limits."""

from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, composite, mapped_column

from bot.shop.money import Money
from bot.shop.reference import new_reference
from bot.tables import Base


class VoucherReason(Enum):
    LATE_DELIVERY = "late_delivery"
    GOODWILL = "goodwill"


class Voucher(Base):
    __tablename__ = "vouchers"

    code: Mapped[str] = mapped_column(primary_key=True, default=lambda: new_reference("V"))
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"), index=True)
    order_number: Mapped[str | None] = mapped_column(ForeignKey("orders.number"), index=True)
    reason: Mapped[VoucherReason]
    amount_value: Mapped[Decimal]
    amount_currency: Mapped[str]
    amount: Mapped[Money] = composite("amount_value", "amount_currency")
    granted_at: Mapped[datetime]
    # The last day on which it is accepted.
    valid_until: Mapped[date]
    idempotency_key: Mapped[str] = mapped_column(unique=True)
