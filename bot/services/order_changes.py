"""Changing where a pending order goes and how it is paid.

Each is done once for each `key`, the id of the message that said yes. `plan_payment_change` says before what would change,
or why it cannot; nothing is written. Changing the articles is in `item_changes`.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy.orm import Session

from bot.services.orders import find_order, lock_order
from bot.services.records import record, was_done
from bot.shop.address import Address
from bot.shop.customer import PaymentMethod
from bot.shop.money import Money
from bot.shop.order import Order
from bot.shop.refund import Refund
from bot.shop.terms import Terms


class OrderChangeResult(Enum):
    DONE = "done"
    # Also when the order is somebody else's.
    NOT_FOUND = "not_found"
    NOT_PENDING = "not_pending"
    # It is so already.
    UNCHANGED = "unchanged"
    # Not one of the customer's payment methods.
    METHOD_UNKNOWN = "method_unknown"
    GIFT_CARD_TOO_LOW = "gift_card_too_low"
    # By several methods, or not at all: which one is to be replaced cannot be told.
    NOT_PAID_BY_ONE = "not_paid_by_one"


@dataclass(frozen=True)
class PaymentPlan:
    order: Order
    old: PaymentMethod
    # Charged with the amount.
    new: PaymentMethod
    amount: Money
    # To the old method.
    refund: Refund


def change_order_address(
    db: Session, customer_id: str, order_number: str, address: Address, *, key: str, now: datetime
) -> OrderChangeResult:
    """Send the pending order to another address; the customer's own address stays as it is."""
    action = "change_order_address"
    order = lock_order(db, customer_id, order_number)
    if order is None:
        return OrderChangeResult.NOT_FOUND
    if was_done(db, action, customer_id, order.number, key):
        return OrderChangeResult.DONE
    if not order.is_pending:
        return OrderChangeResult.NOT_PENDING
    if order.address == address:
        return OrderChangeResult.UNCHANGED
    details = {"old": asdict(order.address), "new": asdict(address)}
    order.address = address
    record(db, action, customer_id, order.number, key, now, details)
    db.flush()
    return OrderChangeResult.DONE


def plan_payment_change(
    db: Session, customer_id: str, order_number: str, method_id: str, *, terms: Terms, now: datetime
) -> PaymentPlan | OrderChangeResult:
    """What would be charged and refunded, or why the order cannot be paid so."""
    order = find_order(db, customer_id, order_number)
    return OrderChangeResult.NOT_FOUND if order is None else _payment_plan(order, method_id, terms, now)


def change_payment(
    db: Session, customer_id: str, order_number: str, method_id: str, *, key: str, terms: Terms, now: datetime
) -> OrderChangeResult:
    """Charge what was paid to another of the customer's payment methods, and refund it to the old one."""
    action = "change_payment"
    order = lock_order(db, customer_id, order_number)
    if order is None:
        return OrderChangeResult.NOT_FOUND
    if was_done(db, action, customer_id, order.number, key):
        return OrderChangeResult.DONE
    plan = _payment_plan(order, method_id, terms, now)
    if isinstance(plan, OrderChangeResult):
        return plan
    order.charge(plan.new, plan.amount, now)
    order.refund(plan.old, plan.amount, now)
    details = {"old": plan.old.id, "new": plan.new.id, "amount": f"{plan.amount.amount:.2f}"}
    record(db, action, customer_id, order.number, key, now, details)
    db.flush()
    return OrderChangeResult.DONE


def _payment_plan(order: Order, method_id: str, terms: Terms, now: datetime) -> PaymentPlan | OrderChangeResult:
    if not order.is_pending:
        return OrderChangeResult.NOT_PENDING
    new = order.customer.method(method_id)
    if new is None:
        return OrderChangeResult.METHOD_UNKNOWN
    held = [(method, amount) for method, amount in order.held_payments() if method is not None]
    if len(held) != 1 or len(order.held_payments()) != 1:
        return OrderChangeResult.NOT_PAID_BY_ONE
    old, amount = held[0]
    if old is new:
        return OrderChangeResult.UNCHANGED
    if not new.covers(amount):
        return OrderChangeResult.GIFT_CARD_TOO_LOW
    return PaymentPlan(order, old, new, amount, Refund.of(old, amount, terms.day_of(now), terms))
