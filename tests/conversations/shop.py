"""The shop of the transcripts: the demo shop, and orders of which little is known."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.shop.order import OrderStatus
from bot.shop.shipment import Shipment
from bot.store.demo import make_demo_shop
from tests.factories import a_customer, a_line, an_order


def make_shop(db: Session, now: datetime) -> None:
    make_demo_shop(db, now)
    noor = a_customer(id="C-2001", first_name="Noor", last_name="Haddad", email="noor.haddad@example.com")
    db.add_all(
        [
            a_customer(id="C-2002", first_name="Ravi", last_name="Das", email="ravi.das@example.com"),
            an_order(
                number="W-20004",
                customer=a_customer(id="C-2003", first_name="Mei", last_name="Lin", email="mei.lin@example.com"),
                status=OrderStatus.SHIPPED,
                shipments=[Shipment(id="W-20004/1", tracking_number="TN-77")],
            ),
            an_order(number="W-20001", customer=noor, status=OrderStatus.SHIPPED, lines=[a_line("Garden Chair")]),
            an_order(number="W-20002", customer=noor, status=OrderStatus.DELIVERED, lines=[a_line("Toaster"), a_line("Fan")]),
            an_order(number="W-20003", customer=noor, status=OrderStatus.CANCELLED, lines=[a_line("Puzzle")]),
        ]
    )
