"""The demo shop: a few customers whose orders show every state, with dates relative to today."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.shop.customer import Customer, PaymentKind, PaymentMethod
from bot.shop.money import Money
from bot.shop.order import Order, OrderStatus
from bot.shop.order_line import OrderLine
from bot.shop.payment import Payment, PaymentDirection
from bot.shop.product import Product, Variant
from bot.shop.shipment import Shipment
from bot.store.demo_catalogue import CUSTOMERS, ORDERS, PAID_MORE, PRODUCTS, DemoCustomer, DemoOrder, DemoProduct

# Delivered yesterday with two different articles: the one to try a return with.
SHOWN_ORDER = "W-10482"
CARE_TIPS = Path(__file__).parents[2] / "data" / "care_tips" / "demo.yml"


@dataclass(frozen=True)
class Shown:
    """What to type to try the demo."""

    order_number: str
    email: str


def is_empty(db: Session) -> bool:
    """Whether the store holds neither customers nor products."""
    return db.scalar(select(Customer.id).limit(1)) is None and db.scalar(select(Product.id).limit(1)) is None


def make_demo_shop(db: Session, now: datetime, currency: str = "USD") -> bool:
    """Fill an empty store with the demo shop; a store that holds anything is left alone. Whether it was filled."""
    if not is_empty(db):
        return False
    tips = yaml.safe_load(CARE_TIPS.read_text(encoding="utf-8"))
    db.add_all(_product(product, currency, tips.get(product.id, {})) for product in PRODUCTS)
    db.add_all(_customer(customer, currency) for customer in CUSTOMERS)
    db.flush()
    db.add_all(_order(order, now, currency) for order in ORDERS)
    db.flush()
    return True


def shown_order(db: Session) -> Shown | None:
    """The demo's order and the e-mail address that proves it; None in a store that is not the demo shop."""
    order = db.get(Order, SHOWN_ORDER)
    return Shown(order.number, order.customer.email) if order else None


def _product(product: DemoProduct, currency: str, care_tips: dict[str, str]) -> Product:
    variants = [
        Variant(sku=f"{product.id}-{suffix}", options=options, price=Money(Decimal(product.price), currency), stock=stock)
        for suffix, options, stock in product.variants
    ]
    return Product(id=product.id, name=product.name, variants=variants, care_tips=care_tips)


def _customer(customer: DemoCustomer, currency: str) -> Customer:
    kind, brand, last_four = customer.pays_with
    methods = [PaymentMethod(id=f"{customer.id}-pay", kind=PaymentKind(kind), brand=brand, last_four=last_four)]
    if customer.gift_card is not None:
        balance = Money(Decimal(customer.gift_card), currency)
        methods.append(PaymentMethod(id=f"{customer.id}-gift", kind=PaymentKind.GIFT_CARD, balance=balance))
    return Customer(
        id=customer.id,
        first_name=customer.first_name,
        last_name=customer.last_name,
        email=customer.email,
        phone=customer.phone,
        language="en",
        address=customer.address,
        payment_methods=methods,
    )


def _order(order: DemoOrder, now: datetime, currency: str) -> Order:
    customer = next(customer for customer in CUSTOMERS if customer.id == order.customer_id)
    placed_at = now - timedelta(days=order.placed)
    made = Order(
        number=order.number,
        customer_id=customer.id,
        status=order.status,
        placed_at=placed_at,
        promised_on=None if order.promised is None else (now + timedelta(days=order.promised)).date(),
        expected_on=None if order.expected is None else (now + timedelta(days=order.expected)).date(),
        delivered_at=None if order.delivered is None else now - timedelta(days=order.delivered),
        cancelled_at=placed_at + timedelta(hours=5) if order.status is OrderStatus.CANCELLED else None,
        address=customer.address,
        lines=[
            _line(sku, quantity, position, currency, PAID_MORE.get((order.number, sku)))
            for position, (sku, quantity) in enumerate(order.articles, start=1)
        ],
    )
    if order.carrier is not None:
        made.shipments = [_shipment(made, order, now)]
    made.payments = _payments(made, placed_at)
    return made


def _line(sku: str, quantity: int, position: int, currency: str, paid: str | None) -> OrderLine:
    product, options = next(
        (product, options) for product in PRODUCTS for suffix, options, _ in product.variants if sku == f"{product.id}-{suffix}"
    )
    price = Money(Decimal(paid or product.price), currency)
    return OrderLine(position=position, sku=sku, name=product.name, options=options, quantity=quantity, price=price)


def _shipment(made: Order, order: DemoOrder, now: datetime) -> Shipment:
    return Shipment(
        id=f"{order.number}/1",
        carrier=order.carrier,
        tracking_number=order.tracking_number,
        shipped_at=now - timedelta(days=order.placed - 1),
        delivered_at=made.delivered_at,
        lines=list(made.lines),
    )


def _payments(made: Order, placed_at: datetime) -> list[Payment]:
    method_id = f"{made.customer_id}-pay"
    payment = Payment(
        id=f"{made.number}/1", direction=PaymentDirection.PAYMENT, amount=made.total, method_id=method_id, at=placed_at
    )
    if made.cancelled_at is None:
        return [payment]
    refund = Payment(
        id=f"{made.number}/2", direction=PaymentDirection.REFUND, amount=made.total, method_id=method_id, at=made.cancelled_at
    )
    return [payment, refund]
