"""Returning articles of a delivered order."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.services.orders import with_lines
from bot.shop.order import Order, OrderLine, OrderStatus, normal_order_number
from bot.shop.record import Record
from bot.shop.rma import Return, ReturnLine, ReturnState, new_rma
from bot.shop.terms import Terms


class ReturnResult(Enum):
    DONE = "done"
    # Also when the order or one of the lines is somebody else's.
    NOT_FOUND = "not_found"
    NOTHING_CHOSEN = "nothing_chosen"
    NOT_DELIVERED = "not_delivered"
    WINDOW_CLOSED = "window_closed"
    ALREADY_RETURNED = "already_returned"
    # The refund should go to a payment method that is not the customer's.
    REFUND_METHOD_UNKNOWN = "refund_method_unknown"


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
    `refund_to` is one of the customer's payment methods; None means the way the order was paid.
    """
    order = _locked_order(db, customer_id, order_number)
    if order is None:
        return ReturnOutcome(ReturnResult.NOT_FOUND)
    earlier = db.scalar(select(Return).where(Return.idempotency_key == _idempotency_key(order, key)))
    if earlier is not None:
        return ReturnOutcome(ReturnResult.DONE, earlier)
    chosen = [line for line in order.lines if line.id in line_ids]
    refusal = _refusal(order, chosen, line_ids, terms, now) or _refusal_of_method(order, refund_to)
    if refusal is not None:
        return ReturnOutcome(refusal)
    return_ = _new_return(order, chosen, refund_to, key, now)
    db.add(return_)
    db.add(_record(return_, customer_id, key))
    db.flush()
    return ReturnOutcome(ReturnResult.DONE, return_)


def _locked_order(db: Session, customer_id: str, number: str) -> Order | None:
    """The order as it is now, held until the transaction ends: of two returns at once, the second sees the first.

    The update changes nothing; it takes the row lock on PostgreSQL and the only writer's place on SQLite.
    """
    owned = (Order.customer_id == customer_id, Order.normal_number == normal_order_number(number))
    db.execute(update(Order).where(*owned).values(status=Order.status), execution_options={"synchronize_session": False})
    return db.scalar(with_lines().where(*owned).execution_options(populate_existing=True))


def _refusal(
    order: Order, chosen: list[OrderLine], line_ids: Collection[int], terms: Terms, now: datetime
) -> ReturnResult | None:
    if not line_ids:
        return ReturnResult.NOTHING_CHOSEN
    if len(chosen) != len(set(line_ids)):
        return ReturnResult.NOT_FOUND
    if order.status is not OrderStatus.DELIVERED:
        return ReturnResult.NOT_DELIVERED
    if not order.is_in_return_window(terms.day_of(now), terms):
        return ReturnResult.WINDOW_CLOSED
    if any(line.is_in_return for line in chosen):
        return ReturnResult.ALREADY_RETURNED
    return None


def _refusal_of_method(order: Order, refund_to: str | None) -> ReturnResult | None:
    if refund_to is None or refund_to in {method.id for method in order.customer.payment_methods}:
        return None
    return ReturnResult.REFUND_METHOD_UNKNOWN


def _new_return(order: Order, lines: list[OrderLine], refund_to: str | None, key: str, now: datetime) -> Return:
    paid_with = order.paid_with
    return Return(
        rma=new_rma(),
        order=order,
        state=ReturnState.REQUESTED,
        requested_at=now,
        refund_to_id=refund_to or (paid_with.id if paid_with else None),
        idempotency_key=_idempotency_key(order, key),
        lines=[ReturnLine(order_line=line, quantity=line.quantity) for line in lines],
    )


def _idempotency_key(order: Order, key: str) -> str:
    """One message may settle requests about two orders."""
    return f"{key}/{order.number}"


def _record(return_: Return, customer_id: str, message_id: str) -> Record:
    return Record(
        at=return_.requested_at,
        actor=f"customer:{customer_id}",
        action="request_return",
        order_number=return_.order.number,
        message_id=message_id,
        details={"rma": return_.rma, "lines": [line.order_line.position for line in return_.lines]},
    )
