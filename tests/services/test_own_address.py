"""The customer's own address."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services.own_address import OwnAddressResult, change_own_address
from bot.shop.address import Address
from bot.shop.customer import Customer
from bot.shop.order import OrderStatus
from bot.shop.record import Record
from tests.factories import NOW, a_customer, an_address, an_order, saved

NEW = an_address(line1="7 Mill Street", city="York", postcode="YO1 7EP")


@pytest.fixture
def mary(db: Session) -> Customer:
    return saved(db, a_customer(id="mary"))


def move(db: Session, address: Address = NEW, *, key: str = "message-1", customer_id: str = "mary") -> OwnAddressResult:
    return change_own_address(db, customer_id, address, key=key, now=NOW)


def test_the_own_address_is_changed_with_the_postcode_that_proves_it(db: Session, mary: Customer) -> None:
    assert move(db) is OwnAddressResult.DONE
    db.expire_all()
    assert (mary.address, mary.normal_postcode) == (NEW, "yo17ep")


def test_a_customer_without_an_address_gets_one(db: Session) -> None:
    db.add(a_customer(id="mary", address=None))
    db.flush()
    assert move(db) is OwnAddressResult.DONE
    assert db.scalars(select(Record)).one().details["old"] is None


def test_orders_keep_their_address(db: Session, mary: Customer) -> None:
    order = saved(db, an_order(customer=mary, status=OrderStatus.PENDING))
    move(db)
    assert order.address == an_address()


def test_the_same_key_changes_it_once(db: Session, mary: Customer) -> None:
    assert [move(db), move(db)] == [OwnAddressResult.DONE] * 2
    assert move(db, key="message-2") is OwnAddressResult.UNCHANGED
    record = db.scalars(select(Record)).one()
    assert (record.actor, record.order_number, record.details["new"]["city"]) == ("customer:mary", None, "York")


def test_nobody_elses_address_changes(db: Session, mary: Customer) -> None:
    db.add(a_customer(id="other"))
    db.flush()
    move(db, customer_id="other")
    assert mary.address == an_address()
    assert move(db, customer_id="nobody") is OwnAddressResult.NOT_FOUND
