"""A customer's own orders."""

from datetime import timedelta

from sqlalchemy.orm import Session

from bot.services.orders import find_order, orders_of
from tests.factories import NOW, a_customer, an_order


def test_orders_come_newest_first_and_those_without_a_date_last(db: Session) -> None:
    customer = a_customer()
    days = {"W3": None, "W1": NOW - timedelta(days=9), "W2": NOW, "W0": None}
    db.add_all([an_order(number=number, customer=customer, placed_at=placed_at) for number, placed_at in days.items()])
    db.add(an_order(number="W4"))
    db.flush()
    assert [order.number for order in orders_of(db, customer.id)] == ["W2", "W1", "W0", "W3"]


def test_an_order_is_found_however_its_number_is_written(db: Session) -> None:
    order = an_order(number="#W2378156")
    db.add(order)
    db.flush()
    assert find_order(db, order.customer.id, "w 2378-156") is order


def test_a_strangers_order_is_like_one_that_does_not_exist(db: Session) -> None:
    order, stranger = an_order(), a_customer()
    db.add_all([order, stranger])
    db.flush()
    assert find_order(db, stranger.id, order.number) is None
    assert find_order(db, order.customer.id, "#W0") is None
