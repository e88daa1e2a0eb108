"""Makes the nouns that tests need; every value has a default, and none is saved until the test says so."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from bot.shop.address import Address
from bot.shop.customer import Customer, PaymentKind, PaymentMethod
from bot.shop.exchange import Exchange, ExchangeState
from bot.shop.money import Money
from bot.shop.order import Order, OrderStatus
from bot.shop.order_line import OrderLine
from bot.shop.payment import Payment, PaymentDirection
from bot.shop.product import Product, Variant
from bot.support.agent import Agent, AgentSession
from bot.support.conversation import Conversation

# As small as a picture can be that is one by its first bytes.
A_JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01" + bytes(20)
NOW = datetime(2025, 3, 14, 10, 30, tzinfo=UTC)
YESTERDAY = NOW - timedelta(days=1)

_serial = count(1)
T = TypeVar("T")


def saved(db: Session, noun: T) -> T:
    """In this transaction, so that queries find it."""
    db.add(noun)
    db.flush()
    return noun


def usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


def an_address(**changes: Any) -> Address:
    parts = {"line1": "12 Rose Lane", "line2": "", "city": "Leeds", "region": "", "postcode": "LS1 4AP", "country": "GB"}
    return Address(**{**parts, **changes})


def a_payment_method(**changes: Any) -> PaymentMethod:
    parts = {"id": f"card-{next(_serial)}", "kind": PaymentKind.CREDIT_CARD, "brand": "visa", "last_four": "4242"}
    return PaymentMethod(**{**parts, **changes})


def a_gift_card(**changes: Any) -> PaymentMethod:
    parts = {"id": f"gift-{next(_serial)}", "brand": None, "last_four": None, "balance": usd("100.00")}
    return a_payment_method(**{"kind": PaymentKind.GIFT_CARD, **parts, **changes})


def a_payment(amount: str, **changes: Any) -> Payment:
    return Payment(
        **{"id": f"payment-{next(_serial):06}", "direction": PaymentDirection.PAYMENT, "amount": usd(amount), **changes}
    )


def a_customer(**changes: Any) -> Customer:
    serial = next(_serial)
    parts: dict[str, Any] = {
        "id": f"customer-{serial}",
        "first_name": "Mary",
        "last_name": "Brown",
        "email": f"mary.brown{serial}@example.com",
        "address": an_address(),
    }
    return Customer(**{**parts, **changes})


def a_line(name: str = "Desk Lamp", **changes: Any) -> OrderLine:
    parts: dict[str, Any] = {"sku": f"sku-{next(_serial)}", "name": name, "options": {}, "quantity": 1, "price": usd("30.00")}
    return OrderLine(**{**parts, **changes})


def an_order(*, lines: list[OrderLine] | None = None, **changes: Any) -> Order:
    """Delivered yesterday unless told otherwise, with a lamp and a mug; `status` alone leaves the other dates empty."""
    parts: dict[str, Any] = {"number": f"#W{1000000 + next(_serial)}", "address": an_address()}
    if "status" not in changes:
        parts |= {"status": OrderStatus.DELIVERED, "placed_at": NOW - timedelta(days=6), "delivered_at": YESTERDAY}
    if "customer" not in changes and "customer_id" not in changes:
        parts["customer"] = a_customer()
    order = Order(**{**parts, **changes})
    order.lines = lines if lines is not None else [a_line("Desk Lamp"), a_line("Coffee Mug", price=usd("12.50"))]
    for position, line in enumerate(order.lines, start=1):
        line.position = position
    return order


def an_exchange(**changes: Any) -> Exchange:
    serial = next(_serial)
    parts = {
        "rma": f"RMA-{serial}",
        "state": ExchangeState.REQUESTED,
        "requested_at": NOW,
        "idempotency_key": f"exchange-{serial}",
    }
    return Exchange(**{**parts, "difference": usd("0.00"), **changes})


def a_product(name: str = "Desk Lamp", *, variants: list[Variant] | None = None, **changes: Any) -> Product:
    product = Product(**{"id": f"product-{next(_serial)}", "name": name, **changes})
    product.variants = variants if variants is not None else [a_variant()]
    return product


def a_variant(**changes: Any) -> Variant:
    parts: dict[str, Any] = {"sku": f"sku-{next(_serial)}", "options": {"color": "white"}, "price": usd("30.00"), "stock": 5}
    return Variant(**{**parts, **changes})


def an_agent(**changes: Any) -> Agent:
    parts: dict[str, Any] = {"name": f"Agent {next(_serial)}", "password_hash": "unusable", "added_at": NOW}
    return Agent(**{**parts, **changes})


def a_session(agent: Agent, *, seen_at: datetime | None = NOW) -> AgentSession:
    """A page of the agent's, last seen open at this moment."""
    parts: dict[str, Any] = {"csrf_token": "csrf", "expires_at": NOW + timedelta(hours=12)}
    return AgentSession(token_digest=f"digest-{next(_serial)}", agent_id=agent.id, seen_at=seen_at, **parts)


def a_conversation(**changes: Any) -> Conversation:
    parts: dict[str, Any] = {"channel": "widget", "opened_at": NOW, "last_message_at": NOW}
    return Conversation(**{**parts, **changes})
