"""Articles that became cheaper shortly after they were ordered: the shop pays the difference back."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy.orm import Session

from bot.services.orders import find_order, lock_order
from bot.services.records import record, was_done
from bot.shop.money import Money
from bot.shop.order import Order
from bot.shop.order_line import PriceDrop
from bot.shop.refund import Refund
from bot.shop.terms import Terms

ACTION = "claim_price_protection"


class PriceProtectionResult(Enum):
    DONE = "done"
    # Also when the order is somebody else's.
    NOT_FOUND = "not_found"
    # Nothing became cheaper, or not within the time that is protected.
    NO_DROP = "no_drop"


@dataclass(frozen=True)
class PriceProtectionPlan:
    order: Order
    drops: list[PriceDrop]
    # To the way the order was paid.
    refund: Refund


def plan_price_protection(
    db: Session, customer_id: str, order_number: str, *, terms: Terms, now: datetime
) -> PriceProtectionPlan | PriceProtectionResult:
    """What would be paid back and where; nothing is written."""
    order = find_order(db, customer_id, order_number)
    return PriceProtectionResult.NOT_FOUND if order is None else _plan(order, terms, now)


def claim_price_protection(
    db: Session, customer_id: str, order_number: str, *, key: str, terms: Terms, now: datetime
) -> PriceProtectionResult:
    """Pay the difference back and let the lower prices count from now on; a repeated key changes nothing."""
    order = lock_order(db, customer_id, order_number)
    if order is None:
        return PriceProtectionResult.NOT_FOUND
    if was_done(db, ACTION, customer_id, order.number, key):
        return PriceProtectionResult.DONE
    plan = _plan(order, terms, now)
    if isinstance(plan, PriceProtectionResult):
        return plan
    details = [{"line": drop.line.position, "price": f"{drop.price_now.amount:.2f}"} for drop in plan.drops]
    for drop in plan.drops:
        drop.line.price = drop.price_now
    order.refund(plan.refund.method, plan.refund.amount, now)
    record(db, ACTION, customer_id, order.number, key, now, {"articles": details})
    db.flush()
    return PriceProtectionResult.DONE


def _plan(order: Order, terms: Terms, now: datetime) -> PriceProtectionPlan | PriceProtectionResult:
    today = terms.day_of(now)
    drops = order.price_drops(today, terms)
    if not drops:
        return PriceProtectionResult.NO_DROP
    amount = Money.total(drop.refund for drop in drops)
    return PriceProtectionPlan(order, drops, Refund.of(order.paid_with, amount, today, terms))
