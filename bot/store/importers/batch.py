"""Brings the contents of one file into the store: adds what is new, changes what differs, and counts both."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import inspect, select
from sqlalchemy.orm import InstrumentedAttribute, Session, selectinload
from tqdm import tqdm

from bot.shop.article_report import ReportLine
from bot.shop.customer import Customer, PaymentMethod
from bot.shop.exchange import ExchangeLine
from bot.shop.order import Order
from bot.shop.order_line import OrderLine
from bot.shop.payment import Payment
from bot.shop.product import Product, Variant
from bot.shop.shipment import Shipment
from bot.store.importers.problem import BadFile, Problem
from bot.tables import Base

T = TypeVar("T", bound=Base)
# SQLite takes at most 999 values in one statement on old builds.
CHUNK = 500


@dataclass
class Tally:
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0


@dataclass
class Batch:
    """Everything that a file says, as unsaved rows that refer to one another by key."""

    customers: list[Customer] = field(default_factory=list)
    payment_methods: list[PaymentMethod] = field(default_factory=list)
    products: list[Product] = field(default_factory=list)
    variants: list[Variant] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    shipments: list[Shipment] = field(default_factory=list)
    lines: list[OrderLine] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    # Where the file speaks of a customer (by id) or an order (by number), for messages.
    places: dict[str, str] = field(default_factory=dict)

    def store(self, db: Session) -> dict[str, Tally]:
        """Upsert everything and flush; raises BadFile before the first write where the store contradicts the file."""
        if problems := [*self._taken_emails(db), *self._contradicted_orders(db), *self._lost_lines(db)]:
            raise BadFile(problems)
        return {
            "customers": _upsert(db, self.customers, Customer.id),
            "payment methods": _upsert(db, self.payment_methods, PaymentMethod.id),
            "products": _upsert(db, self.products, Product.id),
            "variants": _upsert(db, self.variants, Variant.sku),
            "orders": _upsert(db, self.orders, Order.number),
            "shipments": _upsert(db, self.shipments, Shipment.id),
            "order lines": self._store_lines(db),
            "payments": _upsert(db, self.payments, Payment.id),
        }

    def _store_lines(self, db: Session) -> Tally:
        existing = self._existing_lines(db)
        tally = _merge(db, _numbered(self.lines), existing)
        for line in self._surplus(existing):
            db.delete(line)
            tally.removed += 1
        db.flush()
        return tally

    def _existing_lines(self, db: Session) -> dict[Hashable, OrderLine]:
        numbers = [order.number for order in self.orders]
        loaded = _load(db, OrderLine, OrderLine.order_number, numbers)
        return _numbered(sorted(loaded, key=lambda line: (line.position, line.id)))

    def _surplus(self, existing: dict[Hashable, OrderLine]) -> list[OrderLine]:
        kept = _numbered(self.lines)
        return [line for key, line in existing.items() if key not in kept]

    def _taken_emails(self, db: Session) -> Iterator[Problem]:
        ids = {customer.email: customer.id for customer in self.customers}
        for stored in _load(db, Customer, Customer.email, list(ids)):
            wanted = ids[stored.email]
            if stored.id != wanted:
                yield Problem(self.places[wanted], f"the e-mail address belongs to customer {stored.id} in the store")

    def _contradicted_orders(self, db: Session) -> Iterator[Problem]:
        orders = {order.normal_number: order for order in self.orders}
        for stored in _load(db, Order, Order.normal_number, list(orders)):
            order = orders[stored.normal_number]
            if stored.number != order.number:
                yield Problem(self.places[order.number], f"the store writes this order number {stored.number}")
            elif stored.customer_id != order.customer_id:
                yield Problem(self.places[order.number], f"the order belongs to customer {stored.customer_id} in the store")

    def _lost_lines(self, db: Session) -> Iterator[Problem]:
        """A line that a return, an exchange or a report refers to cannot go, even if the file no longer has it."""
        surplus = self._surplus(self._existing_lines(db))
        ids = [line.id for line in surplus]
        exchanged = {line.order_line_id for line in _load(db, ExchangeLine, ExchangeLine.order_line_id, ids)}
        reported = {line.order_line_id for line in _load(db, ReportLine, ReportLine.order_line_id, ids)}
        for line in surplus:
            if line.return_lines or line.id in exchanged | reported:
                yield Problem(self.places[line.order_number], f"lacks article {line.sku}, which is in a return or an exchange")


def _numbered(lines: Iterable[OrderLine]) -> dict[Hashable, OrderLine]:
    """Lines by order, article and count: the second of two equal articles stays the second, wherever it stands."""
    seen: defaultdict[tuple[str, str], int] = defaultdict(int)
    keyed: dict[Hashable, OrderLine] = {}
    for line in lines:
        article = (line.order_number, line.sku)
        seen[article] += 1
        keyed[(*article, seen[article])] = line
    return keyed


def _load(db: Session, kind: type[T], column: InstrumentedAttribute[Any], values: Sequence[Any]) -> list[T]:
    """All rows whose column has one of the values."""
    query = select(kind)
    if kind is OrderLine:
        query = query.options(selectinload(OrderLine.return_lines))
    found: list[T] = []
    for start in range(0, len(values), CHUNK):
        found += db.scalars(query.where(column.in_(values[start : start + CHUNK])))
    return found


def _upsert(db: Session, rows: Sequence[T], key: InstrumentedAttribute[str]) -> Tally:
    if not rows:
        return Tally()
    wanted: dict[Hashable, T] = {getattr(row, key.key): row for row in rows}
    existing: dict[Hashable, T] = {getattr(row, key.key): row for row in _load(db, type(rows[0]), key, list(wanted))}
    return _merge(db, wanted, existing)


def _merge(db: Session, wanted: dict[Hashable, T], existing: dict[Hashable, T]) -> Tally:
    tally = Tally()
    for key, row in tqdm(wanted.items(), desc=_title(wanted), unit="", disable=None):
        if (stored := existing.get(key)) is None:
            db.add(row)
            tally.new += 1
        elif _copy(row, stored):
            tally.changed += 1
        else:
            tally.unchanged += 1
    db.flush()
    return tally


def _title(rows: dict[Hashable, T]) -> str:
    return next((type(row).__tablename__.replace("_", " ") for row in rows.values()), "nothing")


def _copy(row: Base, stored: Base) -> bool:
    """Make the stored row say what the new one says; whether that changed anything.

    What the file has no word for, such as that the customer changed the articles, stays.
    """
    mapper, said = inspect(type(row)), inspect(row).dict
    generated = {column.key for column in mapper.primary_key}
    differing = [
        attribute.key
        for attribute in mapper.column_attrs
        if attribute.key in said
        and attribute.key not in generated
        and getattr(row, attribute.key) != getattr(stored, attribute.key)
    ]
    for name in differing:
        setattr(stored, name, getattr(row, name))
    return bool(differing)
