"""The shop of the transcripts: the demo shop, and orders of which little is known."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.shop.customer import PaymentKind
from bot.shop.order import Order, OrderStatus
from bot.shop.shipment import Shipment
from bot.store.demo import make_demo_shop
from tests.conversations import swapped, told
from tests.factories import a_customer, a_gift_card, a_line, a_payment, a_payment_method, an_address, an_order, usd


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
            *_pending_orders(now),
            *told.products(),
            *told.orders(now),
            *swapped.products(),
            *swapped.orders(),
            an_order(number="W-20001", customer=noor, status=OrderStatus.SHIPPED, lines=[a_line("Garden Chair")]),
            an_order(number="W-20002", customer=noor, status=OrderStatus.DELIVERED, lines=[a_line("Toaster"), a_line("Fan")]),
            an_order(number="W-20003", customer=noor, status=OrderStatus.CANCELLED, lines=[a_line("Puzzle")]),
        ]
    )


def _pending_orders(now: datetime) -> list[Order]:
    """Of a customer who pays in three ways and has orders going to two towns."""
    card = a_payment_method(id="C-2010-visa", kind=PaymentKind.CREDIT_CARD, brand="visa", last_four="4242")
    paypal = a_payment_method(id="C-2010-paypal", kind=PaymentKind.PAYPAL)
    gift_card = a_gift_card(id="C-2010-gift", balance=usd("30.00"))
    denver = an_address(line1="7 Pine Street", line2="Apt 2", city="Denver", region="CO", postcode="80014", country="US")
    boston = an_address(line1="12 Oak Lane", line2="", city="Boston", region="MA", postcode="02108", country="US")
    lena = a_customer(
        id="C-2010",
        first_name="Lena",
        last_name="Hart",
        email="lena.hart@example.com",
        address=denver,
        payment_methods=[card, paypal, gift_card],
    )
    return [
        an_order(
            number="W-30001",
            customer=lena,
            status=OrderStatus.PENDING,
            address=denver,
            lines=[a_line("Tent", price=usd("90.00")), a_line("Lantern", price=usd("20.00"))],
            payments=[a_payment("110.00", method=card)],
        ),
        an_order(
            number="W-30002",
            customer=lena,
            status=OrderStatus.PENDING,
            address=boston,
            lines=[a_line("Teapot", price=usd("25.00"))],
            payments=[a_payment("25.00", method=gift_card)],
        ),
        an_order(
            number="W-30003",
            customer=lena,
            status=OrderStatus.DELIVERED,
            address=denver,
            lines=[a_line("Bookshelf", price=usd("75.00"))],
            payments=[a_payment("75.00", method=paypal)],
        ),
        *_orders_with_a_past(now),
    ]


def _orders_with_a_past(now: datetime) -> list[Order]:
    """Paid in two ways; with an article that was changed."""
    card = a_payment_method(id="C-2011-visa", kind=PaymentKind.CREDIT_CARD, brand="visa", last_four="1111")
    gift_card = a_gift_card(id="C-2011-gift", balance=usd("0.00"))
    paypal = a_payment_method(id="C-2011-paypal", kind=PaymentKind.PAYPAL)
    customer = a_customer(id="C-2011", email="omar.reed@example.com", payment_methods=[card, gift_card, paypal])
    payments = [a_payment("30.00", method=gift_card), a_payment("9.00", method=card)]
    pending = {"customer": customer, "status": OrderStatus.PENDING}
    return [
        an_order(number="W-30011", lines=[a_line("Mug")], payments=payments, **pending),
        an_order(number="W-30012", lines=[a_line("Vase")], items_changed_at=now, **pending),
    ]
