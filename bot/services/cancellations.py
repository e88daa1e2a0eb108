"""Cancelling a pending order.

`plan_cancellation` says what would happen, `cancel_order` does it: the order is cancelled, and what was paid goes back
the way it was paid, to a gift card at once.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy.orm import Session

from bot.services.orders import find_order, lock_order
from bot.services.records import record, was_done
from bot.shop.order import CancelReason, Order
from bot.shop.refund import Refund
from bot.shop.terms import Terms

ACTION = "cancel_order"


class CancelResult(Enum):
    DONE = "done"
    # Also when the order is somebody else's.
    NOT_FOUND = "not_found"
    ALREADY_CANCELLED = "already_cancelled"
    # On its way, delivered, or being packed.
    NOT_PENDING = "not_pending"
    ITEMS_CHANGED = "items_changed"


@dataclass(frozen=True)
class CancellationPlan:
    order: Order
    # One for each payment method that was charged.
    refunds: list[Refund]


def plan_cancellation(
    db: Session, customer_id: str, order_number: str, *, terms: Terms, now: datetime
) -> CancellationPlan | CancelResult:
    """What cancelling the order would give back, or why it cannot be cancelled; nothing is written."""
    order = find_order(db, customer_id, order_number)
    if order is None:
        return CancelResult.NOT_FOUND
    if (refusal := _refusal(order)) is not None:
        return refusal
    today = terms.day_of(now)
    return CancellationPlan(order, [Refund.of(method, amount, today, terms) for method, amount in order.held_payments()])


def cancel_order(
    db: Session, customer_id: str, order_number: str, reason: CancelReason, *, key: str, now: datetime
) -> CancelResult:
    """Cancel the order and refund it; `key` is the id of the message that said yes, and repeating it changes nothing."""
    order = lock_order(db, customer_id, order_number)
    if order is None:
        return CancelResult.NOT_FOUND
    if was_done(db, ACTION, customer_id, order.number, key):
        return CancelResult.DONE
    if (refusal := _refusal(order)) is not None:
        return refusal
    order.cancel(reason, now)
    record(db, ACTION, customer_id, order.number, key, now, {"reason": reason.value})
    db.flush()
    return CancelResult.DONE


def _refusal(order: Order) -> CancelResult | None:
    if order.can_be_cancelled:
        return None
    if order.is_pending:
        return CancelResult.ITEMS_CHANGED
    return CancelResult.ALREADY_CANCELLED if order.is_cancelled else CancelResult.NOT_PENDING
