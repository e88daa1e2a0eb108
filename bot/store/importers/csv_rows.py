"""The columns of the orders CSV, and what each cell must be. docs/import.md is their description for operators."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from babel.numbers import is_currency
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator

from bot.shop.customer import PaymentKind
from bot.shop.order import OrderStatus


def _moment(cell: object, info: ValidationInfo) -> object:
    """ISO 8601; a moment without a zone is in the shop's zone, which the validation context carries."""
    if not isinstance(cell, str):
        return cell
    try:
        moment = datetime.fromisoformat(cell)
    except ValueError:
        raise ValueError("should be an ISO 8601 date or time such as 2025-03-14 or 2025-03-14T09:30") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=(info.context or {})["zone"])


def _day(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise ValueError("should be an ISO 8601 date such as 2025-03-14") from None


def _known_currency(code: str) -> str:
    if not is_currency(code, locale="en"):
        raise ValueError("should be an ISO 4217 currency code such as EUR")
    return code


def _options(cell: object) -> object:
    """'color=blue; size=M' as a mapping."""
    if not isinstance(cell, str):
        return cell
    pairs = [pair.partition("=") for pair in cell.split(";") if pair.strip()]
    if any(not name.strip() or not value.strip() for name, _, value in pairs):
        raise ValueError("should look like 'color=blue; size=M'")
    return {name.strip(): value.strip() for name, _, value in pairs}


def _email(cell: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", cell):
        raise ValueError("should be an e-mail address")
    return cell


def _four_digits(cell: str) -> str:
    # The message must not repeat the cell: it may hold a whole card number.
    if not (len(cell) == 4 and cell.isascii() and cell.isdigit()):  # noqa: PLR2004 - the last four
        raise ValueError("should be four digits")
    return cell


Text = Annotated[str, Field(min_length=1)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Day = Annotated[date, BeforeValidator(_day)]
Amount = Annotated[Decimal, Field(ge=0, decimal_places=2, max_digits=14)]
Currency = Annotated[str, AfterValidator(_known_currency)]


class Row(BaseModel):
    model_config = ConfigDict(frozen=True)


class OrderCells(Row):
    """What is the same on all rows of one order."""

    order_number: Annotated[str, Field(pattern="[0-9A-Za-z]")]
    status: OrderStatus
    email: Annotated[str, AfterValidator(_email)]
    first_name: Text
    last_name: str = ""
    customer_id: Text | None = None
    phone: str | None = None
    language: str | None = None
    address_line1: Text
    address_line2: str = ""
    city: Text
    region: str = ""
    postcode: Text
    country: Text
    currency: Currency
    placed_at: Moment | None = None
    promised_on: Day | None = None
    delivered_at: Moment | None = None
    cancelled_at: Moment | None = None
    payment_method: PaymentKind | None = None
    card_brand: str | None = None
    card_last_four: Annotated[str, AfterValidator(_four_digits)] | None = None
    amount_paid: Amount | None = None

    @model_validator(mode="after")
    def _dates_fit_status(self) -> "OrderCells":
        if self.delivered_at and self.status is not OrderStatus.DELIVERED:
            raise ValueError(f"delivered_at is given, but the status is {self.status.value}")
        if self.cancelled_at and self.status is not OrderStatus.CANCELLED:
            raise ValueError(f"cancelled_at is given, but the status is {self.status.value}")
        if self.delivered_at and self.placed_at and self.delivered_at < self.placed_at:
            raise ValueError("delivered_at is before placed_at")
        return self


class LineCells(Row):
    """What belongs to one article of an order."""

    sku: Text
    article: Text
    options: Annotated[dict[str, str], BeforeValidator(_options)] = {}
    quantity: Annotated[int, Field(ge=1, le=100_000)] = 1
    price: Amount
    carrier: str | None = None
    tracking_number: str | None = None
    shipped_at: Moment | None = None


ORDER_COLUMNS = frozenset(OrderCells.model_fields)
LINE_COLUMNS = frozenset(LineCells.model_fields)
REQUIRED_COLUMNS = frozenset(
    name for row in (OrderCells, LineCells) for name, cell in row.model_fields.items() if cell.is_required()
) - {"currency"}  # the shop's own where the file has none
