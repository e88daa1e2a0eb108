"""Cancelling orders."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.services.cancellations import CancellationPlan, CancelResult, cancel_order, plan_cancellation
from bot.shop.money import Money
from bot.shop.order import CancelReason, Order, OrderStatus
from bot.shop.payment import Payment, PaymentDirection
from bot.shop.record import Record
from bot.shop.terms import Terms
from bot.store.database import Database
from tests.factories import NOW, a_customer, a_gift_card, a_payment, a_payment_method, an_order, saved, usd

MISTAKE = CancelReason.ORDERED_BY_MISTAKE


@pytest.fixture
def order(db: Session) -> Order:
    """Pending, paid with 30 dollars from a gift card and the rest by card."""
    methods = [a_payment_method(id="card"), a_gift_card(id="gift", balance=usd("5.00"))]
    order = an_order(status=OrderStatus.PENDING, customer=a_customer(id="mary", payment_methods=methods))
    order.payments = [a_payment("30.00", method_id="gift"), a_payment("12.50", method_id="card")]
    return saved(db, order)


def cancel(db: Session, order: Order, *, key: str = "message-1", customer_id: str = "mary") -> CancelResult:
    return cancel_order(db, customer_id, order.number, MISTAKE, key=key, now=NOW)


def plan(db: Session, order: Order, customer_id: str = "mary") -> CancellationPlan | CancelResult:
    return plan_cancellation(db, customer_id, order.number, terms=Terms(), now=NOW)


def test_a_pending_order_is_cancelled_with_its_reason(db: Session, order: Order) -> None:
    assert cancel(db, order) is CancelResult.DONE
    assert (order.status, order.cancel_reason, order.cancelled_at) == (OrderStatus.CANCELLED, MISTAKE, NOW)


def test_what_was_paid_goes_back_the_way_it_was_paid(db: Session, order: Order) -> None:
    cancel(db, order)
    refunds = [(p.method_id, p.amount, p.at) for p in order.payments if p.direction is PaymentDirection.REFUND]
    assert refunds == [("gift", usd("30.00"), NOW), ("card", usd("12.50"), NOW)]


def test_a_gift_card_has_its_money_back_at_once(db: Session, order: Order) -> None:
    cancel(db, order)
    db.expire_all()
    gift = order.customer.method("gift")
    assert gift is not None
    assert gift.balance == usd("35.00")


def test_what_was_refunded_before_is_not_refunded_again(db: Session, order: Order) -> None:
    order.payments.append(a_payment("10.00", method_id="card", direction=PaymentDirection.REFUND))
    db.flush()
    db.refresh(order)
    assert [(method.id, amount) for method, amount in order.held_payments() if method] == [
        ("gift", usd("30.00")),
        ("card", usd("2.50")),
    ]


def test_the_plan_says_how_much_goes_where_and_when(db: Session, order: Order) -> None:
    planned = plan(db, order)
    assert isinstance(planned, CancellationPlan)
    gift, card = planned.refunds
    assert gift.is_at_once
    assert (gift.amount, gift.latest) == (usd("30.00"), date(2025, 3, 14))
    # Friday the 14th and five or seven business days.
    assert (card.amount, card.earliest, card.latest) == (usd("12.50"), date(2025, 3, 21), date(2025, 3, 25))


def test_a_plan_changes_nothing(db: Session, order: Order) -> None:
    plan(db, order)
    assert order.status is OrderStatus.PENDING
    assert len(order.payments) == 2
    assert not db.dirty


def test_the_same_key_cancels_once(db: Session, order: Order) -> None:
    assert [cancel(db, order), cancel(db, order)] == [CancelResult.DONE, CancelResult.DONE]
    assert db.scalar(select(func.count()).select_from(Payment)) == 4
    assert db.scalar(select(func.count()).select_from(Record)) == 1


def test_another_message_finds_the_order_cancelled_already(db: Session, order: Order) -> None:
    cancel(db, order)
    assert cancel(db, order, key="message-2") is CancelResult.ALREADY_CANCELLED
    assert plan(db, order) is CancelResult.ALREADY_CANCELLED


def test_a_cancellation_leaves_a_record(db: Session, order: Order) -> None:
    cancel(db, order)
    record = db.scalars(select(Record)).one()
    assert (record.action, record.actor, record.message_id, record.at) == ("cancel_order", "customer:mary", "message-1", NOW)
    assert record.details == {"reason": "ordered_by_mistake"}


@pytest.mark.parametrize("status", [OrderStatus.PROCESSED, OrderStatus.SHIPPED, OrderStatus.DELIVERED])
def test_only_a_pending_order_is_cancelled(db: Session, order: Order, status: OrderStatus) -> None:
    order.status = status
    assert cancel(db, order) is plan(db, order) is CancelResult.NOT_PENDING
    assert order.status is status


def test_an_order_whose_articles_were_changed_is_not_cancelled(db: Session, order: Order) -> None:
    order.items_changed_at = NOW
    assert cancel(db, order) is plan(db, order) is CancelResult.ITEMS_CHANGED


def test_a_stranger_cannot_cancel_an_order(db: Session, order: Order) -> None:
    db.add(a_customer(id="stranger"))
    assert cancel(db, order, customer_id="stranger") is plan(db, order, "stranger") is CancelResult.NOT_FOUND
    assert cancel(db, order, customer_id="nobody") is CancelResult.NOT_FOUND


def test_of_two_cancellations_at_once_one_is_refunded(database: Database) -> None:
    with database.session() as db:
        gift = a_gift_card(id="gift", balance=usd("0.00"))
        order = an_order(number="W1", status=OrderStatus.PENDING, customer=a_customer(id="mary", payment_methods=[gift]))
        order.payments = [a_payment("42.50", method_id="gift")]
        db.add(order)
    start = Barrier(2)

    def cancel_it(key: str) -> CancelResult:
        with database.session() as db:
            db.scalars(select(Order)).one()
            start.wait()
            return cancel_order(db, "mary", "W1", MISTAKE, key=key, now=NOW)

    with ThreadPoolExecutor() as pool:
        results = set(pool.map(cancel_it, ["a", "b"]))
    assert results == {CancelResult.DONE, CancelResult.ALREADY_CANCELLED}
    with database.session() as db:
        assert db.scalars(select(Order)).one().customer.payment_methods[0].balance == usd("42.50")


CENTS = st.lists(st.tuples(st.sampled_from(["card", "gift"]), st.integers(1, 100_000), st.booleans()), min_size=1, max_size=8)


@given(CENTS)
def test_a_cancelled_order_holds_no_money(history: list[tuple[str, int, bool]]) -> None:
    methods = {"card": a_payment_method(id="card"), "gift": a_gift_card(id="gift", balance=usd("0.00"))}
    order = an_order(status=OrderStatus.PENDING)
    for method, cents, is_payment in history:
        paid = dict(order.held_payments()).get(methods[method], usd("0.00"))
        amount = Money(usd("0.01").amount * cents, "USD")
        if is_payment:
            order.payments.append(Payment(direction=PaymentDirection.PAYMENT, amount=amount, method=methods[method], at=NOW))
        elif paid.covers(amount):
            order.refund(methods[method], amount, NOW)
    order.cancel(MISTAKE, NOW)
    assert order.held_payments() == []
    assert sum(payment.signed.amount for payment in order.payments) == 0
