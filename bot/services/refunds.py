"""Where the customer's money is: refunds that were sent, and those that wait for articles to come back."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum

from sqlalchemy.orm import Session

from bot.services.orders import orders_of
from bot.shop.customer import PaymentMethod
from bot.shop.exchange import Exchange
from bot.shop.money import Money
from bot.shop.order import Order
from bot.shop.payment import Payment
from bot.shop.refund import Refund
from bot.shop.rma import Return, ReturnState
from bot.shop.terms import Terms


class RefundStage(Enum):
    WAITING_FOR_ARTICLES = "waiting_for_articles"
    # The articles have arrived and are looked at.
    ARTICLES_ARRIVED = "articles_arrived"
    ON_ITS_WAY = "on_its_way"
    # Past the last day on which it was expected: the customer's bank, or the shop, must look for it.
    OVERDUE = "overdue"
    # On a gift card.
    ARRIVED = "arrived"
    # Sent, but the shop does not know when.
    SENT = "sent"


# Of returns whose refund is still to come.
STAGES = {
    ReturnState.REQUESTED: RefundStage.WAITING_FOR_ARTICLES,
    ReturnState.RECEIVED: RefundStage.ARTICLES_ARRIVED,
}


@dataclass(frozen=True)
class RefundState:
    order: Order
    amount: Money
    # None where the shop does not know how it was paid.
    method: PaymentMethod | None
    stage: RefundStage
    # The day it was sent, and the days between which it is expected; None before that, or where not known.
    sent_on: date | None = None
    earliest: date | None = None
    latest: date | None = None
    # Only of a return or an exchange.
    rma: str | None = None
    # When it was asked for, or sent; None where not known.
    at: datetime | None = None
    # None before it was sent.
    payment_id: str | None = None


def refunds_of(db: Session, customer_id: str, *, order_number: str | None = None, terms: Terms, today: date) -> list[RefundState]:
    """Of one order or of all the customer's orders, newest order first; none where nothing is to be refunded."""
    orders = [order for order in orders_of(db, customer_id) if order_number is None or order.is_numbered(order_number)]
    return [state for order in orders for state in _states(order, terms, today)]


def _states(order: Order, terms: Terms, today: date) -> list[RefundState]:
    waiting = [_of_return(order, return_) for return_ in order.returns if return_.state in STAGES]
    cheaper = [_of_exchange(order, exchange) for exchange in order.exchanges if exchange.is_refund_due]
    sent = [_of_payment(order, payment, terms, today) for payment in order.payments if payment.is_refund]
    return [*waiting, *cheaper, *sent]


def _of_return(order: Order, return_: Return) -> RefundState:
    method = order.customer.method(return_.refund_to_id)
    return RefundState(order, return_.refund, method, STAGES[return_.state], rma=return_.rma, at=return_.requested_at)


def _of_exchange(order: Order, exchange: Exchange) -> RefundState:
    """What the new articles cost less than the old ones."""
    stage, at = RefundStage.WAITING_FOR_ARTICLES, exchange.requested_at
    return RefundState(order, -exchange.difference, exchange.method, stage, rma=exchange.rma, at=at)


def _of_payment(order: Order, payment: Payment, terms: Terms, today: date) -> RefundState:
    sent = RefundState(order, payment.amount, payment.method, RefundStage.SENT, at=payment.at, payment_id=payment.id)
    if payment.at is None:
        return sent
    sent_on = terms.day_of(payment.at)
    refund = Refund.of(payment.method, payment.amount, sent_on, terms)
    stage = RefundStage.OVERDUE if today > refund.latest else RefundStage.ON_ITS_WAY
    stage = RefundStage.ARRIVED if refund.is_at_once else stage
    return replace(sent, stage=stage, sent_on=sent_on, earliest=refund.earliest, latest=refund.latest)
