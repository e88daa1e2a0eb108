"""Exchanging articles of a delivered order."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.services.exchanges import ExchangeOutcome, plan_exchange, request_exchange
from bot.services.replacements import ReplacementPlan, ReplaceResult, Swap
from bot.services.returns import request_return
from bot.shop.exchange import Exchange, ExchangeState
from bot.shop.order import Order, OrderStatus
from bot.shop.product import Variant
from bot.shop.record import Record
from bot.shop.rma import ReturnState
from bot.shop.terms import Terms
from tests.factories import NOW, YESTERDAY, a_customer, a_payment_method, usd
from tests.services.test_item_changes import make_order, stock, swap

TERMS = Terms(return_window=timedelta(days=30))


@pytest.fixture
def order(db: Session) -> Order:
    return make_order(db, status=OrderStatus.DELIVERED, delivered_at=YESTERDAY)


def exchange(
    db: Session, order: Order, *swaps: Swap, method_id: str | None = "card", key: str = "message-1", customer_id: str = "mary"
) -> ExchangeOutcome:
    return request_exchange(db, customer_id, order.number, swaps, method_id=method_id, key=key, terms=TERMS, now=NOW)


def plan(
    db: Session, order: Order, *swaps: Swap, method_id: str | None = None, customer_id: str = "mary"
) -> ReplacementPlan | ReplaceResult:
    return plan_exchange(db, customer_id, order.number, swaps, method_id=method_id, terms=TERMS, now=NOW)


def give_back(db: Session, order: Order) -> None:
    outcome = request_return(db, "mary", order.number, [order.lines[1].id], terms=TERMS, key="return", now=NOW)
    assert outcome.return_ is not None


def test_an_exchange_is_opened_under_its_number(db: Session, order: Order) -> None:
    opened = exchange(db, order, swap(order, "lamp-brass"), swap(order, "mug-red", 2, 1)).exchange
    assert opened is not None
    assert (opened.state, opened.difference, opened.method_id) == (ExchangeState.REQUESTED, usd("16.50"), "card")
    assert [(line.order_line.sku, line.quantity, line.new_sku, line.price) for line in opened.lines] == [
        ("lamp-white", 1, "lamp-brass", usd("45.00")),
        ("mug-white", 1, "mug-red", usd("11.50")),
    ]


def test_the_order_and_its_payments_stay_as_they_are_until_the_articles_arrive(db: Session, order: Order) -> None:
    exchange(db, order, swap(order, "lamp-brass"))
    assert (order.lines[0].sku, order.status, len(order.payments)) == ("lamp-white", OrderStatus.DELIVERED, 1)


def test_the_new_article_is_set_aside(db: Session, order: Order) -> None:
    exchange(db, order, swap(order, "lamp-brass"))
    assert (stock(db, "lamp-white"), stock(db, "lamp-brass")) == (1, 1)


def test_an_order_is_exchanged_once(db: Session, order: Order) -> None:
    opened = exchange(db, order, swap(order, "lamp-brass")).exchange
    second = swap(order, "mug-red", 2, 1)
    assert exchange(db, order, second, key="message-2") == ExchangeOutcome(ReplaceResult.ALREADY_EXCHANGED)
    assert opened is not None
    opened.state = ExchangeState.REFUSED
    assert exchange(db, order, second, key="message-3").result is ReplaceResult.DONE


def test_the_same_key_gives_the_same_exchange(db: Session, order: Order) -> None:
    wish = swap(order, "lamp-brass")
    assert exchange(db, order, wish) == exchange(db, order, wish)
    assert db.scalar(select(func.count()).select_from(Exchange)) == 1
    assert stock(db, "lamp-brass") == 1


def test_an_exchange_leaves_a_record(db: Session, order: Order) -> None:
    opened = exchange(db, order, swap(order, "lamp-tin"), method_id="gift").exchange
    record = db.scalars(select(Record)).one()
    assert opened is not None
    assert (record.action, record.message_id, record.details["rma"]) == ("request_exchange", "message-1", opened.rma)
    assert (record.details["difference"], record.details["method"]) == ("-8.00", "gift")


def test_a_plan_says_the_difference_and_writes_nothing(db: Session, order: Order) -> None:
    wanted = plan(db, order, swap(order, "lamp-tin"), method_id="gift")
    assert isinstance(wanted, ReplacementPlan)
    assert wanted.refund is not None
    assert (wanted.difference, wanted.refund.is_at_once) == (usd("-8.00"), True)
    assert order.exchanges == []


def test_a_faulty_article_is_exchanged_for_its_like_without_a_difference(db: Session, order: Order) -> None:
    assert exchange(db, order, swap(order, "lamp-white"), method_id=None).result is ReplaceResult.DONE


def test_what_is_returned_is_not_exchanged(db: Session, order: Order) -> None:
    give_back(db, order)
    db.expire_all()
    wish = swap(order, "lamp-brass")
    assert exchange(db, order, wish).result is plan(db, order, wish) is ReplaceResult.ALREADY_RETURNED
    order.returns[0].state = ReturnState.REFUSED
    assert exchange(db, order, wish).result is ReplaceResult.DONE


@pytest.mark.parametrize("status", [status for status in OrderStatus if status is not OrderStatus.DELIVERED])
def test_only_a_delivered_order_is_exchanged(db: Session, order: Order, status: OrderStatus) -> None:
    order.status = status
    assert exchange(db, order, swap(order, "lamp-brass")).result is ReplaceResult.NOT_DELIVERED


def test_an_exchange_is_refused_after_the_window_closes(db: Session, order: Order) -> None:
    order.delivered_at = NOW - timedelta(days=31)
    assert exchange(db, order, swap(order, "lamp-brass")).result is ReplaceResult.WINDOW_CLOSED


@pytest.mark.parametrize(
    ("new_sku", "quantity", "refusal"),
    [
        ("mug-red", None, ReplaceResult.OTHER_PRODUCT),
        ("lamp-gold", None, ReplaceResult.OUT_OF_STOCK),
        ("no-such", None, ReplaceResult.UNKNOWN_VARIANT),
        ("lamp-brass", 2, ReplaceResult.TOO_MANY),
    ],
)
def test_what_cannot_be_had_is_refused(
    db: Session, order: Order, new_sku: str, quantity: int | None, refusal: ReplaceResult
) -> None:
    wish = swap(order, new_sku, quantity=quantity)
    assert exchange(db, order, wish).result is plan(db, order, wish) is refusal


@pytest.mark.parametrize(
    ("method_id", "refusal"),
    [
        (None, ReplaceResult.METHOD_NEEDED),
        ("gift", ReplaceResult.GIFT_CARD_TOO_LOW),
        ("strangers", ReplaceResult.METHOD_UNKNOWN),
    ],
)
def test_a_difference_needs_a_method_of_the_customer_that_covers_it(
    db: Session, order: Order, method_id: str | None, refusal: ReplaceResult
) -> None:
    db.add(a_customer(payment_methods=[a_payment_method(id="strangers")]))
    db.flush()
    assert exchange(db, order, swap(order, "lamp-brass"), method_id=method_id).result is refusal
    assert db.get_one(Variant, "lamp-brass").stock == 2


def test_a_stranger_exchanges_nothing(db: Session, order: Order) -> None:
    db.add(a_customer(id="stranger"))
    wish = swap(order, "lamp-brass")
    assert exchange(db, order, wish, customer_id="stranger") == ExchangeOutcome(ReplaceResult.NOT_FOUND)
    assert plan(db, order, wish, customer_id="stranger") is ReplaceResult.NOT_FOUND
    assert exchange(db, order).result is ReplaceResult.NOTHING_CHOSEN
