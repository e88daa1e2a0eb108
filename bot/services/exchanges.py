"""Exchanging articles of a delivered order for variants of the same products; once for each order.

`plan_exchange` says what would be sent and what it costs, `request_exchange` opens the exchange. The new articles are
set aside at once; the difference is charged or refunded by the chosen payment method when the old ones have arrived.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services.orders import find_order, lock_order
from bot.services.records import record
from bot.services.replacements import ReplacementPlan, ReplaceResult, Swap, plan_replacements
from bot.shop.exchange import Exchange, ExchangeLine, ExchangeState
from bot.shop.order import Order, OrderStatus
from bot.shop.rma import new_rma
from bot.shop.terms import Terms


@dataclass(frozen=True)
class ExchangeOutcome:
    result: ReplaceResult
    # Only with DONE.
    exchange: Exchange | None = None


def plan_exchange(
    db: Session,
    customer_id: str,
    order_number: str,
    swaps: Sequence[Swap],
    *,
    method_id: str | None = None,
    terms: Terms,
    now: datetime,
) -> ReplacementPlan | ReplaceResult:
    """What the exchange would do and cost, or why it cannot be made; nothing is written.

    Without a payment method the plan says the difference, so that the customer can be asked for one. A refund's days
    count from today, though it starts only when the articles have arrived.
    """
    order = find_order(db, customer_id, order_number)
    if order is None:
        return ReplaceResult.NOT_FOUND
    # A faulty article is exchanged for its like.
    return _refusal(order, terms, now) or plan_replacements(db, order, swaps, method_id, terms, now, may_be_same=True)


def request_exchange(
    db: Session,
    customer_id: str,
    order_number: str,
    swaps: Sequence[Swap],
    *,
    method_id: str | None,
    key: str,
    terms: Terms,
    now: datetime,
) -> ExchangeOutcome:
    """Open an exchange of all that was asked for, or of none.

    The key is the id of the message that said yes: the same key gives the order's same exchange again, however often.
    `method_id` is one of the customer's payment methods; it may be None where there is no difference.
    """
    order = lock_order(db, customer_id, order_number)
    if order is None:
        return ExchangeOutcome(ReplaceResult.NOT_FOUND)
    earlier = db.scalar(select(Exchange).where(Exchange.idempotency_key == order.key_of(key)))
    if earlier is not None:
        return ExchangeOutcome(ReplaceResult.DONE, earlier)
    plan = _refusal(order, terms, now) or plan_replacements(db, order, swaps, method_id, terms, now, may_be_same=True, hold=True)
    if isinstance(plan, ReplaceResult):
        return ExchangeOutcome(plan)
    if plan.lacks_method:
        return ExchangeOutcome(ReplaceResult.METHOD_NEEDED)
    exchange = _new_exchange(plan, key, now)
    db.add(exchange)
    record(db, "request_exchange", customer_id, order.number, key, now, {"rma": exchange.rma, **plan.details()})
    db.flush()
    return ExchangeOutcome(ReplaceResult.DONE, exchange)


def _refusal(order: Order, terms: Terms, now: datetime) -> ReplaceResult | None:
    if order.status is not OrderStatus.DELIVERED:
        return ReplaceResult.NOT_DELIVERED
    if order.is_in_exchange:
        return ReplaceResult.ALREADY_EXCHANGED
    if order.is_in_return:
        return ReplaceResult.ALREADY_RETURNED
    return None if order.is_in_return_window(terms.day_of(now), terms) else ReplaceResult.WINDOW_CLOSED


def _new_exchange(plan: ReplacementPlan, key: str, now: datetime) -> Exchange:
    for replacement in plan.replacements:
        replacement.variant.take(replacement.quantity)
    return Exchange(
        rma=new_rma(),
        order=plan.order,
        state=ExchangeState.REQUESTED,
        requested_at=now,
        idempotency_key=plan.order.key_of(key),
        difference=plan.difference,
        method=plan.method,
        lines=[
            ExchangeLine(
                order_line=replacement.line,
                quantity=replacement.quantity,
                new_variant=replacement.variant,
                price=replacement.variant.price,
            )
            for replacement in plan.replacements
        ],
    )
