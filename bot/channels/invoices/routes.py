"""Fetching an invoice. The link is the right to it: it cannot be guessed, is good for one order, and for an hour."""

import asyncio

from fastapi import APIRouter, HTTPException, Response

from bot.channels.invoices.document import InvoiceDocument
from bot.channels.invoices.labels import invoice_labels, paid_by
from bot.services.invoices import FetchedInvoice, invoice_behind
from bot.spine.app import App

# Nobody between the shop and the customer keeps a copy, and the address does not travel to other pages.
PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}


def router(app: App) -> APIRouter:
    routes = APIRouter(tags=["Invoices"])

    @routes.get("/invoices/{token}", response_class=Response, responses={404: {"description": "Unknown or expired"}})
    async def invoice(token: str) -> Response:
        """The invoice as a PDF."""
        fetched = await app.in_store(lambda db: invoice_behind(db, token, terms=app.settings.terms, now=app.clock()))
        if fetched is None:
            raise HTTPException(404)
        headers = PRIVATE | {"Content-Disposition": f'inline; filename="{fetched.invoice.file_name}"'}
        pdf = await asyncio.to_thread(_printed, app, fetched)
        return Response(pdf, media_type="application/pdf", headers=headers)

    return routes


def _printed(app: App, fetched: FetchedInvoice) -> bytes:
    invoice, language = fetched.invoice, fetched.language
    document = InvoiceDocument(invoice, app.settings.shop_name, invoice_labels(app, language), language)
    return document.pdf(paid_by(app, invoice, language))
