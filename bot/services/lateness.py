"""Orders whose promised day has passed, and what the shop gives for it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from bot.services.vouchers import late_voucher_refusal
from bot.shop.money import Money
from bot.shop.order import Order
from bot.shop.terms import Terms


@dataclass(frozen=True)
class LateOrder:
    order: Order
    promised_on: date
    days_late: int
    # The new date, where the shop knows one that has not passed too.
    expected_on: date | None
    # The voucher that `grant_late_voucher` would give; None where the shop gives none, or gave it already.
    remedy: Money | None


def lateness_of(db: Session, order: Order, *, terms: Terms, today: date) -> LateOrder | None:
    """How late this order is, and the remedy; None while it is not late."""
    if order.promised_on is None or not order.is_late(today):
        return None
    expected_on = order.expected_on if order.expected_on and order.expected_on >= today else None
    is_due = late_voucher_refusal(db, order, terms, today) is None
    remedy = Money(terms.late_voucher, order.total.currency) if is_due else None
    return LateOrder(order, order.promised_on, order.days_late(today), expected_on, remedy)
