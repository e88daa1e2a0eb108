"""Changing the customer's own address: where new orders go."""

from dataclasses import asdict
from datetime import datetime
from enum import Enum

from sqlalchemy.orm import Session

from bot.services.orders import lock_customer
from bot.services.records import record, was_done
from bot.shop.address import Address
from bot.shop.customer import Customer

ACTION = "change_own_address"


class OwnAddressResult(Enum):
    DONE = "done"
    NOT_FOUND = "not_found"
    # It is so already.
    UNCHANGED = "unchanged"


def own_address(db: Session, customer_id: str) -> Address | None:
    """The customer's default address, where the shop knows one."""
    customer = db.get(Customer, customer_id)
    return customer.address if customer is not None else None


def change_own_address(db: Session, customer_id: str, address: Address, *, key: str, now: datetime) -> OwnAddressResult:
    """Change the customer's default address; orders that were placed keep theirs.

    `key` is the id of the message that said yes, and repeating it changes nothing.
    """
    customer = lock_customer(db, customer_id)
    if customer is None:
        return OwnAddressResult.NOT_FOUND
    if was_done(db, ACTION, customer_id, None, key):
        return OwnAddressResult.DONE
    if customer.address == address:
        return OwnAddressResult.UNCHANGED
    old = None if customer.address is None else asdict(customer.address)
    customer.address = address
    record(db, ACTION, customer_id, None, key, now, {"old": old, "new": asdict(address)})
    db.flush()
    return OwnAddressResult.DONE
