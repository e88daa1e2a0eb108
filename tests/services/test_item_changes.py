"""Changing the articles of a pending order."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.services.cancellations import CancelResult, cancel_order
from bot.services.item_changes import change_items, plan_item_changes
from bot.services.replacements import ReplacementPlan, ReplaceResult, Swap
from bot.shop.order import CancelReason, Order, OrderStatus
from bot.shop.payment import Payment, PaymentDirection
from bot.shop.product import Variant
from bot.shop.record import Record
from bot.shop.terms import Terms
from bot.store.database import Database
from tests.factories import (
    NOW,
    a_customer,
    a_gift_card,
    a_line,
    a_payment,
    a_payment_method,
    a_product,
    a_variant,
    an_order,
    saved,
    usd,
)
from tests.statements import statements


def make_order(db: Session, **changes: object) -> Order:
    """A pending order with a lamp for 30 dollars and three mugs at 10, paid by card; both come in dearer and cheaper ones."""
    lamps = [
        a_variant(sku="lamp-white", price=usd("30.00"), stock=1),
        a_variant(sku="lamp-brass", price=usd("45.00"), stock=2, options={"color": "brass"}),
        a_variant(sku="lamp-tin", price=usd("22.00"), stock=None, options={"color": "tin"}),
        a_variant(sku="lamp-gold", price=usd("99.00"), stock=0, options={"color": "gold"}),
    ]
    mugs = [a_variant(sku="mug-white", price=usd("10.00")), a_variant(sku="mug-red", price=usd("11.50"), stock=2)]
    db.add_all([a_product("Desk Lamp", variants=lamps), a_product("Coffee Mug", variants=mugs)])
    lines = [
        a_line("Desk Lamp", sku="lamp-white", price=usd("30.00")),
        a_line("Coffee Mug", sku="mug-white", price=usd("10.00"), quantity=3),
    ]
    methods = [a_payment_method(id="card"), a_gift_card(id="gift", balance=usd("14.99"))]
    parts = {"number": "W1", "status": OrderStatus.PENDING, "customer": a_customer(id="mary", payment_methods=methods)}
    order = an_order(lines=lines, **{**parts, **changes})
    order.payments = [a_payment("60.00", method_id="card")]
    return saved(db, order)


@pytest.fixture
def order(db: Session) -> Order:
    return make_order(db)


def swap(order: Order, new_sku: str, position: int = 1, quantity: int | None = None) -> Swap:
    return Swap(order.lines[position - 1].id, new_sku, quantity)


def change(
    db: Session, order: Order, *swaps: Swap, method_id: str | None = "card", key: str = "message-1", customer_id: str = "mary"
) -> ReplaceResult:
    return change_items(db, customer_id, order.number, swaps, method_id=method_id, key=key, terms=Terms(), now=NOW)


def plan(
    db: Session, order: Order, *swaps: Swap, method_id: str | None = None, customer_id: str = "mary"
) -> ReplacementPlan | ReplaceResult:
    return plan_item_changes(db, customer_id, order.number, swaps, method_id=method_id, terms=Terms(), now=NOW)


def stock(db: Session, sku: str) -> int | None:
    return db.scalars(select(Variant.stock).where(Variant.sku == sku)).one()


def test_an_article_becomes_another_variant_at_its_price(db: Session, order: Order) -> None:
    assert change(db, order, swap(order, "lamp-brass")) is ReplaceResult.DONE
    db.expire_all()
    lamp = order.lines[0]
    assert (lamp.sku, lamp.options, lamp.price, lamp.quantity) == ("lamp-brass", {"color": "brass"}, usd("45.00"), 1)
    assert order.items_changed_at == NOW


def test_all_variants_of_an_articles_product_come_in_one_statement(db: Session, order: Order) -> None:
    db.expire_all()
    lamp = order.lines[0]

    with statements(db) as executed:
        assert [variant.sku for variant in lamp.variants] == ["lamp-brass", "lamp-gold", "lamp-tin", "lamp-white"]
        assert lamp.variant in lamp.variants

    assert len(executed) == 1


def test_an_article_that_the_catalogue_no_longer_has_has_no_variants(db: Session, order: Order) -> None:
    order.lines[0].sku = "lamp-of-last-year"
    db.flush()
    assert order.lines[0].variants == []


def test_to_plan_a_change_nothing_that_was_read_is_read_again(db: Session, order: Order) -> None:
    assert all(line.variants for line in order.lines)

    with statements(db) as executed:
        assert isinstance(plan(db, order, swap(order, "lamp-brass")), ReplacementPlan)

    assert executed == []


def test_the_difference_is_charged(db: Session, order: Order) -> None:
    change(db, order, swap(order, "lamp-brass"))
    payment = order.payments[-1]
    assert (payment.direction, payment.amount, payment.method_id) == (PaymentDirection.PAYMENT, usd("15.00"), "card")


def test_what_is_cheaper_is_refunded_to_a_gift_card_at_once(db: Session, order: Order) -> None:
    assert change(db, order, swap(order, "lamp-tin"), method_id="gift") is ReplaceResult.DONE
    payment = order.payments[-1]
    assert (payment.direction, payment.amount, payment.method_id) == (PaymentDirection.REFUND, usd("8.00"), "gift")
    assert payment.method is not None
    assert payment.method.balance == usd("22.99")


def test_the_difference_of_several_articles_is_one(db: Session, order: Order) -> None:
    wanted = plan(db, order, swap(order, "lamp-tin"), swap(order, "mug-red", 2, 2))
    assert isinstance(wanted, ReplacementPlan)
    assert [item.difference for item in wanted.replacements] == [usd("-8.00"), usd("3.00")]
    assert wanted.difference == usd("-5.00")


def test_one_of_several_equal_articles_is_changed(db: Session, order: Order) -> None:
    assert change(db, order, swap(order, "mug-red", 2, 1)) is ReplaceResult.DONE
    db.expire_all()
    assert [(line.sku, line.quantity) for line in order.lines] == [("lamp-white", 1), ("mug-white", 2), ("mug-red", 1)]
    assert order.total == usd("61.50")


def test_equal_articles_may_become_different_ones(db: Session) -> None:
    order = make_order(db)
    order.lines.append(a_line("Desk Lamp", sku="lamp-white", price=usd("30.00"), position=3))
    db.flush()
    assert change(db, order, swap(order, "lamp-brass", 1), swap(order, "lamp-tin", 3)) is ReplaceResult.DONE
    assert [line.sku for line in order.lines] == ["lamp-brass", "mug-white", "lamp-tin"]


def test_stock_follows(db: Session, order: Order) -> None:
    change(db, order, swap(order, "lamp-brass"))
    assert (stock(db, "lamp-white"), stock(db, "lamp-brass")) == (2, 1)


def test_a_plan_shows_old_and_new_and_writes_nothing(db: Session, order: Order) -> None:
    wanted = plan(db, order, swap(order, "lamp-brass"))
    assert isinstance(wanted, ReplacementPlan)
    (item,) = wanted.replacements
    assert (item.line.sku, item.variant.sku, item.difference) == ("lamp-white", "lamp-brass", usd("15.00"))
    assert wanted.lacks_method
    assert (order.items_changed_at, stock(db, "lamp-brass")) == (None, 2)


def test_the_plan_says_when_a_refund_arrives(db: Session, order: Order) -> None:
    wanted = plan(db, order, swap(order, "lamp-tin"), method_id="card")
    assert isinstance(wanted, ReplacementPlan)
    assert wanted.refund is not None
    assert (wanted.refund.amount, wanted.refund.is_at_once) == (usd("8.00"), False)


def test_articles_are_changed_once_and_then_the_order_is_not_cancelled(db: Session, order: Order) -> None:
    change(db, order, swap(order, "lamp-brass"))
    assert change(db, order, swap(order, "mug-red", 2, 1), key="message-2") is ReplaceResult.ALREADY_CHANGED
    reason = CancelReason.NO_LONGER_NEEDED
    assert cancel_order(db, "mary", order.number, reason, key="message-3", now=NOW) is CancelResult.ITEMS_CHANGED


def test_the_same_key_changes_once(db: Session, order: Order) -> None:
    wish = swap(order, "lamp-brass")
    assert [change(db, order, wish), change(db, order, wish)] == [ReplaceResult.DONE] * 2
    assert db.scalar(select(func.count()).select_from(Payment)) == 2


def test_a_change_leaves_a_record(db: Session, order: Order) -> None:
    change(db, order, swap(order, "lamp-brass"))
    record = db.scalars(select(Record)).one()
    assert (record.action, record.actor, record.message_id) == ("change_items", "customer:mary", "message-1")
    assert record.details == {
        "articles": [{"line": 1, "quantity": 1, "old": "lamp-white", "new": "lamp-brass"}],
        "difference": "15.00",
        "method": "card",
    }


@pytest.mark.parametrize(
    ("new_sku", "quantity", "refusal"),
    [
        ("mug-red", None, ReplaceResult.OTHER_PRODUCT),
        ("lamp-white", None, ReplaceResult.SAME_VARIANT),
        ("lamp-gold", None, ReplaceResult.OUT_OF_STOCK),
        ("no-such", None, ReplaceResult.UNKNOWN_VARIANT),
        ("lamp-brass", 2, ReplaceResult.TOO_MANY),
        ("lamp-brass", 0, ReplaceResult.TOO_MANY),
    ],
)
def test_what_cannot_be_had_is_refused(
    db: Session, order: Order, new_sku: str, quantity: int | None, refusal: ReplaceResult
) -> None:
    wish = swap(order, new_sku, quantity=quantity)
    assert change(db, order, wish) is plan(db, order, wish) is refusal
    assert (order.lines[0].sku, order.items_changed_at, len(order.payments)) == ("lamp-white", None, 1)


def test_one_article_that_cannot_be_had_stops_all(db: Session, order: Order) -> None:
    assert change(db, order, swap(order, "lamp-brass"), swap(order, "mug-red", 2, 3)) is ReplaceResult.OUT_OF_STOCK
    assert order.lines[0].sku == "lamp-white"


def test_one_line_is_not_given_away_twice(db: Session, order: Order) -> None:
    assert change(db, order, swap(order, "lamp-brass"), swap(order, "lamp-tin")) is ReplaceResult.TOO_MANY


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
    assert change(db, order, swap(order, "lamp-brass"), method_id=method_id) is refusal


def test_without_a_difference_no_method_is_needed(db: Session, order: Order) -> None:
    order.lines[0].price = usd("45.00")
    db.flush()
    assert change(db, order, swap(order, "lamp-brass"), method_id=None) is ReplaceResult.DONE
    assert len(order.payments) == 1


@pytest.mark.parametrize("status", [status for status in OrderStatus if status is not OrderStatus.PENDING])
def test_articles_of_a_pending_order_alone_are_changed(db: Session, order: Order, status: OrderStatus) -> None:
    order.status = status
    assert change(db, order, swap(order, "lamp-brass")) is ReplaceResult.NOT_PENDING


def test_nothing_chosen_changes_nothing(db: Session, order: Order) -> None:
    assert change(db, order) is plan(db, order) is ReplaceResult.NOTHING_CHOSEN


def test_a_stranger_cannot_change_articles(db: Session, order: Order) -> None:
    db.add(a_customer(id="stranger"))
    wish = swap(order, "lamp-brass")
    assert change(db, order, wish, customer_id="stranger") is ReplaceResult.NOT_FOUND
    assert plan(db, order, wish, customer_id="stranger") is ReplaceResult.NOT_FOUND


def test_a_line_of_another_order_is_not_found(db: Session, order: Order) -> None:
    other = saved(db, an_order(customer=order.customer, status=OrderStatus.PENDING))
    assert change(db, order, swap(other, "lamp-brass")) is ReplaceResult.NOT_FOUND


def test_the_last_article_goes_to_one_of_two_customers(database: Database) -> None:
    with database.session() as db:
        make_order(db)
        db.get_one(Variant, "lamp-brass").stock = 1
        line = a_line("Desk Lamp", sku="lamp-white")
        db.add(
            an_order(
                number="W2",
                lines=[line],
                status=OrderStatus.PENDING,
                customer=a_customer(id="paul", payment_methods=[a_payment_method(id="pauls")]),
            )
        )
    start = Barrier(2)

    def change_it(customer_id: str, number: str, method_id: str) -> ReplaceResult:
        with database.session() as db:
            order = db.get_one(Order, number)
            wish = swap(order, "lamp-brass")
            assert isinstance(plan(db, order, wish, customer_id=customer_id), ReplacementPlan)
            start.wait()
            return change(db, order, wish, method_id=method_id, customer_id=customer_id)

    with ThreadPoolExecutor() as pool:
        results = set(pool.map(change_it, ["mary", "paul"], ["W1", "W2"], ["card", "pauls"]))
    assert results == {ReplaceResult.DONE, ReplaceResult.OUT_OF_STOCK}
