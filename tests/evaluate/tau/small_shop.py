"""A shop of two customers in the benchmark's form, made up for these tests."""

import json
from pathlib import Path
from typing import Any

from bot.evaluate.tau.shop_state import ShopState, read_file
from bot.evaluate.tau.tasks import Identity, Task, Turn, Write, WriteKind

HOME = {"address1": "5 Mill Road", "address2": "", "city": "Austin", "state": "TX", "zip": "73301", "country": "USA"}
NEW_HOME = ("9 Lake View", "Flat 2", "Boston", "MA", "02101", "USA")
SCARF, RED_SCARF, SOLD_OUT_SCARF = "S1", "S2", "S3"
MUG, BIG_MUG = "M1", "M2"
CARD, GIFT_CARD = "card_1", "gift_1"
DELIVERED, PENDING, CHEAP = "#W1000001", "#W1000002", "#W1000003"

PRODUCTS = {
    "P1": {
        "name": "Wool Scarf",
        "variants": {
            SCARF: {"options": {"color": "blue", "length": "long"}, "available": True, "price": 40.0},
            RED_SCARF: {"options": {"color": "red", "length": "long"}, "available": True, "price": 45.5},
            SOLD_OUT_SCARF: {"options": {"color": "green", "length": "short"}, "available": False, "price": 30.0},
        },
    },
    "P2": {
        "name": "Tea Mug",
        "variants": {
            MUG: {"options": {"size": "small"}, "available": True, "price": 8.0},
            BIG_MUG: {"options": {"size": "big"}, "available": True, "price": 8.0},
        },
    },
}
ANNA = {
    "name": {"first_name": "Anna", "last_name": "Berg"},
    "address": HOME,
    "email": "anna.berg@example.com",
    "payment_methods": {
        CARD: {"source": "credit_card", "brand": "visa", "last_four": "1111"},
        GIFT_CARD: {"source": "gift_card", "balance": 50.0},
    },
}
BO = {
    "name": {"first_name": "Bo", "last_name": "Dahl"},
    "address": HOME,
    "email": "bo.dahl@example.com",
    "payment_methods": {"paypal_2": {"source": "paypal"}},
}


def item(sku: str) -> dict[str, Any]:
    product = next(product for product in PRODUCTS.values() if sku in product["variants"])
    variant: Any = product["variants"][sku]  # type: ignore[index]
    return {"name": product["name"], "item_id": sku, "price": variant["price"], "options": variant["options"]}


def order(number: str, status: str, skus: list[str], method: str, user: str = "anna") -> dict[str, Any]:
    items = [item(sku) for sku in skus]
    paid = {"transaction_type": "payment", "amount": sum(one["price"] for one in items), "payment_method_id": method}
    empty: list[Any] = []
    common = {"user_id": user, "address": HOME, "fulfillments": empty, "payment_history": [paid]}
    return {"order_id": number, "items": items, "status": status, **common}


def shop_file(folder: Path) -> Path:
    orders = [
        order(DELIVERED, "delivered", [SCARF, MUG], CARD),
        order(PENDING, "pending", [SCARF, MUG], CARD),
        order(CHEAP, "pending", [MUG], GIFT_CARD),
    ]
    shop = {"users": {"anna": ANNA, "bo": BO}, "products": PRODUCTS, "orders": {one["order_id"]: one for one in orders}}
    path = folder / "db.json"
    path.write_text(json.dumps(shop), encoding="utf-8")
    return path


def small_shop(folder: Path) -> ShopState:
    return read_file(shop_file(folder))


def cancel(number: str = PENDING, reason: str = "no longer needed") -> Write:
    return Write(WriteKind.CANCEL, order=number, reason=reason)


def send_back(*skus: str, method: str = CARD) -> Write:
    return Write(WriteKind.RETURN, order=DELIVERED, articles=skus, method=method)


def exchange(old: str, new: str, method: str = CARD) -> Write:
    return Write(WriteKind.EXCHANGE, order=DELIVERED, articles=(old,), replacements=(new,), method=method)


def change(old: str, new: str, method: str = CARD, number: str = PENDING) -> Write:
    return Write(WriteKind.ITEMS, order=number, articles=(old,), replacements=(new,), method=method)


def readdress(number: str = PENDING) -> Write:
    return Write(WriteKind.ADDRESS, order=number, address=NEW_HOME)


def repay(number: str = CHEAP, method: str = CARD) -> Write:
    return Write(WriteKind.PAYMENT, order=number, method=method)


def move() -> Write:
    return Write(WriteKind.OWN_ADDRESS, customer="anna", address=NEW_HOME)


def a_task(*turns: Turn, email: str | None = "anna.berg@example.com") -> Task:
    identity = Identity(full_name="Anna Berg", postcode="73301", email=email)
    return Task("t", identity, turns, tuple(write for turn in turns for write in turn.writes))
