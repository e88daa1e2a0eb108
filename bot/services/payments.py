"""What was paid: the payments of one order, and what the customer spent on an article."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.services.orders import find_order, orders_of
from bot.shop.customer import normal_name
from bot.shop.money import Money
from bot.shop.order import Order
from bot.shop.payment import Payment


@dataclass(frozen=True)
class PaymentState:
    order: Order
    # Paid less refunded, of what really moved.
    paid: Money
    # Still owed; zero or less where all is paid, and zero for a cancelled order.
    owed: Money
    # Declined, expired, or not received: nothing moved. Oldest first.
    failed: list[Payment]

    @property
    def is_settled(self) -> bool:
        return not self.owed.is_positive


def payment_state(db: Session, customer_id: str, order_number: str) -> PaymentState | None:
    """How the order stands; None where it is not the customer's."""
    order = find_order(db, customer_id, order_number)
    if order is None:
        return None
    nothing = order.total - order.total
    moved = [payment.signed for payment in order.payments if payment.problem is None]
    paid = Money.total([nothing, *moved])
    owed = nothing if order.is_cancelled else order.total - paid
    return PaymentState(order, paid, owed, [payment for payment in order.payments if payment.problem is not None])


def spending(
    db: Session,
    customer_id: str,
    *,
    article: str | None = None,
    pending_only: bool = False,
    placed: tuple[datetime, datetime] | None = None,
) -> list[Money]:
    """What the customer paid for all their orders, or for all articles of one name; one for each currency, or none.

    What was cancelled does not count, and what went back is taken off; an imported order without payments counts as paid.
    `placed`: between which moments, where only those orders count.
    """
    orders = [order for order in orders_of(db, customer_id) if order.is_pending or not (order.is_cancelled or pending_only)]
    if placed is not None:
        orders = [order for order in orders if order.placed_at is not None and placed[0] <= order.placed_at <= placed[1]]
    lines = [line for order in orders for line in order.lines]
    named = [line for line in lines if article is None or normal_name(line.name) == normal_name(article)]
    return Money.totals(line.price * line.returnable_quantity for line in named if line.returnable_quantity)


def due_since(db: Session, customer_id: str, since: datetime, *, order_number: str | None = None) -> list[Money]:
    """What changed and exchanged articles, of that order or of all, cost the customer more since then, or less where negative.

    One for each currency.
    """
    orders = [order for order in orders_of(db, customer_id) if order_number in {None, order.number}]
    exchanged = [exchange.difference for order in orders for exchange in order.exchanges if exchange.requested_at >= since]
    changed = [
        payment.signed
        for order in orders
        if order.items_changed_at is not None and order.items_changed_at >= since
        for payment in order.payments
        if payment.at is not None and payment.at >= since
    ]
    return Money.totals([*exchanged, *changed])
