"""Articles that became cheaper after they were ordered."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.services.price_protection import (
    PriceProtectionPlan,
    PriceProtectionResult,
    claim_price_protection,
    plan_price_protection,
)
from bot.shop.order import Order, OrderStatus
from bot.shop.product import Variant
from bot.shop.terms import Terms
from tests.factories import NOW, a_customer, usd
from tests.services.test_item_changes import make_order

TERMS = Terms(price_protection=timedelta(days=14))


@pytest.fixture
def order(db: Session) -> Order:
    """Ordered two weeks ago; the three mugs cost two dollars less each by now."""
    order = make_order(db, placed_at=NOW - timedelta(days=14), status=OrderStatus.DELIVERED)
    db.get_one(Variant, "mug-white").price = usd("8.00")
    db.flush()
    return order


def claim(db: Session, order: Order, *, key: str = "m1", customer_id: str = "mary") -> PriceProtectionResult:
    return claim_price_protection(db, customer_id, order.number, key=key, terms=TERMS, now=NOW)


def plan(db: Session, order: Order, customer_id: str = "mary") -> PriceProtectionPlan | PriceProtectionResult:
    return plan_price_protection(db, customer_id, order.number, terms=TERMS, now=NOW)


def test_what_became_cheaper_is_told_with_what_comes_back(db: Session, order: Order) -> None:
    planned = plan(db, order)
    assert isinstance(planned, PriceProtectionPlan)
    (drop,) = planned.drops
    assert (drop.line.name, drop.price_now, drop.refund) == ("Coffee Mug", usd("8.00"), usd("6.00"))
    assert (planned.refund.amount, planned.refund.method) == (usd("6.00"), order.paid_with)


def test_the_difference_is_paid_back_and_the_lower_price_counts(db: Session, order: Order) -> None:
    assert claim(db, order) is PriceProtectionResult.DONE
    assert order.total == usd("54.00")
    assert [amount for _, amount in order.held_payments()] == [usd("54.00")]


def test_a_drop_is_paid_once(db: Session, order: Order) -> None:
    assert [claim(db, order), claim(db, order)] == [PriceProtectionResult.DONE] * 2
    assert claim(db, order, key="m2") is plan(db, order) is PriceProtectionResult.NO_DROP
    assert len(order.payments) == 2


def test_a_second_drop_is_paid_too(db: Session, order: Order) -> None:
    claim(db, order)
    db.get_one(Variant, "mug-white").price = usd("7.00")
    db.flush()
    assert claim(db, order, key="m2") is PriceProtectionResult.DONE
    assert order.total == usd("51.00")


@pytest.mark.parametrize("placed_at", [None, NOW - timedelta(days=15)])
def test_the_protection_ends(db: Session, order: Order, placed_at: datetime | None) -> None:
    order.placed_at = placed_at
    db.flush()
    assert claim(db, order) is plan(db, order) is PriceProtectionResult.NO_DROP


def test_a_cancelled_order_is_not_protected(db: Session, order: Order) -> None:
    order.status = OrderStatus.CANCELLED
    assert claim(db, order) is PriceProtectionResult.NO_DROP


def test_what_became_dearer_stays_as_it_was(db: Session, order: Order) -> None:
    db.get_one(Variant, "mug-white").price = usd("12.00")
    db.flush()
    assert plan(db, order) is PriceProtectionResult.NO_DROP


def test_a_stranger_claims_nothing(db: Session, order: Order) -> None:
    db.add(a_customer(id="stranger"))
    assert claim(db, order, customer_id="stranger") is plan(db, order, "stranger") is PriceProtectionResult.NOT_FOUND
