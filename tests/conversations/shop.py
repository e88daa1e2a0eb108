"""The shop of the transcripts: the demo shop, and a customer of whose orders no dates are known."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.shop.order import OrderStatus
from bot.store.demo import make_demo_shop
from tests.factories import a_customer, a_line, an_order


def make_shop(db: Session, now: datetime) -> None:
    make_demo_shop(db, now)
    noor = a_customer(id="C-2001", first_name="Noor", last_name="Haddad", email="noor.haddad@example.com")
    db.add_all(
        [
            an_order(number="W-20001", customer=noor, status=OrderStatus.SHIPPED, lines=[a_line("Garden Chair")]),
            an_order(number="W-20002", customer=noor, status=OrderStatus.DELIVERED, lines=[a_line("Toaster"), a_line("Fan")]),
            an_order(number="W-20003", customer=noor, status=OrderStatus.CANCELLED, lines=[a_line("Puzzle")]),
        ]
    )
