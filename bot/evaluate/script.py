"""What the customer of the speed measurement says, and the shop in which it makes sense."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from sqlalchemy import func, select

from bot.shop.address import Address
from bot.shop.customer import Customer
from bot.shop.money import Money
from bot.shop.order import Order, OrderStatus
from bot.shop.order_line import OrderLine
from bot.shop.rma import Return
from bot.shop.shipment import Shipment
from bot.store.database import Database
from bot.store.demo import make_demo_shop

CUSTOMER_ID = "speed"
EMAIL = "ada.lane@example.com"
ON_ITS_WAY = "#W9000001"

# One round of the talk. The return is listed in every round and confirmed in every fifth, each time for a new order.
ROUND = (
    "hello",
    "where is my order {on_its_way}?",
    "{email}",
    "thanks",
    "how long can i return something",
    "what does shipping cost?",
    "are you a bot?",
    "i want to return the lamp from order {delivered}",
    "how long does a refund take?",
    "{decision}",
    "thank you",
    "can i pay with paypal",
    "where is my last order",
    "what are your opening hours",
    "who won the football yesterday",
    "do you ship abroad",
    "status of order {delivered}",
    "does the kettle come with a warranty",
    "ok great",
    "bye",
)
ROUNDS_PER_RETURN = 5
YES = "yes"


def lines(first_return: int = 0) -> Iterator[str]:
    """The customer's messages, without end; talks about the same shop begin at different returns, for each is made once."""
    number = 0
    while True:
        is_return = number % ROUNDS_PER_RETURN == ROUNDS_PER_RETURN - 1
        facts = {
            "email": EMAIL,
            "on_its_way": ON_ITS_WAY,
            "delivered": delivered_number(first_return + number // ROUNDS_PER_RETURN),
            "decision": YES if is_return else "no",
        }
        yield from (line.format(**facts) for line in ROUND)
        number += 1


def returns_made(url: str) -> int:
    """How many returns of the talks' customer the store holds."""
    database = Database(url)
    with database.session() as db:
        made = db.scalar(select(func.count()).select_from(Return).join(Order).where(Order.customer_id == CUSTOMER_ID))
    database.dispose()
    return made or 0


def delivered_number(position: int) -> str:
    return f"#W{9100000 + position}"


def make_store(file: Path, messages: int) -> str:
    """A new SQLite store with the demo shop and what talks of so many messages in all are about; returns its URL."""
    url = f"sqlite:///{file}"
    database = Database(url)
    database.migrate()
    now = datetime.now(UTC)
    # Every talk may leave its last order half talked about.
    orders = messages // (len(ROUND) * ROUNDS_PER_RETURN) + 2
    with database.session() as db:
        make_demo_shop(db, now)
        customer = _customer()
        db.add(_on_its_way(customer, now))
        db.add_all(_delivered(customer, delivered_number(position), now) for position in range(orders))
    database.dispose()
    return url


def _customer() -> Customer:
    return Customer(id=CUSTOMER_ID, first_name="Ada", last_name="Lane", email=EMAIL, address=_address())


def _on_its_way(customer: Customer, now: datetime) -> Order:
    order = Order(
        number=ON_ITS_WAY, customer=customer, status=OrderStatus.SHIPPED, address=_address(), lines=[_line(1, "Kettle")]
    )
    order.placed_at = now - timedelta(days=2)
    order.promised_on = (now + timedelta(days=2)).date()
    order.shipments = [Shipment(carrier="Parcel Express", tracking_number="PE123456789", shipped_at=now - timedelta(days=1))]
    return order


def _delivered(customer: Customer, number: str, now: datetime) -> Order:
    articles = [_line(1, "Desk Lamp"), _line(2, "Coffee Mug")]
    order = Order(number=number, customer=customer, status=OrderStatus.DELIVERED, address=_address(), lines=articles)
    order.placed_at = now - timedelta(days=6)
    order.delivered_at = now - timedelta(days=1)
    return order


def _line(position: int, name: str) -> OrderLine:
    return OrderLine(
        position=position, sku=f"sku-{name}", name=name, options={}, quantity=1, price=Money(Decimal("30.00"), "USD")
    )


def _address() -> Address:
    return Address(line1="12 Rose Lane", line2="", city="Leeds", region="", postcode="LS1 4AP", country="GB")
