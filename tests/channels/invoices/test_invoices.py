"""Fetching an invoice."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.channels.invoices.document import InvoiceDocument
from bot.channels.invoices.labels import NAMES
from bot.channels.invoices.routes import router
from bot.engine.message import reply_from
from bot.engine.responses import Responses
from bot.engine.training import PROJECT
from bot.services.invoices import Invoice, invoice_of, link_invoice
from bot.settings import Settings
from bot.shop.order import Order
from bot.shop.terms import Terms
from bot.spine.app import App
from bot.store.database import Database
from bot.support.conversation import LANGUAGES
from bot.support.reply import Reply
from tests.factories import NOW, a_customer, a_line, a_payment, a_payment_method, an_address, an_order, usd

RESPONSES = Responses.load(PROJECT / "data" / "responses")
NAMES_OF_CUSTOMERS = {
    "en": ("Mary", "Brown"),
    "ru": ("Пётр", "Щукин"),
    "kk": ("Әйгерім", "Құнанбайқызы"),
    "hy": ("Անի", "Պետրոսյան"),
    "et": ("Õie", "Mägi"),
    "fil": ("Niño", "Peñaflor"),
}


class Speaker:
    """Says what the real assistant would, without its model."""

    def say(self, response: str, language: str, **values: Any) -> Reply:
        return reply_from(RESPONSES.say(response, language, turn="", values=values))


def an_invoiced_order(language: str = "en", **changes: Any) -> Order:
    first, last = NAMES_OF_CUSTOMERS[language]
    methods = [a_payment_method(id="card")]
    customer = a_customer(id="mary", first_name=first, last_name=last, payment_methods=methods)
    order = an_order(number="#W1", customer=customer, address=an_address(city=last), placed_at=NOW, **changes)
    order.payments = [a_payment("42.50", method=methods[0])]
    return order


def printed(invoice: Invoice, language: str) -> bytes:
    labels = {name: Speaker().say(f"utter_invoice_{name}", language).text for name in NAMES}
    return InvoiceDocument(invoice, "Corner shop", labels, language).pdf([("4242", usd("42.50"))])


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    parts: Any = {"live": None, "turns": None, "postman": None}
    speaker: Any = Speaker()
    server = FastAPI()
    server.include_router(router(App(Settings(), database, speaker, **parts, clock=lambda: NOW)))
    with TestClient(server) as client:
        yield client


def make_link(database: Database, **changes: Any) -> str:
    with database.session() as db:
        db.add(an_invoiced_order())
        db.flush()
        token = link_invoice(db, "mary", "W1", language="en", **{"now": NOW, **changes})
    assert isinstance(token, str)
    return token


def test_a_link_gives_a_pdf_that_nobody_keeps(client: TestClient, database: Database) -> None:
    answer = client.get(f"/invoices/{make_link(database)}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"] == 'inline; filename="invoice-W1.pdf"'


def test_an_old_or_made_up_link_gives_nothing(client: TestClient, database: Database) -> None:
    old = make_link(database, now=NOW - timedelta(hours=1))
    assert [client.get(f"/invoices/{token}").status_code for token in (old, "guess", "%00")] == [404, 404, 404]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_typeface_has_every_letter(language: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        printed(invoice_of(an_invoiced_order(language), Terms()), language)
    assert [record.getMessage() for record in caplog.records] == []


def test_a_letter_that_the_typeface_lacks_would_be_noticed(caplog: pytest.LogCaptureFixture) -> None:
    order = an_invoiced_order(lines=[a_line("茶")])
    with caplog.at_level(logging.WARNING):
        printed(invoice_of(order, Terms()), "en")
    assert "missing" in caplog.text


def test_a_document_is_small_and_long_orders_go_on_on_the_next_page() -> None:
    short = printed(invoice_of(an_invoiced_order(), Terms()), "en")
    long = printed(invoice_of(an_invoiced_order(lines=[a_line() for _ in range(80)]), Terms()), "en")
    assert len(short) < 100_000
    assert (short.count(b"/Type /Page\n"), long.count(b"/Type /Page\n")) == (1, 3)
