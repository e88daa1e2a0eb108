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


class PaymentProblem(Enum):
    """Why no money moved."""

    DECLINED = "declined"
    CARD_EXPIRED = "card_expired"
    # A transfer that the shop still waits for.
    NOT_RECEIVED = "not_received"


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
    problem: Mapped[PaymentProblem | None]
    amount: Mapped[Money] = composite("amount_value", "amount_currency")
    method: Mapped[PaymentMethod | None] = relationship()

    @property
    def is_charge(self) -> bool:
        return self.direction is PaymentDirection.PAYMENT

    @property
    def is_refund(self) -> bool:
        return self.direction is PaymentDirection.REFUND

    @property
    def signed(self) -> Money:
        """As it counts for the shop: payments positive, refunds negative."""
        return self.amount if self.is_charge else -self.amount
