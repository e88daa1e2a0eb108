"""The shop of the buyers: each has one delivered order, of which a lamp may go back."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal
from tempfile import TemporaryDirectory

from bot.evaluate.deliveries.traffic import Buyer
from bot.shop.address import Address
from bot.shop.customer import Customer
from bot.shop.money import Money
from bot.shop.order import Order, OrderStatus
from bot.shop.order_line import OrderLine
from bot.spine.clock import utc_now
from bot.store.database import Database
from bot.store.demo import make_demo_shop


@contextmanager
def open_shop(buyers: Iterable[Buyer]) -> Iterator[Database]:
    """In a store of its own, which is gone afterwards."""
    with TemporaryDirectory(prefix="firstline-deliveries-") as folder:
        database = Database(f"sqlite:///{folder}/firstline.db")
        database.migrate()
        _fill(database, buyers, utc_now())
        try:
            yield database
        finally:
            database.dispose()


def _fill(database: Database, buyers: Iterable[Buyer], now: datetime) -> None:
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
