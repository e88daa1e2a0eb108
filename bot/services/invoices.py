"""Invoices: what stands on one, and the short-lived link by which a customer fetches it."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from sqlalchemy.orm import Session

from bot.services.orders import find_order
from bot.shop.address import Address
from bot.shop.customer import PaymentMethod
from bot.shop.invoice_link import LINK_LIFE, InvoiceLink
from bot.shop.money import Money
from bot.shop.order import Order
from bot.shop.terms import Terms
from bot.support.tokens import token_hash


class InvoiceResult(Enum):
    # Also when the order is somebody else's.
    NOT_FOUND = "not_found"
    # Nothing was charged yet, so that there is nothing to invoice.
    NOT_PAID = "not_paid"


@dataclass(frozen=True)
class InvoiceLine:
    title: str
    quantity: int
    price: Money
    total: Money


@dataclass(frozen=True)
class Invoice:
    """What stands on it; the amounts are those of the order as it is now."""

    order_number: str
    # When it was placed; None where the shop does not know.
    ordered_on: date | None
    customer_name: str
    address: Address
    lines: list[InvoiceLine]
    total: Money
    # Each with what the shop holds of it, or for a cancelled order nothing.
    paid: list[tuple[PaymentMethod | None, Money]]
    is_cancelled: bool

    @property
    def file_name(self) -> str:
        bare = "".join(char for char in self.order_number if char.isalnum() or char in "-_")
        return f"invoice-{bare}.pdf"


@dataclass(frozen=True)
class FetchedInvoice:
    invoice: Invoice
    language: str


def link_invoice(db: Session, customer_id: str, order_number: str, *, language: str, now: datetime) -> str | InvoiceResult:
    """A new token for `invoice_behind`, shown once and good for an hour; or why there is no invoice."""
    order = find_order(db, customer_id, order_number)
    if order is None:
        return InvoiceResult.NOT_FOUND
    if not any(payment.is_charge and payment.problem is None for payment in order.payments):
        return InvoiceResult.NOT_PAID
    token = secrets.token_urlsafe(16)
    link = InvoiceLink(token_digest=token_hash(token), order_number=order.number, language=language, expires_at=now + LINK_LIFE)
    db.add(link)
    db.flush()
    return token


def invoice_behind(db: Session, token: str, *, terms: Terms, now: datetime) -> FetchedInvoice | None:
    """The invoice that the link was made for; None for an unknown or expired token."""
    link = db.get(InvoiceLink, token_hash(token))
    if link is None or now >= link.expires_at:
        return None
    return FetchedInvoice(invoice_of(link.order, terms), link.language)


def invoice_of(order: Order, terms: Terms) -> Invoice:
    return Invoice(
        order_number=order.number,
        ordered_on=None if order.placed_at is None else terms.day_of(order.placed_at),
        customer_name=order.customer.name,
        address=order.address,
        lines=[InvoiceLine(line.article, line.quantity, line.price, line.total) for line in order.lines],
        total=order.total,
        paid=order.held_payments(),
        is_cancelled=order.is_cancelled,
    )
