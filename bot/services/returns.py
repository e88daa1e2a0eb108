"""Returning articles of a delivered order: all or none of what was asked for, once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services.orders import lock_order
from bot.services.records import record
from bot.shop.customer import PaymentMethod
from bot.shop.order import Order, OrderStatus
from bot.shop.order_line import OrderLine
from bot.shop.rma import Return, ReturnLine, ReturnState, new_rma
from bot.shop.terms import Terms


class ReturnResult(Enum):
    DONE = "done"
    # Also when the order or one of the lines is somebody else's.
    NOT_FOUND = "not_found"
    NOTHING_CHOSEN = "nothing_chosen"
    # More than the line has, or than is not on its way back already.
    TOO_MANY = "too_many"
    NOT_DELIVERED = "not_delivered"
    WINDOW_CLOSED = "window_closed"
    ALREADY_RETURNED = "already_returned"
    # Articles of the order are being exchanged.
    IN_EXCHANGE = "in_exchange"
    # The refund should go to a payment method that is not the customer's.
    REFUND_METHOD_UNKNOWN = "refund_method_unknown"
    # It is the customer's, but neither a way the order was paid nor a gift card.
    REFUND_METHOD_NOT_ALLOWED = "refund_method_not_allowed"


@dataclass(frozen=True)
class ReturnOutcome:
    result: ReturnResult
    # Only with DONE.
    return_: Return | None = None


def request_return(
    db: Session,
    customer_id: str,
    order_number: str,
    line_ids: Collection[int],
    *,
    terms: Terms,
    key: str,
    now: datetime,
    refund_to: str | None = None,
) -> ReturnOutcome:
    """Open a return of the given lines, all or none of them.

    The key is the id of the message that said yes: the same key gives the order's same return again, however often.
    `refund_to` is a payment method that the order was paid with or a gift card of the customer; None means the way the
    order was paid. Of lines with several equal articles all that are left go back, unless a mapping of line ids says how many.
    """
    order = lock_order(db, customer_id, order_number)
    if order is None:
        return ReturnOutcome(ReturnResult.NOT_FOUND)
    earlier = db.scalar(select(Return).where(Return.idempotency_key == order.key_of(key)))
    if earlier is not None:
        return ReturnOutcome(ReturnResult.DONE, earlier)
    chosen = _quantities(order, line_ids)
    if (refusal := _refusal(order, chosen, line_ids, terms, now) or _refusal_of_method(order, refund_to)) is not None:
        return ReturnOutcome(refusal)
    return_ = _new_return(order, chosen, refund_to, key, now)
    db.add(return_)
    details = {"rma": return_.rma, "lines": [line.order_line.position for line in return_.lines]}
    record(db, "request_return", customer_id, order.number, key, now, details)
    db.flush()
    return ReturnOutcome(ReturnResult.DONE, return_)


def _quantities(order: Order, line_ids: Collection[int]) -> dict[OrderLine, int]:
    """How many of each chosen line go back."""
    quantities = line_ids if isinstance(line_ids, Mapping) else {}
    return {line: quantities.get(line.id, line.returnable_quantity) for line in order.lines if line.id in line_ids}


def _refusal(  # noqa: PLR0911 - one guard a line
    order: Order, chosen: Mapping[OrderLine, int], line_ids: Collection[int], terms: Terms, now: datetime
) -> ReturnResult | None:
    if not line_ids:
        return ReturnResult.NOTHING_CHOSEN
    if len(chosen) != len(set(line_ids)):
        return ReturnResult.NOT_FOUND
    if order.status is not OrderStatus.DELIVERED:
        return ReturnResult.NOT_DELIVERED
    if not order.is_in_return_window(terms.day_of(now), terms):
        return ReturnResult.WINDOW_CLOSED
    if order.is_in_exchange:
        return ReturnResult.IN_EXCHANGE
    if any(line.is_in_return for line in chosen):
        return ReturnResult.ALREADY_RETURNED
    if any(not 0 < quantity <= line.returnable_quantity for line, quantity in chosen.items()):
        return ReturnResult.TOO_MANY
    return None


def _refusal_of_method(order: Order, refund_to: str | None) -> ReturnResult | None:
    if refund_to is None:
        return None
    method = order.customer.method(refund_to)
    if method is None:
        return ReturnResult.REFUND_METHOD_UNKNOWN
    return None if method in order.refund_methods() else ReturnResult.REFUND_METHOD_NOT_ALLOWED


def _refund_method(order: Order, refund_to: str | None) -> PaymentMethod | None:
    return order.paid_with if refund_to is None else order.customer.method(refund_to)


def _new_return(order: Order, chosen: Mapping[OrderLine, int], refund_to: str | None, key: str, now: datetime) -> Return:
    method = _refund_method(order, refund_to)
    return Return(
        rma=new_rma(),
        order=order,
        state=ReturnState.REQUESTED,
        requested_at=now,
        refund_to_id=method.id if method else None,
        idempotency_key=order.key_of(key),
        lines=[ReturnLine(order_line=line, quantity=quantity) for line, quantity in chosen.items()],
    )
