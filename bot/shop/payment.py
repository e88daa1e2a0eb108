"""Money that came in and went back."""

from datetime import datetime
from decimal import Decimal
from enum import Enum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from bot.shop.customer import PaymentMethod
from bot.shop.money import Money
from bot.tables import Base, new_id


class PaymentDirection(Enum):
    PAYMENT = "payment"
    REFUND = "refund"


class Payment(Base):
    """One payment for an order, or one refund."""

    __tablename__ = "payments"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    order_number: Mapped[str] = mapped_column(ForeignKey("orders.number"), index=True)
    direction: Mapped[PaymentDirection]
    amount_value: Mapped[Decimal]
    amount_currency: Mapped[str]
    method_id: Mapped[str | None] = mapped_column(ForeignKey("payment_methods.id"))
    at: Mapped[datetime | None]
    amount: Mapped[Money] = composite("amount_value", "amount_currency")
    method: Mapped[PaymentMethod | None] = relationship()
