"""What customers are worth to the shop."""

from collections.abc import Collection
from decimal import Decimal

from sqlalchemy import BigInteger, func, select, type_coerce
from sqlalchemy.orm import Session

from bot.shop.money import Money
from bot.shop.order import Order, OrderStatus
from bot.shop.order_line import OrderLine


def lifetime_values(db: Session, customer_ids: Collection[str]) -> dict[str, Money]:
    """By customer, what all their orders but the cancelled ones come to, in the currency in which they bought the most."""
    hundredths = func.sum(type_coerce(OrderLine.price_amount, BigInteger) * OrderLine.quantity)
    spent = (
        select(Order.customer_id, OrderLine.price_currency, hundredths)
        .join(OrderLine, OrderLine.order_number == Order.number)
        .where(Order.customer_id.in_(customer_ids), Order.status != OrderStatus.CANCELLED)
        .group_by(Order.customer_id, OrderLine.price_currency)
        .order_by(hundredths)
    )
    # The largest comes last, and stays.
    return {customer_id: Money(Decimal(total) / 100, currency) for customer_id, currency, total in db.execute(spent).tuples()}
