"""Reads orders from CSV, one row per article: the form that docs/import.md describes for every shop."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from bot.shop.customer import normal_email, normal_name
from bot.shop.order import normal_order_number
from bot.store.importers.batch import Batch
from bot.store.importers.csv_rows import LINE_COLUMNS, ORDER_COLUMNS, REQUIRED_COLUMNS, LineCells, OrderCells, Row
from bot.store.importers.order_entry import OrderEntry
from bot.store.importers.problem import BadFile, Problem, reason_of

DELIMITERS = ",;\t"
# Values that a message may repeat; all others may be personal.
SHOWN = {"status", "currency", "price", "quantity", "placed_at", "promised_on", "delivered_at", "cancelled_at", "shipped_at"}

Cells = dict[str, str]
R = TypeVar("R", bound=Row)


@dataclass
class OrderRows:
    """The rows of one order: its own cells with the line that first gives each, and its articles."""

    line: int
    cells: Cells = field(default_factory=dict)
    given_at: dict[str, int] = field(default_factory=dict)
    articles: list[tuple[int, Cells]] = field(default_factory=list)

    def add(self, line: int, cells: Cells) -> Iterator[Problem]:
        """Take another row; a cell may be left empty after the first row, but not say something else."""
        self.articles.append((line, {name: cell for name, cell in cells.items() if name in LINE_COLUMNS}))
        for name in ORDER_COLUMNS & cells.keys():
            known = self.cells.setdefault(name, cells[name])
            first = self.given_at.setdefault(name, line)
            if known != cells[name]:
                yield Problem(f"line {line}", f"{name} is not what line {first} says of the same order")


def read(text: str, *, currency: str, zone: ZoneInfo) -> tuple[Batch, list[str]]:
    """What the file says, and notes for the operator; raises BadFile with every problem found."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    header = _header(reader)
    problems: list[Problem] = []
    orders = [_validated(rows, currency, zone, problems) for rows in _grouped(reader, header, problems)]
    complete = [order for order in orders if order is not None]
    problems += _clashing_customers(complete)
    if problems:
        raise BadFile(sorted(problems, key=lambda problem: int(problem.where.removeprefix("line "))))
    unknown = [name for name in header if name not in ORDER_COLUMNS | LINE_COLUMNS]
    return _batch(complete), [f"Column {name!r} is not known and was left out." for name in unknown]


def _delimiter(text: str) -> str:
    """Spreadsheets write semicolons or tabs where the comma is the decimal sign."""
    header = text.partition("\n")[0]
    return max(DELIMITERS, key=header.count)


def _header(reader: Iterator[list[str]]) -> list[str]:
    header = ["_".join(name.casefold().split()) for name in next(reader)]
    missing = sorted(REQUIRED_COLUMNS - set(header))
    doubled = sorted({name for name in header if header.count(name) > 1})
    problems = [Problem("line 1", f"column {name} is missing") for name in missing]
    problems += [Problem("line 1", f"column {name} is there twice") for name in doubled]
    if problems:
        raise BadFile(problems)
    return header


def _grouped(reader: Any, header: list[str], problems: list[Problem]) -> list[OrderRows]:
    orders: dict[str, OrderRows] = {}
    for line, cells in _rows(reader, header, problems):
        number = normal_order_number(cells.get("order_number", ""))
        if not number:
            problems.append(Problem(f"line {line}", "order_number is missing"))
            continue
        problems += orders.setdefault(number, OrderRows(line)).add(line, cells)
    if not orders and not problems:
        raise BadFile([Problem("line 1", "no row follows the header")])
    return list(orders.values())


def _rows(reader: Any, header: list[str], problems: list[Problem]) -> Iterator[tuple[int, Cells]]:
    """The line on which each row ends, and its cells that are not empty."""
    try:
        for row in reader:
            if len(row) == len(header):
                yield reader.line_num, {name: cell.strip() for name, cell in zip(header, row, strict=True) if cell.strip()}
            elif any(cell.strip() for cell in row):
                problems.append(Problem(f"line {reader.line_num}", f"has {len(row)} cells, but the header has {len(header)}"))
    except csv.Error as error:
        problems.append(Problem(f"line {reader.line_num}", f"is not CSV: {error}"))


def _validated(rows: OrderRows, currency: str, zone: ZoneInfo, problems: list[Problem]) -> OrderEntry | None:
    found = len(problems)
    cells = _checked(OrderCells, rows.line, {"currency": currency} | rows.cells, zone, problems, rows.given_at)
    articles = [_checked(LineCells, line, article, zone, problems) for line, article in rows.articles]
    if cells is None or len(problems) > found:
        return None
    return OrderEntry(rows.line, cells, [article for article in articles if article is not None])


def _checked(
    kind: type[R], line: int, cells: Cells, zone: ZoneInfo, problems: list[Problem], given_at: dict[str, int] | None = None
) -> R | None:
    try:
        return kind.model_validate(cells, context={"zone": zone})
    except ValidationError as error:
        for found in error.errors():
            name = str(found["loc"][0]) if found["loc"] else ""
            at = (given_at or {}).get(name, line)
            shown = f", not {cells[name]!r}" if name in SHOWN and name in cells else ""
            problems.append(Problem(f"line {at}", f"{name} {reason_of(found)}{shown}".strip()))
    return None


def _clashing_customers(orders: list[OrderEntry]) -> Iterator[Problem]:
    by_id: dict[str, OrderEntry] = {}
    by_email: dict[str, OrderEntry] = {}
    for order in orders:
        same_id = by_id.setdefault(order.customer_id, order)
        same_email = by_email.setdefault(normal_email(order.cells.email), order)
        if same_email.customer_id != order.customer_id:
            yield Problem(f"line {order.line}", f"email is that of another customer_id on line {same_email.line}")
        elif normal_email(same_id.cells.email) != normal_email(order.cells.email):
            yield Problem(f"line {order.line}", f"email is not what line {same_id.line} says of the same customer_id")
        elif normal_name(same_id.name) != normal_name(order.name):
            yield Problem(f"line {order.line}", f"the name is not what line {same_id.line} says of the same customer")


def _batch(orders: list[OrderEntry]) -> Batch:
    batch = Batch()
    newest: dict[str, OrderEntry] = {}
    for order in orders:
        _add_order(batch, order)
        known = newest.setdefault(order.customer_id, order)
        if order.age_key >= known.age_key:
            newest[order.customer_id] = order
    for order in newest.values():
        batch.places.setdefault(order.customer_id, f"line {order.line}")
        batch.customers.append(order.customer())
    methods = {method.id: method for order in orders if (method := order.payment_method()) is not None}
    batch.payment_methods.extend(methods.values())
    return batch


def _add_order(batch: Batch, entry: OrderEntry) -> None:
    batch.places[entry.number] = f"line {entry.line}"
    batch.orders.append(entry.order())
    batch.shipments.extend(entry.shipments())
    batch.lines.extend(entry.lines())
    if (payment := entry.payment()) is not None:
        batch.payments.append(payment)
