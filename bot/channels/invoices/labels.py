"""The words on an invoice, read from the responses like everything else that a customer reads."""

from bot.services.invoices import Invoice
from bot.shop.customer import PaymentKind, PaymentMethod
from bot.shop.money import Money
from bot.spine.app import App

# Each is the response utter_invoice_<name>.
NAMES = ("title", "order", "date", "customer", "article", "quantity", "price", "amount", "total", "paid", "cancelled")


def invoice_labels(app: App, language: str) -> dict[str, str]:
    return {name: app.assistant.say(f"utter_invoice_{name}", language).text for name in NAMES}


def paid_by(app: App, invoice: Invoice, language: str) -> list[tuple[str, Money]]:
    """What was paid, and by which way in words."""
    return [(_way(app, method, language), amount) for method, amount in invoice.paid]


def _way(app: App, method: PaymentMethod | None, language: str) -> str:
    if method is None:
        return app.assistant.say("utter_original_payment", language).text
    if method.kind is PaymentKind.CREDIT_CARD and method.last_four:
        return app.assistant.say("utter_payment_card", language, last_four=method.last_four).text
    return app.assistant.say(f"utter_payment_{method.kind.value}", language).text
