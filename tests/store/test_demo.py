"""The demo shop."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.services.identity import Claim, ProofResult, prove
from bot.services.invoices import link_invoice
from bot.services.lateness import lateness_of
from bot.services.orders import find_order
from bot.shop.customer import Customer
from bot.shop.order import Order, OrderStatus
from bot.shop.product import Product, Variant
from bot.shop.terms import Terms
from bot.store.demo import make_demo_shop, shown_order
from bot.support.conversation import LANGUAGES
from tests.factories import NOW, a_conversation, a_customer, usd

TODAY = NOW.date()
TERMS = Terms()


def demo_orders(db: Session) -> list[Order]:
    make_demo_shop(db, NOW)
    return list(db.scalars(select(Order)))


def test_the_shown_order_was_delivered_yesterday_with_two_different_articles(db: Session) -> None:
    make_demo_shop(db, NOW)
    shown, conversation = shown_order(db), a_conversation()
    assert shown is not None
    claim = Claim(order_number=shown.order_number, email=shown.email)
    assert prove(db, conversation, claim, TERMS, NOW).result is ProofResult.PROVED
    order = find_order(db, conversation.customer_id or "", shown.order_number)
    assert order is not None
    assert order.delivered_at == NOW - timedelta(days=1)
    assert len({line.name for line in order.returnable_lines(TODAY, TERMS)}) == 2


def test_every_situation_is_there(db: Session) -> None:
    orders = demo_orders(db)
    assert {order.status for order in orders} == set(OrderStatus)
    assert any(order.is_late(TODAY) for order in orders)
    assert any(order.status is OrderStatus.SHIPPED and not order.is_late(TODAY) for order in orders)
    assert any(order.delivered_at == NOW - timedelta(days=40) and not order.is_in_return_window(TODAY, TERMS) for order in orders)


def test_dates_make_sense(db: Session) -> None:
    for order in demo_orders(db):
        assert order.placed_at is not None
        assert order.placed_at <= (order.delivered_at or order.cancelled_at or NOW) <= NOW
        for shipment in order.shipments:
            assert shipment.shipped_at is not None
            assert order.placed_at < shipment.shipped_at < (shipment.delivered_at or NOW)


def test_every_article_is_in_the_catalogue_at_its_price_or_cheaper(db: Session) -> None:
    for order in demo_orders(db):
        for line in order.lines:
            variant = db.get(Variant, line.sku)
            assert variant is not None
            assert (variant.options, variant.product.name) == (line.options, line.name)
            assert line.price.covers(variant.price)


def test_one_article_became_cheaper_within_the_price_protection(db: Session) -> None:
    dropped = [order.number for order in demo_orders(db) if order.price_drops(TODAY, TERMS)]
    assert dropped == ["W-10486"]


def test_a_late_order_has_a_new_date_and_a_remedy(db: Session) -> None:
    found = (lateness_of(db, order, terms=TERMS, today=TODAY) for order in demo_orders(db))
    (late,) = (one for one in found if one is not None)
    assert late.expected_on == TODAY + timedelta(days=2)
    assert late.remedy is not None


def test_care_tips_are_there_in_every_language(db: Session) -> None:
    make_demo_shop(db, NOW)
    told = [product for product in db.scalars(select(Product)) if product.care_tips]
    assert len(told) == 3
    assert all(set(product.care_tips) == set(LANGUAGES) for product in told)


def test_somebody_has_a_gift_card_that_can_be_spent(db: Session) -> None:
    make_demo_shop(db, NOW)
    emma = db.get_one(Customer, "C-1001")
    assert [method.balance for method in emma.payment_methods if method.is_gift_card] == [usd("50.00")]


def test_an_invoice_can_be_fetched(db: Session) -> None:
    make_demo_shop(db, NOW)
    assert isinstance(link_invoice(db, "C-1001", "W-10482", language="en", now=NOW), str)


def test_a_second_call_changes_nothing(db: Session) -> None:
    assert make_demo_shop(db, NOW)
    assert not make_demo_shop(db, NOW + timedelta(days=1))
    assert db.scalar(select(func.count()).select_from(Product)) == 12


def test_a_store_that_holds_a_shop_is_left_alone(db: Session) -> None:
    db.add(a_customer())
    db.flush()
    assert not make_demo_shop(db, NOW)
    assert db.scalars(select(Order)).all() == []
    assert shown_order(db) is None
