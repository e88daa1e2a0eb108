"""The plain form of what our own store holds.

Read table by table, for a whole shop is read after every write of every talk: mapped objects would take ten times as long.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from bot.evaluate.tau.shop_state import (
    CHANGED,
    EXCHANGED,
    RETURNED,
    Article,
    Method,
    Paid,
    Person,
    PlainOrder,
    SentBack,
    ShopState,
    money,
)
from bot.shop.customer import Customer, PaymentKind, PaymentMethod
from bot.shop.exchange import Exchange, ExchangeLine, ExchangeState
from bot.shop.order import CancelReason, Order, OrderStatus
from bot.shop.order_line import OrderLine
from bot.shop.payment import Payment, PaymentDirection
from bot.shop.product import Product, Variant
from bot.shop.rma import Return, ReturnLine, ReturnState

REASONS = {
    CancelReason.NO_LONGER_NEEDED: "no longer needed",
    CancelReason.ORDERED_BY_MISTAKE: "ordered by mistake",
}
ADDRESS_COLUMNS = ("address_line1", "address_line2", "city", "region", "postcode", "country")
Rows = dict[Any, list[RowMapping]]


def read_store(db: Session) -> ShopState:
    """Everything that a talk may change, and the catalogue."""
    return ShopState(people=_people(db), orders=_orders(db), products=_products(db))


def _rows(db: Session, mapped: Any, *order_by: Any) -> list[RowMapping]:
    return list(db.execute(select(mapped.__table__).order_by(*order_by)).mappings())


def _by(rows: list[RowMapping], column: str) -> Rows:
    sorted_out: Rows = defaultdict(list)
    for row in rows:
        sorted_out[row[column]].append(row)
    return sorted_out


def _people(db: Session) -> dict[str, Person]:
    methods = _by(_rows(db, PaymentMethod), "customer_id")
    return {
        row["id"]: Person(
            name=f"{row['first_name']} {row['last_name']}".strip(),
            email=row["email"],
            address=_address(row),
            methods={method["id"]: _method(method) for method in methods[row["id"]]},
        )
        for row in _rows(db, Customer)
    }


def _method(row: RowMapping) -> Method:
    kind: PaymentKind = row["kind"]
    balance = row["balance_amount"]
    return Method(kind.value, row["brand"] or "", row["last_four"] or "", None if balance is None else money(balance))


def _orders(db: Session) -> dict[str, PlainOrder]:
    lines = _rows(db, OrderLine, OrderLine.position, OrderLine.id)
    of_order, by_id = _by(lines, "order_number"), {line["id"]: line for line in lines}
    payments = _by(_rows(db, Payment), "order_number")
    sent_back = _returned(db, by_id)
    for number, exchanged in _exchanged(db, by_id).items():
        sent_back[number] += exchanged
    return {
        row["number"]: PlainOrder(
            number=row["number"],
            customer=row["customer_id"],
            status=_status(row, sent_back[row["number"]]),
            address=_address(row),
            articles=tuple(article for line in of_order[row["number"]] for article in [_article(line)] * line["quantity"]),
            payments=tuple(_paid(payment) for payment in payments[row["number"]]),
            reason=REASONS[row["cancel_reason"]] if row["cancel_reason"] else "",
            sent_back=tuple(sent_back[row["number"]]),
        )
        for row in _rows(db, Order)
    }


def _status(row: RowMapping, sent_back: list[SentBack]) -> str:
    """The benchmark keeps in the status what we keep as return, exchange or moment of change."""
    if sent_back:
        return " and ".join(sorted({EXCHANGED if sent.replacements else RETURNED for sent in sent_back}))
    status: OrderStatus = row["status"]
    return CHANGED if status is OrderStatus.PENDING and row["items_changed_at"] else status.value


def _returned(db: Session, lines: Mapping[int, RowMapping]) -> dict[str, list[SentBack]]:
    """Several returns of one order to the same payment method are one return of all their articles."""
    articles: dict[tuple[str, str], list[str]] = defaultdict(list)
    chosen = _by(_rows(db, ReturnLine), "return_id")
    for row in _rows(db, Return):
        if row["state"] is not ReturnState.REFUSED:
            for line in chosen[row["rma"]]:
                sku = lines[line["order_line_id"]]["sku"]
                articles[row["order_number"], row["refund_to_id"] or ""] += [sku] * line["quantity"]
    sent_back: dict[str, list[SentBack]] = defaultdict(list)
    for (number, method), skus in articles.items():
        sent_back[number].append(SentBack(tuple(sorted(skus)), method))
    return sent_back


def _exchanged(db: Session, lines: Mapping[int, RowMapping]) -> dict[str, list[SentBack]]:
    sent_back: dict[str, list[SentBack]] = defaultdict(list)
    chosen = _by(_rows(db, ExchangeLine), "exchange_id")
    for row in _rows(db, Exchange):
        if row["state"] is ExchangeState.REFUSED:
            continue
        swapped = [line for line in chosen[row["rma"]] for _ in range(line["quantity"])]
        old = tuple(sorted(lines[line["order_line_id"]]["sku"] for line in swapped))
        new = tuple(sorted(line["new_sku"] for line in swapped))
        method = row["method_id"] if row["difference_amount"] else None
        sent_back[row["order_number"]].append(SentBack(old, method or "", new))
    return sent_back


def _products(db: Session) -> dict[str, dict[str, Article]]:
    names = {row["id"]: row["name"] for row in _rows(db, Product)}
    variants = _by(_rows(db, Variant), "product_id")
    return {product: {row["sku"]: _variant(row, name) for row in variants[product]} for product, name in names.items()}


def _variant(row: RowMapping, name: str) -> Article:
    in_stock = row["stock"] is None or row["stock"] > 0
    return Article(row["sku"], name, tuple(row["options"].items()), money(row["price_amount"]), in_stock)


def _article(row: RowMapping) -> Article:
    return Article(row["sku"], row["name"], tuple(row["options"].items()), money(row["price_amount"]))


def _paid(row: RowMapping) -> Paid:
    sign = 1 if row["direction"] is PaymentDirection.PAYMENT else -1
    return Paid(sign * money(row["amount_value"]), row["method_id"] or "")


def _address(row: RowMapping) -> tuple[str, ...]:
    return tuple(row[column] or "" for column in ADDRESS_COLUMNS)
