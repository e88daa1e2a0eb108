"""Changing where a pending order goes and how it is paid."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.services.order_changes import (
    OrderChangeResult,
    PaymentPlan,
    change_order_address,
    change_payment,
    plan_payment_change,
)
from bot.shop.money import Money
from bot.shop.order import Order, OrderStatus
from bot.shop.payment import Payment, PaymentDirection
from bot.shop.record import Record
from bot.shop.terms import Terms
from tests.factories import NOW, a_customer, a_gift_card, a_payment, a_payment_method, an_address, an_order, saved, usd

NEW = an_address(line1="7 Mill Street", city="York", postcode="YO1 7EP")
NOT_PENDING = [status for status in OrderStatus if status is not OrderStatus.PENDING]


@pytest.fixture
def order(db: Session) -> Order:
    """Pending, with 42.50 paid by card; the customer also has 100 dollars on a gift card, and 20 on a small one."""
    methods = [a_payment_method(id="card"), a_gift_card(id="gift"), a_gift_card(id="small", balance=usd("42.49"))]
    order = an_order(status=OrderStatus.PENDING, customer=a_customer(id="mary", payment_methods=methods))
    order.payments = [a_payment("42.50", method_id="card")]
    return saved(db, order)


def move(db: Session, order: Order, *, key: str = "message-1", customer_id: str = "mary") -> OrderChangeResult:
    return change_order_address(db, customer_id, order.number, NEW, key=key, now=NOW)


def pay(db: Session, order: Order, method_id: str, *, key: str = "message-1", customer_id: str = "mary") -> OrderChangeResult:
    return change_payment(db, customer_id, order.number, method_id, key=key, terms=Terms(), now=NOW)


def plan_to_pay(db: Session, order: Order, method_id: str, customer_id: str = "mary") -> PaymentPlan | OrderChangeResult:
    return plan_payment_change(db, customer_id, order.number, method_id, terms=Terms(), now=NOW)


def balance(order: Order, method_id: str) -> Money | None:
    method = order.customer.method(method_id)
    assert method is not None
    return method.balance


def test_a_pending_order_goes_to_another_address(db: Session, order: Order) -> None:
    assert move(db, order) is OrderChangeResult.DONE
    db.expire_all()
    assert order.address == NEW
    assert order.customer.address == an_address()


def test_an_order_with_changed_articles_may_still_go_elsewhere(db: Session, order: Order) -> None:
    order.items_changed_at = NOW
    assert move(db, order) is OrderChangeResult.DONE


@pytest.mark.parametrize("status", NOT_PENDING)
def test_the_address_of_a_pending_order_alone_is_changed(db: Session, order: Order, status: OrderStatus) -> None:
    order.status = status
    assert move(db, order) is OrderChangeResult.NOT_PENDING
    assert order.address == an_address()


def test_the_same_address_changes_nothing(db: Session, order: Order) -> None:
    same = change_order_address(db, "mary", order.number, an_address(), key="message-1", now=NOW)
    assert same is OrderChangeResult.UNCHANGED
    assert db.scalars(select(Record)).all() == []


def test_the_same_key_moves_once_and_another_finds_it_moved(db: Session, order: Order) -> None:
    assert [move(db, order), move(db, order)] == [OrderChangeResult.DONE] * 2
    assert move(db, order, key="message-2") is OrderChangeResult.UNCHANGED
    record = db.scalars(select(Record)).one()
    assert (record.action, record.details["new"]["city"]) == ("change_order_address", "York")


def test_a_stranger_changes_neither_address_nor_payment(db: Session, order: Order) -> None:
    db.add(a_customer(id="stranger"))
    assert move(db, order, customer_id="stranger") is OrderChangeResult.NOT_FOUND
    assert pay(db, order, "gift", customer_id="stranger") is OrderChangeResult.NOT_FOUND
    assert plan_to_pay(db, order, "gift", "stranger") is OrderChangeResult.NOT_FOUND


def test_the_new_method_is_charged_and_the_old_one_refunded(db: Session, order: Order) -> None:
    assert pay(db, order, "gift") is OrderChangeResult.DONE
    moved = [(payment.direction, payment.method_id, payment.amount) for payment in order.payments[1:]]
    assert moved == [(PaymentDirection.PAYMENT, "gift", usd("42.50")), (PaymentDirection.REFUND, "card", usd("42.50"))]
    assert balance(order, "gift") == usd("57.50")
    assert order.paid_with is order.customer.method("gift")


def test_a_gift_card_that_paid_has_its_money_back(db: Session, order: Order) -> None:
    pay(db, order, "gift")
    assert pay(db, order, "card", key="message-2") is OrderChangeResult.DONE
    assert balance(order, "gift") == usd("100.00")


def test_the_plan_says_what_is_charged_and_when_the_refund_arrives(db: Session, order: Order) -> None:
    plan = plan_to_pay(db, order, "gift")
    assert isinstance(plan, PaymentPlan)
    assert (plan.new.id, plan.old.id, plan.amount) == ("gift", "card", usd("42.50"))
    assert (plan.refund.earliest, plan.refund.latest) == (date(2025, 3, 21), date(2025, 3, 25))
    assert len(order.payments) == 1


@pytest.mark.parametrize(
    ("method_id", "refusal"),
    [
        ("small", OrderChangeResult.GIFT_CARD_TOO_LOW),
        ("card", OrderChangeResult.UNCHANGED),
        ("unknown", OrderChangeResult.METHOD_UNKNOWN),
        ("strangers", OrderChangeResult.METHOD_UNKNOWN),
    ],
)
def test_payment_changes_to_another_method_of_the_customer_that_covers_it(
    db: Session, order: Order, method_id: str, refusal: OrderChangeResult
) -> None:
    db.add(a_customer(payment_methods=[a_payment_method(id="strangers")]))
    db.flush()
    assert pay(db, order, method_id) is plan_to_pay(db, order, method_id) is refusal
    assert len(order.payments) == 1


@pytest.mark.parametrize("status", NOT_PENDING)
def test_the_payment_of_a_pending_order_alone_is_changed(db: Session, order: Order, status: OrderStatus) -> None:
    order.status = status
    assert pay(db, order, "gift") is OrderChangeResult.NOT_PENDING


def test_an_order_paid_in_parts_keeps_its_payments(db: Session, order: Order) -> None:
    order.payments.append(a_payment("1.00", method_id="gift"))
    db.flush()
    assert pay(db, order, "gift") is OrderChangeResult.NOT_PAID_BY_ONE


def test_the_same_key_charges_once(db: Session, order: Order) -> None:
    assert [pay(db, order, "gift"), pay(db, order, "gift")] == [OrderChangeResult.DONE] * 2
    assert db.scalar(select(func.count()).select_from(Payment)) == 3
    assert balance(order, "gift") == usd("57.50")


@given(st.lists(st.sampled_from(["card", "one", "two"]), max_size=6))
def test_changing_payments_creates_and_loses_no_money(choices: list[str]) -> None:
    cards = {"one": a_gift_card(balance=usd("50.00")), "two": a_gift_card(balance=usd("10.00")), "card": a_payment_method()}
    order = an_order(status=OrderStatus.PENDING)
    order.charge(cards["card"], usd("42.50"), NOW)
    for choice in choices:
        ((old, amount),) = order.held_payments()
        if cards[choice] is not old and cards[choice].covers(amount):
            order.charge(cards[choice], amount, NOW)
            order.refund(old, amount, NOW)
    charged = {method: usd("0.00") for method in cards.values()}
    for payment in order.payments:
        assert payment.method is not None
        charged[payment.method] += payment.signed
    assert Money.total(charged.values()) == usd("42.50")
    assert cards["one"].balance == usd("50.00") - charged[cards["one"]]
    assert cards["two"].balance == usd("10.00") - charged[cards["two"]]
