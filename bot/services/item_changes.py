"""Changing the articles of a pending order for other variants of the same products; once for each order.

`plan_item_changes` says what would change and what it costs, `change_items` does it: the difference is charged or
refunded at once by the chosen payment method, and from then on the order is neither changed again nor cancelled.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.services.orders import find_order, lock_order
from bot.services.records import record, was_done
from bot.services.replacements import ReplacementPlan, ReplaceResult, Swap, plan_replacements
from bot.shop.order import Order
from bot.shop.terms import Terms

ACTION = "change_items"


def plan_item_changes(
    db: Session,
    customer_id: str,
    order_number: str,
    swaps: Sequence[Swap],
    *,
    method_id: str | None = None,
    terms: Terms,
    now: datetime,
) -> ReplacementPlan | ReplaceResult:
    """What the change would do and cost, or why it cannot be made; nothing is written.

    Without a payment method the plan says the difference, so that the customer can be asked for one.
    """
    order = find_order(db, customer_id, order_number)
    if order is None:
        return ReplaceResult.NOT_FOUND
    return _refusal(order) or plan_replacements(db, order, swaps, method_id, terms, now)


def change_items(
    db: Session,
    customer_id: str,
    order_number: str,
    swaps: Sequence[Swap],
    *,
    method_id: str | None,
    key: str,
    terms: Terms,
    now: datetime,
) -> ReplaceResult:
    """Change all of them or none; `key` is the id of the message that said yes, and repeating it changes nothing.

    `method_id` is one of the customer's payment methods; it may be None where there is no difference.
    """
    order = lock_order(db, customer_id, order_number)
    if order is None:
        return ReplaceResult.NOT_FOUND
    if was_done(db, ACTION, customer_id, order.number, key):
        return ReplaceResult.DONE
    plan = _refusal(order) or plan_replacements(db, order, swaps, method_id, terms, now, hold=True)
    if isinstance(plan, ReplaceResult):
        return plan
    if plan.lacks_method:
        return ReplaceResult.METHOD_NEEDED
    record(db, ACTION, customer_id, order.number, key, now, plan.details())
    _apply(plan, now)
    db.flush()
    return ReplaceResult.DONE


def _refusal(order: Order) -> ReplaceResult | None:
    if not order.is_pending:
        return ReplaceResult.NOT_PENDING
    return None if order.can_change_items else ReplaceResult.ALREADY_CHANGED


def _apply(plan: ReplacementPlan, now: datetime) -> None:
    order = plan.order
    for replacement in plan.replacements:
        replacement.apply()
    if plan.difference.is_positive:
        order.charge(plan.method, plan.difference, now)
    elif plan.difference:
        order.refund(plan.method, -plan.difference, now)
    order.items_changed_at = now
