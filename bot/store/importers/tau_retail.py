"""Reads the database of the tau-retail benchmark (`db.json`).

The file has no dates at all: when orders were placed, promised, sent or delivered stays empty, and nothing is made up.
It does not say how many of a variant there are: an available one gets a stock that is not known (None), others one of 0.
Amounts are in US dollars.
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.shop.address import Address
from bot.shop.customer import Customer, PaymentKind, PaymentMethod, normal_email
from bot.shop.money import Money
from bot.shop.order import Order, OrderStatus
from bot.shop.order_line import OrderLine
from bot.shop.payment import Payment, PaymentDirection
from bot.shop.product import Product, Variant
from bot.shop.shipment import Shipment
from bot.store.importers.batch import Batch
from bot.store.importers.problem import BadFile, Problem, reason_of

CURRENCY = "USD"
NOTE = "The file has no dates: when orders were placed, promised or delivered stays empty."

Text = Annotated[str, Field(min_length=1)]
Amount = Annotated[Decimal, Field(ge=0, decimal_places=2, max_digits=14)]


class Entry(BaseModel):
    model_config = ConfigDict(frozen=True)


class AddressEntry(Entry):
    address1: Text
    address2: str
    city: str
    state: str
    zip: Text
    country: str

    def address(self) -> Address:
        return Address(self.address1, self.address2, self.city, self.state, self.zip, self.country)


class NameEntry(Entry):
    first_name: Text
    last_name: str


class Source(Enum):
    CREDIT_CARD = "credit_card"
    PAYPAL = "paypal"
    GIFT_CARD = "gift_card"


class MethodEntry(Entry):
    source: Source
    brand: str | None = None
    last_four: str | None = None
    balance: Amount | None = None


class UserEntry(Entry):
    name: NameEntry
    address: AddressEntry
    email: Annotated[str, Field(pattern="@")]
    payment_methods: dict[str, MethodEntry]


class VariantEntry(Entry):
    options: dict[str, str]
    available: bool
    price: Amount


class ProductEntry(Entry):
    name: Text
    variants: dict[str, VariantEntry]


class ItemEntry(Entry):
    name: Text
    item_id: Text
    price: Amount
    options: dict[str, str]


class FulfillmentEntry(Entry):
    tracking_id: Annotated[list[str], Field(min_length=1)]
    item_ids: list[str]


class PaymentEntry(Entry):
    transaction_type: PaymentDirection
    amount: Amount
    payment_method_id: str


class OrderEntry(Entry):
    user_id: str
    address: AddressEntry
    items: Annotated[list[ItemEntry], Field(min_length=1)]
    status: OrderStatus
    fulfillments: list[FulfillmentEntry]
    payment_history: list[PaymentEntry]


class Shop(Entry):
    """The whole file."""

    users: dict[str, UserEntry]
    products: dict[str, ProductEntry]
    orders: dict[str, OrderEntry]


def read(text: str) -> Batch:
    """What the file says; raises BadFile with every problem found."""
    shop = _validated(text)
    if problems := [*_shared_emails(shop), *_dangling_references(shop)]:
        raise BadFile(problems)
    batch = Batch()
    for user_id, user in shop.users.items():
        _add_customer(batch, user_id, user)
    for product_id, product in shop.products.items():
        _add_product(batch, product_id, product)
    for number, order in shop.orders.items():
        _add_order(batch, number, order)
    return batch


def _validated(text: str) -> Shop:
    try:
        return Shop.model_validate(json.loads(text))
    except json.JSONDecodeError as error:
        raise BadFile([Problem(f"line {error.lineno}", f"not JSON: {error.msg}")]) from error
    except ValidationError as error:
        problems = [Problem(".".join(map(str, found["loc"])), reason_of(found)) for found in error.errors()]
        raise BadFile(problems) from error


def _shared_emails(shop: Shop) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for user_id, user in shop.users.items():
        owner = owners.setdefault(normal_email(user.email), user_id)
        if owner != user_id:
            yield Problem(f"users.{user_id}.email", f"is also the e-mail address of {owner}")


def _dangling_references(shop: Shop) -> Iterator[Problem]:
    for number, order in shop.orders.items():
        place = f"orders.{number}"
        if order.user_id not in shop.users:
            yield Problem(f"{place}.user_id", f"there is no user {order.user_id}")
            continue
        methods = shop.users[order.user_id].payment_methods
        for index, payment in enumerate(order.payment_history):
            if payment.payment_method_id not in methods:
                reason = f"{order.user_id} has no payment method {payment.payment_method_id}"
                yield Problem(f"{place}.payment_history.{index}.payment_method_id", reason)
        items = {item.item_id for item in order.items}
        for index, fulfillment in enumerate(order.fulfillments):
            for item_id in set(fulfillment.item_ids) - items:
                yield Problem(f"{place}.fulfillments.{index}.item_ids", f"the order has no item {item_id}")


def _add_customer(batch: Batch, user_id: str, user: UserEntry) -> None:
    batch.places[user_id] = f"users.{user_id}"
    batch.customers.append(
        Customer(
            id=user_id,
            first_name=user.name.first_name,
            last_name=user.name.last_name,
            email=user.email,
            address=user.address.address(),
        )
    )
    for method_id, method in user.payment_methods.items():
        batch.payment_methods.append(
            PaymentMethod(
                id=method_id,
                customer_id=user_id,
                kind=PaymentKind(method.source.value),
                brand=method.brand,
                last_four=method.last_four,
                balance=None if method.balance is None else Money(method.balance, CURRENCY),
            )
        )


def _add_product(batch: Batch, product_id: str, product: ProductEntry) -> None:
    batch.products.append(Product(id=product_id, name=product.name))
    for sku, variant in product.variants.items():
        stock = None if variant.available else 0
        price = Money(variant.price, CURRENCY)
        batch.variants.append(Variant(sku=sku, product_id=product_id, options=variant.options, price=price, stock=stock))


def _add_order(batch: Batch, number: str, entry: OrderEntry) -> None:
    batch.places[number] = f"orders.{number}"
    batch.orders.append(Order(number=number, customer_id=entry.user_id, status=entry.status, address=entry.address.address()))
    parcels: dict[str, str] = {}
    for fulfillment in entry.fulfillments:
        tracking_number = fulfillment.tracking_id[0]
        shipment_id = f"{number}/{tracking_number}"
        batch.shipments.append(Shipment(id=shipment_id, order_number=number, tracking_number=tracking_number))
        parcels |= dict.fromkeys(fulfillment.item_ids, shipment_id)
    for position, item in enumerate(entry.items, start=1):
        batch.lines.append(_line(number, position, item, parcels.get(item.item_id)))
    for index, payment in enumerate(entry.payment_history, start=1):
        batch.payments.append(
            Payment(
                id=f"{number}/{index}",
                order_number=number,
                direction=payment.transaction_type,
                amount=Money(payment.amount, CURRENCY),
                method_id=payment.payment_method_id,
            )
        )


def _line(number: str, position: int, item: ItemEntry, shipment_id: str | None) -> OrderLine:
    return OrderLine(
        order_number=number,
        position=position,
        sku=item.item_id,
        name=item.name,
        options=item.options,
        quantity=1,
        price=Money(item.price, CURRENCY),
        shipment_id=shipment_id,
    )
