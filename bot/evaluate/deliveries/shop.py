"""The shop of the buyers: each has one delivered order, of which a lamp may go back."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal

from bot.evaluate.deliveries.traffic import Buyer
from bot.shop.address import Address
from bot.shop.customer import Customer
from bot.shop.money import Money
from bot.shop.order import Order, OrderStatus
from bot.shop.order_line import OrderLine
from bot.store.database import Database
from bot.store.demo import make_demo_shop


def make_shop(database: Database, buyers: Iterable[Buyer], now: datetime) -> None:
    """In the migrated, empty store."""
    with database.session() as db:
        make_demo_shop(db, now)
        db.add_all(_order(buyer, now) for buyer in buyers)


def _order(buyer: Buyer, now: datetime) -> Order:
    home = Address(line1="12 Rose Lane", line2="", city="Leeds", region="", postcode="LS1 4AP", country="GB")
    customer = Customer(id=f"buyer-{buyer.who}", first_name="Kim", last_name="Lee", email=buyer.email, address=home)
    articles = [_line(1, "Desk Lamp"), _line(2, "Coffee Mug")]
    order = Order(number=buyer.number, customer=customer, status=OrderStatus.DELIVERED, address=home, lines=articles)
    order.placed_at, order.delivered_at = now - timedelta(days=6), now - timedelta(days=1)
    return order


def _line(position: int, name: str) -> OrderLine:
    price = Money(Decimal("30.00"), "USD")
    return OrderLine(position=position, sku=f"sku-{name}", name=name, options={}, quantity=1, price=price)
