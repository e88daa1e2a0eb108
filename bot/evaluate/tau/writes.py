"""What each write of the benchmark means: its own rules, on the plain form, written without a look at our services."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from bot.evaluate.tau.shop_state import (
    CANCELLED,
    CHANGED,
    DELIVERED,
    EXCHANGED,
    PENDING,
    RETURNED,
    Article,
    Method,
    Paid,
    Person,
    PlainOrder,
    SentBack,
    ShopState,
)
from bot.evaluate.tau.tasks import Write, WriteKind

T = TypeVar("T")
REASONS = ("no longer needed", "ordered by mistake")


class ImpossibleWrite(Exception):  # noqa: N818 - reads as the sentence that it carries
    """The benchmark's rules refuse the write; the message says why."""


def done(shop: ShopState, write: Write) -> ShopState:
    """The shop after the write; raises ImpossibleWrite."""
    if write.kind is WriteKind.OWN_ADDRESS:
        person = _found(shop.people, write.customer, "customer")
        return _with_person(shop, write.customer, replace(person, address=write.address))
    order = _found(shop.orders, write.order, "order")
    return CHANGES[write.kind](shop, order, write)


def _cancel(shop: ShopState, order: PlainOrder, write: Write) -> ShopState:
    _require(order.status == PENDING, f"order {order.number} is {order.status}")
    _require(write.reason in REASONS, f"{write.reason!r} is no reason to cancel")
    for paid in order.payments:
        shop = _credited(shop, order.customer, paid.method, paid.amount)
    refunds = tuple(Paid(-paid.amount, paid.method) for paid in order.payments)
    cancelled = replace(order, status=CANCELLED, reason=write.reason, payments=order.payments + refunds)
    return _with_order(shop, cancelled)


def _change_address(shop: ShopState, order: PlainOrder, write: Write) -> ShopState:
    _require(order.status in (PENDING, CHANGED), f"order {order.number} is {order.status}")
    return _with_order(shop, replace(order, address=write.address))


def _change_payment(shop: ShopState, order: PlainOrder, write: Write) -> ShopState:
    _require(order.status in (PENDING, CHANGED), f"order {order.number} is {order.status}")
    _require(len(order.payments) == 1 and order.payments[0].amount > 0, f"order {order.number} was not paid once")
    paid = order.payments[0]
    _require(write.method != paid.method, f"order {order.number} is paid with {write.method} already")
    _require_cover(shop, order, write.method, paid.amount)
    shop = _credited(shop, order.customer, write.method, -paid.amount)
    shop = _credited(shop, order.customer, paid.method, paid.amount)
    payments = (*order.payments, Paid(paid.amount, write.method), Paid(-paid.amount, paid.method))
    return _with_order(shop, replace(order, payments=payments))


def _change_items(shop: ShopState, order: PlainOrder, write: Write) -> ShopState:
    _require(order.status == PENDING, f"order {order.number} is {order.status}")
    swaps = _swaps(shop, order, write)
    _require(all(old.sku != new.sku for old, new in swaps), "an article would be changed into itself")
    difference = sum((new.price - old.price for old, new in swaps), Decimal(0))
    _require_cover(shop, order, write.method, difference)
    articles = list(order.articles)
    for old, new in swaps:
        articles[articles.index(old)] = new
    shop = _credited(shop, order.customer, write.method, -difference)
    payments = (*order.payments, Paid(difference, write.method))
    return _with_order(shop, replace(order, status=CHANGED, articles=tuple(articles), payments=payments))


def _return(shop: ShopState, order: PlainOrder, write: Write) -> ShopState:
    _require(order.status == DELIVERED, f"order {order.number} is {order.status}")
    method = _method(shop, order, write.method)
    original = order.payments[0].method if order.payments else ""
    _require(method.kind == "gift_card" or write.method == original, f"{write.method} is neither a gift card nor the original")
    _articles(order, write.articles)
    sent_back = (SentBack(tuple(sorted(write.articles)), write.method),)
    return _with_order(shop, replace(order, status=RETURNED, sent_back=sent_back))


def _exchange(shop: ShopState, order: PlainOrder, write: Write) -> ShopState:
    _require(order.status == DELIVERED, f"order {order.number} is {order.status}")
    difference = sum((new.price - old.price for old, new in _swaps(shop, order, write)), Decimal(0))
    _require_cover(shop, order, write.method, difference)
    # Where nothing is to be paid, the way to pay it is no fact.
    method = write.method if difference else ""
    sent_back = (SentBack(tuple(sorted(write.articles)), method, tuple(sorted(write.replacements))),)
    return _with_order(shop, replace(order, status=EXCHANGED, sent_back=sent_back))


CHANGES: Mapping[WriteKind, Callable[[ShopState, PlainOrder, Write], ShopState]] = {
    WriteKind.CANCEL: _cancel,
    WriteKind.ADDRESS: _change_address,
    WriteKind.PAYMENT: _change_payment,
    WriteKind.ITEMS: _change_items,
    WriteKind.RETURN: _return,
    WriteKind.EXCHANGE: _exchange,
}


def _swaps(shop: ShopState, order: PlainOrder, write: Write) -> list[tuple[Article, Article]]:
    _require(len(write.articles) == len(write.replacements), "not every article has its replacement")
    swaps = []
    for old, sku in zip(_articles(order, write.articles), write.replacements, strict=True):
        new = _found(shop.variants_beside(old.sku), sku, f"variant of {old.name}")
        _require(new.available, f"{new.name} {sku} is not available")
        swaps.append((old, new))
    return swaps


def _articles(order: PlainOrder, skus: tuple[str, ...]) -> list[Article]:
    """One line of the order for each SKU, even where it has the same article twice."""
    left, chosen = list(order.articles), []
    for sku in skus:
        article = next((article for article in left if article.sku == sku), None)
        if article is None:
            raise ImpossibleWrite(f"order {order.number} has no article {sku}, or not as often")
        left.remove(article)
        chosen.append(article)
    return chosen


def _method(shop: ShopState, order: PlainOrder, name: str) -> Method:
    return _found(shop.people[order.customer].methods, name, f"payment method of {order.customer}")


def _require_cover(shop: ShopState, order: PlainOrder, name: str, amount: Decimal) -> None:
    balance = _method(shop, order, name).balance
    _require(balance is None or balance >= amount, f"{name} does not cover {amount}")


def _credited(shop: ShopState, customer: str, name: str, amount: Decimal) -> ShopState:
    """A gift card's balance changes at once; other payment methods have none."""
    person = shop.people[customer]
    method = person.methods[name]
    if method.balance is None:
        return shop
    methods = {**person.methods, name: replace(method, balance=method.balance + amount)}
    return _with_person(shop, customer, replace(person, methods=methods))


def _with_order(shop: ShopState, order: PlainOrder) -> ShopState:
    return replace(shop, orders={**shop.orders, order.number: order})


def _with_person(shop: ShopState, customer: str, person: Person) -> ShopState:
    return replace(shop, people={**shop.people, customer: person})


def _found(mapping: Mapping[str, T], name: str, what: str) -> T:
    if name not in mapping:
        raise ImpossibleWrite(f"there is no {what} {name}")
    return mapping[name]


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ImpossibleWrite(otherwise)
