"""What a shop holds, in a plain form that the benchmark's data and our store both have: what is compared in the end."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.evaluate.tau.tasks import ADDRESS_PARTS

PENDING, CHANGED, CANCELLED, DELIVERED = "pending", "pending (item modified)", "cancelled", "delivered"
RETURNED, EXCHANGED = "return requested", "exchange requested"


def normal_address(parts: Sequence[str]) -> tuple[str, ...]:
    """Addresses are compared without case and doubled spaces."""
    return tuple(" ".join(part.casefold().split()) for part in parts)


def money(amount: object) -> Decimal:
    return Decimal(str(amount)).quantize(Decimal("0.01"))


@dataclass(frozen=True)
class Article:
    """A variant of a product, in the catalogue or in an order."""

    sku: str
    name: str
    options: tuple[tuple[str, str], ...]
    price: Decimal
    available: bool = True

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(value for _, value in self.options)


@dataclass(frozen=True)
class Method:
    """A way to pay; only gift cards have a balance."""

    kind: str
    brand: str = ""
    last_four: str = ""
    balance: Decimal | None = None


@dataclass(frozen=True)
class Person:
    name: str
    email: str
    address: tuple[str, ...]
    methods: Mapping[str, Method]


@dataclass(frozen=True)
class Paid:
    """A payment, or with a negative amount a refund."""

    amount: Decimal
    method: str


@dataclass(frozen=True)
class SentBack:
    """What is returned, or exchanged for the replacements."""

    articles: tuple[str, ...]
    method: str
    replacements: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlainOrder:
    number: str
    customer: str
    status: str
    address: tuple[str, ...]
    articles: tuple[Article, ...]
    payments: tuple[Paid, ...]
    # Why it was cancelled in the talk; of earlier ones nothing is known.
    reason: str = ""
    sent_back: tuple[SentBack, ...] = ()

    def facts(self) -> Mapping[str, object]:
        """What counts: which articles at which price, and what was paid, in any order; amounts of nothing do not count."""
        return {
            "status": self.status,
            "address": normal_address(self.address),
            "articles": sorted((article.sku, article.price) for article in self.articles),
            "payments": sorted((paid.amount, paid.method) for paid in self.payments if paid.amount),
            "reason": self.reason,
            "sent back": sorted((sent.articles, sent.replacements, sent.method) for sent in self.sent_back),
        }


@dataclass(frozen=True)
class ShopState:
    people: Mapping[str, Person]
    orders: Mapping[str, PlainOrder]
    # By product, then by SKU.
    products: Mapping[str, Mapping[str, Article]]

    def variants_beside(self, sku: str) -> Mapping[str, Article]:
        """All variants of the product that has this one."""
        return next((variants for variants in self.products.values() if sku in variants), {})

    def orders_of(self, customer: str) -> list[PlainOrder]:
        return [order for order in self.orders.values() if order.customer == customer]


@dataclass(frozen=True)
class Difference:
    where: str
    what: str
    expected: object
    actual: object

    def __str__(self) -> str:
        return f"{self.where}, {self.what}: expected {_shown(self.expected)}; is {_shown(self.actual)}"


def differences(expected: ShopState, actual: ShopState) -> list[Difference]:
    """Every fact about an order or a person in which the two differ."""
    return [*_of_orders(expected, actual), *_of_people(expected, actual)]


def _of_orders(expected: ShopState, actual: ShopState) -> Iterator[Difference]:
    for number in expected.orders.keys() | actual.orders.keys():
        one, other = expected.orders.get(number), actual.orders.get(number)
        if one == other:
            continue
        yield from _of_facts(f"order {number}", one.facts() if one else {}, other.facts() if other else {})


def _of_people(expected: ShopState, actual: ShopState) -> Iterator[Difference]:
    for customer in expected.people.keys() | actual.people.keys():
        one, other = expected.people.get(customer), actual.people.get(customer)
        if one == other:
            continue
        yield from _of_facts(f"customer {customer}", _person_facts(one), _person_facts(other))


def _person_facts(person: Person | None) -> Mapping[str, object]:
    if person is None:
        return {}
    facts: dict[str, object] = {field.name: getattr(person, field.name) for field in fields(person)}
    return {**facts, "address": normal_address(person.address)}


def _of_facts(where: str, expected: Mapping[str, object], actual: Mapping[str, object]) -> Iterator[Difference]:
    for what in dict.fromkeys([*expected, *actual]):
        if expected.get(what) != actual.get(what):
            yield Difference(where, what, expected.get(what), actual.get(what))


def _shown(value: object) -> str:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, list | tuple):
        return "(" + ", ".join(_shown(part) for part in value if part != "") + ")"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_shown(part)}" for name, part in value.items())
    return "nothing" if value in ("", None) else str(value)


def read_file(path: Path) -> ShopState:
    """The state that the benchmark's `db.json` describes; the importer has checked its form."""
    shop = json.loads(path.read_text(encoding="utf-8"))
    return ShopState(
        people={name: _person(user) for name, user in shop["users"].items()},
        orders={number: _order(number, order) for number, order in shop["orders"].items()},
        products={
            name: {sku: _article(sku, product["name"], variant) for sku, variant in product["variants"].items()}
            for name, product in shop["products"].items()
        },
    )


def _person(user: dict[str, Any]) -> Person:
    methods = {
        name: Method(
            kind=method["source"],
            brand=method.get("brand", ""),
            last_four=method.get("last_four", ""),
            balance=money(method["balance"]) if "balance" in method else None,
        )
        for name, method in user["payment_methods"].items()
    }
    name = f"{user['name']['first_name']} {user['name']['last_name']}".strip()
    return Person(name, user["email"].casefold(), _address(user["address"]), methods)


def _order(number: str, order: dict[str, Any]) -> PlainOrder:
    sign = {"payment": 1, "refund": -1}
    return PlainOrder(
        number=number,
        customer=order["user_id"],
        status=order["status"],
        address=_address(order["address"]),
        articles=tuple(_article(item["item_id"], item["name"], item) for item in order["items"]),
        payments=tuple(
            Paid(sign[paid["transaction_type"]] * money(paid["amount"]), paid["payment_method_id"])
            for paid in order["payment_history"]
        ),
    )


def _article(sku: str, name: str, entry: dict[str, Any]) -> Article:
    return Article(sku, name, tuple(entry["options"].items()), money(entry["price"]), entry.get("available", True))


def _address(parts: dict[str, str]) -> tuple[str, ...]:
    return tuple(parts[part] for part in ADDRESS_PARTS)
