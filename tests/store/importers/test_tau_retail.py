"""The tau-retail data set: small ones made here, and the real one where it is at hand."""

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services.identity import Claim, ProofResult, prove
from bot.services.orders import find_order, orders_of
from bot.services.returns import ReturnResult, request_return
from bot.shop.customer import Customer, PaymentKind
from bot.shop.money import Money
from bot.shop.order import Order, OrderStatus
from bot.shop.payment import PaymentDirection
from bot.shop.product import Variant
from bot.shop.terms import Proof, Terms
from bot.store.database import Database
from bot.store.importers import import_file
from bot.store.importers.problem import BadFile
from bot.store.importers.tau_retail import read
from tests.factories import NOW, a_conversation

REAL_FILE = Path(__file__).parents[4] / "shared" / "tau-retail" / "db.json"
needs_real_file = pytest.mark.skipif(not REAL_FILE.exists(), reason=f"the tau-retail data set is not at {REAL_FILE}")
TERMS = Terms(proofs=frozenset({Proof.EMAIL, Proof.NAME_AND_POSTCODE}))
ADDRESS = {"address1": "1 Main St", "address2": "", "city": "Denver", "state": "CO", "zip": "80279", "country": "USA"}


def a_user(**changes: Any) -> dict[str, Any]:
    return {
        "name": {"first_name": "Noah", "last_name": "Brown"},
        "address": ADDRESS,
        "email": "noah@example.com",
        "payment_methods": {"gift_card_1": {"source": "gift_card", "id": "gift_card_1", "balance": 30}},
        **changes,
    }


def a_shop(**order: Any) -> dict[str, Any]:
    item = {"name": "Lamp", "item_id": "11", "product_id": "1", "price": 19.99, "options": {"color": "black"}}
    return {
        "users": {"noah": a_user()},
        "products": {"1": {"name": "Lamp", "variants": {"11": {"options": {}, "available": False, "price": 19.99}}}},
        "orders": {
            "#W1": {
                "user_id": "noah",
                "address": ADDRESS,
                "items": [item],
                "status": "delivered",
                "fulfillments": [{"tracking_id": ["T1"], "item_ids": ["11"]}],
                "payment_history": [{"transaction_type": "payment", "amount": 19.99, "payment_method_id": "gift_card_1"}],
                **order,
            }
        },
    }


def problems_of(shop: Any) -> list[str]:
    with pytest.raises(BadFile) as raised:
        read(json.dumps(shop))
    return [str(problem) for problem in raised.value.problems]


def test_amounts_are_exact_dollars_and_gift_cards_keep_their_balance() -> None:
    batch = read(json.dumps(a_shop()))
    assert batch.lines[0].price == Money(Decimal("19.99"), "USD")
    assert batch.payment_methods[0].balance == Money(Decimal(30), "USD")


def test_no_date_and_no_stock_is_made_up() -> None:
    batch = read(json.dumps(a_shop()))
    order, shipment, variant = batch.orders[0], batch.shipments[0], batch.variants[0]
    assert (order.placed_at, order.promised_on, order.delivered_at, shipment.delivered_at) == (None, None, None, None)
    assert variant.stock == 0


@pytest.mark.parametrize(
    ("order", "problem"),
    [
        ({"status": "lost"}, "orders.#W1.status: should be 'pending', 'processed', 'shipped', 'delivered' or 'cancelled'"),
        ({"items": []}, "orders.#W1.items: List should have at least 1 item after validation, not 0"),
        ({"user_id": "eve"}, "orders.#W1.user_id: there is no user eve"),
        (
            {"payment_history": [{"transaction_type": "payment", "amount": 1, "payment_method_id": "paypal_9"}]},
            "orders.#W1.payment_history.0.payment_method_id: noah has no payment method paypal_9",
        ),
        (
            {"fulfillments": [{"tracking_id": ["T1"], "item_ids": ["99"]}]},
            "orders.#W1.fulfillments.0.item_ids: the order has no item 99",
        ),
    ],
)
def test_a_bad_entry_is_named_by_path_and_reason(order: dict[str, Any], problem: str) -> None:
    assert problems_of(a_shop(**order)) == [problem]


def test_all_bad_entries_are_reported() -> None:
    shop = a_shop(status="lost")
    shop["products"]["1"]["variants"]["11"]["price"] = -1
    del shop["users"]["noah"]["email"]
    assert [problem.partition(":")[0] for problem in problems_of(shop)] == [
        "users.noah.email",
        "products.1.variants.11.price",
        "orders.#W1.status",
    ]


def test_two_customers_with_one_email_are_refused() -> None:
    shop = a_shop()
    shop["users"]["twin"] = a_user(email="NOAH@example.com", payment_methods={})
    assert problems_of(shop) == ["users.twin.email: is also the e-mail address of noah"]


def test_json_of_another_kind_is_refused() -> None:
    assert problems_of({"a": 1}) == ["users: is missing", "products: is missing", "orders: is missing"]


def bring_in_real_file(db: Session) -> None:
    import_file(db, REAL_FILE, currency="EUR", zone=ZoneInfo("UTC"))


@pytest.fixture(scope="module")
def tau(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The real data for tests that only read them, brought in once."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('tau')}/firstline.db")
    database.migrate()
    with database.session() as db:
        bring_in_real_file(db)
        yield db
    database.dispose()


@needs_real_file
def test_the_real_file_is_imported_whole(tau: Session) -> None:
    source = json.loads(REAL_FILE.read_text())
    orders = tau.scalars(select(Order)).all()
    assert Counter(order.status.value for order in orders) == Counter(order["status"] for order in source["orders"].values())
    assert {order.number: [line.sku for line in order.lines] for order in orders} == {
        number: [item["item_id"] for item in order["items"]] for number, order in source["orders"].items()
    }
    paid = sum(payment.amount.amount for order in orders for payment in order.payments)
    written = [payment["amount"] for order in source["orders"].values() for payment in order["payment_history"]]
    assert paid == sum(Decimal(str(amount)) for amount in written)
    assert len(tau.scalars(select(Customer)).all()) == len(source["users"])
    available = [variant for variant in tau.scalars(select(Variant)) if variant.is_available]
    variants = [variant for product in source["products"].values() for variant in product["variants"].values()]
    assert len(available) == sum(variant["available"] for variant in variants)


@needs_real_file
def test_every_real_customer_is_recognised_by_email_and_by_name_and_postcode(tau: Session) -> None:
    for customer in tau.scalars(select(Customer)).all():
        assert customer.address is not None
        for claim in (Claim(email=customer.email), Claim(name=customer.name, postcode=customer.address.postcode)):
            conversation = a_conversation()
            assert prove(tau, conversation, claim, TERMS, NOW).result is ProofResult.PROVED
            assert conversation.customer_id == customer.id


@needs_real_file
def test_every_real_delivered_order_can_be_looked_up_and_returned(db: Session) -> None:
    bring_in_real_file(db)
    delivered = db.scalars(select(Order).where(Order.status == OrderStatus.DELIVERED)).all()
    assert len(delivered) == 373
    for number, customer_id in [(order.number, order.customer_id) for order in delivered]:
        order = find_order(db, customer_id, number.lower().removeprefix("#"))
        assert order is not None
        assert order in orders_of(db, customer_id)
        ids = [line.id for line in order.returnable_lines(NOW.date(), TERMS)]
        outcome = request_return(db, customer_id, number, ids, terms=TERMS, key="yes", now=NOW)
        assert outcome.result is ReturnResult.DONE
        assert outcome.return_ is not None
        assert outcome.return_.refund == order.total


@needs_real_file
def test_the_real_payments_keep_their_methods(tau: Session) -> None:
    orders = tau.scalars(select(Order)).all()
    assert all(order.paid_with is not None and order.paid_with in order.customer.payment_methods for order in orders)
    refunded = [order for order in orders if any(p.direction is PaymentDirection.REFUND for p in order.payments)]
    assert {order.status for order in refunded} == {OrderStatus.CANCELLED}
    gift_cards = [
        m for customer in tau.scalars(select(Customer)) for m in customer.payment_methods if m.kind is PaymentKind.GIFT_CARD
    ]
    assert all(card.balance is not None for card in gift_cards)
