"""Where the customer's money is."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.services.payments import payment_state, spending
from bot.services.refunds import RefundStage, RefundState, refunds_of
from bot.services.returns import request_return
from bot.shop.money import Money
from bot.shop.order import Order, OrderStatus
from bot.shop.payment import PaymentDirection, PaymentProblem
from bot.shop.rma import ReturnState
from bot.shop.terms import Terms
from tests.factories import NOW, a_customer, a_gift_card, a_line, a_payment, a_payment_method, an_exchange, an_order, saved, usd

TERMS = Terms()
TODAY = NOW.date()


@pytest.fixture
def order(db: Session) -> Order:
    """Two lamps at 30 dollars and a mug at 12.50, delivered and paid by card."""
    customer = a_customer(id="mary", payment_methods=[a_payment_method(id="card"), a_gift_card(id="gift")])
    lines = [a_line("Desk Lamp", quantity=2), a_line("Coffee Mug", price=usd("12.50"))]
    order = an_order(number="W1", customer=customer, lines=lines)
    order.payments = [a_payment("72.50", method_id="card")]
    return saved(db, order)


def give_back(db: Session, order: Order, **changes: str) -> None:
    ids = {order.lines[0].id: 1}
    request_return(db, "mary", order.number, ids, terms=TERMS, key="m1", now=NOW, **changes)
    db.expire_all()


def refunds(db: Session, today: date = TODAY, customer_id: str = "mary") -> list[RefundState]:
    return refunds_of(db, customer_id, terms=TERMS, today=today)


def test_nothing_is_on_its_way_where_nothing_was_refunded(db: Session, order: Order) -> None:
    assert refunds(db) == []


def test_a_return_waits_for_its_articles(db: Session, order: Order) -> None:
    give_back(db, order, refund_to="gift")
    (state,) = refunds(db)
    assert (state.stage, state.amount, state.rma) == (RefundStage.WAITING_FOR_ARTICLES, usd("30.00"), order.returns[0].rma)
    assert state.method is order.customer.method("gift")


@pytest.mark.parametrize(("state", "stages"), [(ReturnState.RECEIVED, [RefundStage.ARTICLES_ARRIVED]), (ReturnState.REFUSED, [])])
def test_a_return_that_arrived_or_was_refused(db: Session, order: Order, state: ReturnState, stages: list[RefundStage]) -> None:
    give_back(db, order)
    order.returns[0].state = state
    assert [refund.stage for refund in refunds(db)] == stages


@pytest.mark.parametrize(
    ("days", "stage"), [(0, RefundStage.ON_ITS_WAY), (11, RefundStage.ON_ITS_WAY), (12, RefundStage.OVERDUE)]
)
def test_a_refund_to_a_card_takes_its_days_and_is_then_overdue(db: Session, order: Order, days: int, stage: RefundStage) -> None:
    order.refund(order.customer.method("card"), usd("12.50"), NOW)
    db.flush()
    (state,) = refunds(db, TODAY + timedelta(days=days))
    assert (state.stage, state.sent_on, state.latest) == (stage, TODAY, date(2025, 3, 25))


def test_a_refund_to_a_gift_card_has_arrived(db: Session, order: Order) -> None:
    order.refund(order.customer.method("gift"), usd("12.50"), NOW)
    db.flush()
    assert [state.stage for state in refunds(db)] == [RefundStage.ARRIVED]


def test_a_refund_of_an_unknown_day_promises_none(db: Session, order: Order) -> None:
    order.payments.append(a_payment("12.50", method_id="card", direction=PaymentDirection.REFUND))
    db.flush()
    (state,) = refunds(db)
    assert (state.stage, state.latest) == (RefundStage.SENT, None)


def test_refunds_are_asked_for_by_order_and_are_the_customers_own(db: Session, order: Order) -> None:
    give_back(db, order)
    assert refunds(db, customer_id="stranger") == []
    assert len(refunds_of(db, "mary", order_number="#w1", terms=TERMS, today=TODAY)) == 1
    assert refunds_of(db, "mary", order_number="W2", terms=TERMS, today=TODAY) == []


def test_an_order_is_settled_when_all_is_paid(db: Session, order: Order) -> None:
    state = payment_state(db, "mary", "W1")
    assert state is not None
    assert (state.paid, state.owed, state.is_settled) == (usd("72.50"), usd("0.00"), True)


@pytest.mark.parametrize("problem", list(PaymentProblem))
def test_a_payment_that_failed_is_owed(db: Session, order: Order, problem: PaymentProblem) -> None:
    order.payments[0].problem = problem
    state = payment_state(db, "mary", "W1")
    assert state is not None
    assert (state.owed, state.failed, state.is_settled) == (usd("72.50"), order.payments, False)
    assert order.held_payments() == []


def test_nothing_is_owed_for_a_cancelled_order(db: Session, order: Order) -> None:
    order.status = OrderStatus.CANCELLED
    order.payments[0].problem = PaymentProblem.DECLINED
    state = payment_state(db, "mary", "W1")
    assert state is not None
    assert state.is_settled


def test_a_strangers_payments_are_not_told(db: Session, order: Order) -> None:
    assert payment_state(db, "stranger", "W1") is None
    assert spending(db, "stranger") == []


def test_what_was_paid_for_an_article_is_summed_over_all_orders(db: Session, order: Order) -> None:
    db.add(an_order(customer=order.customer, lines=[a_line("Desk Lamp", price=usd("25.00")), a_line("Rug")]))
    db.add(an_order(customer=order.customer, lines=[a_line("Desk Lamp")], status=OrderStatus.CANCELLED))
    db.flush()
    assert spending(db, "mary", article="desk lamp") == [usd("85.00")]
    assert spending(db, "mary", article="Sofa") == []


def test_what_was_paid_for_pending_orders_is_summed_alone(db: Session, order: Order) -> None:
    db.add(an_order(customer=order.customer, lines=[a_line("Rug", price=usd("25.00"))], status=OrderStatus.PENDING))
    db.flush()
    assert spending(db, "mary", pending_only=True) == [usd("25.00")]


def test_what_was_paid_is_summed_for_the_orders_of_a_span_alone(db: Session, order: Order) -> None:
    start, end = NOW - timedelta(days=100), NOW - timedelta(days=90)
    within, after = {"placed_at": start}, {"placed_at": NOW}
    db.add(an_order(customer=order.customer, lines=[a_line("Rug", price=usd("25.00"))], **within))
    db.add(an_order(customer=order.customer, lines=[a_line("Rug", price=usd("30.00"))], **after))
    db.flush()
    assert spending(db, "mary", placed=(start, end)) == [usd("25.00")]


def test_what_went_back_was_not_paid(db: Session, order: Order) -> None:
    give_back(db, order)
    assert spending(db, "mary") == [usd("42.50")]


@pytest.mark.parametrize(("difference", "expected"), [("-5.00", [usd("5.00")]), ("5.00", []), ("0.00", [])])
def test_what_an_exchange_makes_cheaper_waits_for_the_articles(
    db: Session, order: Order, difference: str, expected: list[Money]
) -> None:
    order.exchanges = [an_exchange(difference=usd(difference), method_id="card")]
    db.flush()
    assert [refund.amount for refund in refunds(db) if refund.stage is RefundStage.WAITING_FOR_ARTICLES] == expected
