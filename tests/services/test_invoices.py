"""Invoices and the links to them."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services.invoices import InvoiceResult, invoice_behind, link_invoice
from bot.shop.invoice_link import InvoiceLink
from bot.shop.order import Order
from bot.shop.payment import PaymentProblem
from bot.shop.terms import Terms
from tests.factories import NOW, a_customer, a_line, a_payment, a_payment_method, an_order, saved, usd

TERMS = Terms()


@pytest.fixture
def order(db: Session) -> Order:
    customer = a_customer(id="mary", payment_methods=[a_payment_method(id="card")])
    order = an_order(number="#W1", customer=customer, lines=[a_line("Mug", quantity=3, price=usd("2.50"), options={"c": "red"})])
    order.payments = [a_payment("7.50", method_id="card")]
    return saved(db, order)


def link(db: Session, customer_id: str = "mary") -> str | InvoiceResult:
    return link_invoice(db, customer_id, "W1", language="et", now=NOW)


def test_a_link_leads_to_the_invoice_for_an_hour(db: Session, order: Order) -> None:
    token = link(db)
    assert isinstance(token, str)
    assert invoice_behind(db, token, terms=TERMS, now=NOW + timedelta(minutes=59)) is not None
    assert invoice_behind(db, token, terms=TERMS, now=NOW + timedelta(minutes=60)) is None


def test_the_invoice_says_what_was_ordered_and_how_it_was_paid(db: Session, order: Order) -> None:
    token = link(db)
    assert isinstance(token, str)
    fetched = invoice_behind(db, token, terms=TERMS, now=NOW)
    assert fetched is not None
    (line,) = fetched.invoice.lines
    assert (line.title, line.quantity, line.price, line.total) == ("Mug (red)", 3, usd("2.50"), usd("7.50"))
    assert fetched.invoice.paid == [(order.paid_with, usd("7.50"))]
    assert (fetched.language, fetched.invoice.file_name) == ("et", "invoice-W1.pdf")


def test_a_stranger_gets_no_link(db: Session, order: Order) -> None:
    assert link(db, "stranger") is InvoiceResult.NOT_FOUND


def test_what_was_not_paid_has_no_invoice(db: Session, order: Order) -> None:
    order.payments[0].problem = PaymentProblem.DECLINED
    assert link(db) is InvoiceResult.NOT_PAID


def test_a_guessed_token_leads_nowhere_and_none_is_stored(db: Session, order: Order) -> None:
    token = link(db)
    stored = db.scalars(select(InvoiceLink)).one()
    assert token != stored.token_digest
    assert invoice_behind(db, stored.token_digest, terms=TERMS, now=NOW) is None
    assert invoice_behind(db, "guess", terms=TERMS, now=NOW) is None
