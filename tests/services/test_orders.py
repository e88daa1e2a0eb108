"""A customer's own orders."""

from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.services.orders import find_order, lock_order, orders_of
from bot.shop.customer import Customer
from bot.shop.order import Order
from tests.factories import NOW, a_customer, a_line, a_payment, an_order, saved
from tests.statements import statements


def test_orders_come_newest_first_and_those_without_a_date_last(db: Session) -> None:
    customer = a_customer()
    days = {"W3": None, "W1": NOW - timedelta(days=9), "W2": NOW, "W0": None}
    db.add_all([an_order(number=number, customer=customer, placed_at=placed_at) for number, placed_at in days.items()])
    db.add(an_order(number="W4"))
    db.flush()
    assert [order.number for order in orders_of(db, customer.id)] == ["W2", "W1", "W0", "W3"]


def test_an_order_is_found_however_its_number_is_written(db: Session) -> None:
    order = saved(db, an_order(number="#W2378156"))
    assert find_order(db, order.customer.id, "w 2378-156") is order


def test_a_strangers_order_is_like_one_that_does_not_exist(db: Session) -> None:
    order, stranger = an_order(), a_customer()
    db.add_all([order, stranger])
    db.flush()
    assert find_order(db, stranger.id, order.number) is None
    assert find_order(db, order.customer.id, "#W0") is None


def test_all_that_the_rules_look_at_comes_with_the_orders_in_one_statement(db: Session) -> None:
    customer = a_customer_of_two_orders(db)

    with statements(db) as executed:
        for order in orders_of(db, customer.id):
            assert [order.is_in_exchange, order.is_in_return, *(line.is_in_return for line in order.lines)] == [False] * 5
            assert len(order.payments) == 2

    assert len(executed) == 1


def test_an_order_that_was_read_is_not_read_again(db: Session) -> None:
    customer = a_customer_of_two_orders(db)
    orders = orders_of(db, customer.id)

    with statements(db) as executed:
        found = find_order(db, customer.id, orders[0].number)

    assert found is orders[0]
    assert executed == []


def test_a_locked_order_is_as_it_is_stored_now_with_every_article_and_payment_once_in_their_order(db: Session) -> None:
    customer = a_customer_of_two_orders(db)
    known = orders_of(db, customer.id)[0]
    db.execute(update(Order).values(city="Narva"), execution_options={"synchronize_session": False})

    with statements(db) as executed:
        locked = lock_order(db, customer.id, known.number)

    assert locked is known
    assert known.address.city == "Narva"
    assert [line.name for line in known.lines] == ["Mug", "Lamp", "Rug"]
    assert [payment.amount.amount for payment in known.payments] == [10, 20]
    # Two that lock, two that read.
    assert len(executed) == 4


def a_customer_of_two_orders(db: Session) -> Customer:
    customer = a_customer()
    for number in ("W1", "W2"):
        lines = [a_line(name, position=place) for place, name in enumerate(("Mug", "Lamp", "Rug"))]
        payments = [a_payment("20", at=NOW), a_payment("10", at=NOW - timedelta(days=1))]
        db.add(an_order(number=number, customer=customer, lines=lines, payments=payments))
    db.flush()
    db.expunge_all()
    return customer
