"""Orders told by the way they were paid: 'the ones that went on my credit card', 'whatever I paid with PayPal'."""

import re
from collections.abc import Sequence

from bot.shop.order import Order
from bot.shop.payment_words import methods_named

# Not "put it on my card", which is a wish.
_PAID = r"paid|charged|billed|bought|ordered|placed|booked|went|(?:i|we|ive|that) put"
PAID_WITH = re.compile(
    rf"\b(?:{_PAID})(?: (?:for|them|it|all|that|those))* (?:with|by|via|through|using|on|onto|to|off)\b(?P<what>[^.;!?,]*)"
    # "The gift card ones", "my PayPal orders"
    r"|\b(?:the|my|all|every|any)(?: pending| open)?(?P<short>(?: [\w-]+){1,3}) (?:orders?|ones?)\b"
)
STAYS = re.compile(r"\b(?:stays?|remains?|keep|keeping|leave|not|except|but)\b")


def orders_paid_with(text: str, orders: Sequence[Order]) -> list[Order]:
    """Those that were paid in a way that the text says of orders; none where it says none, or only which stay."""
    for clause in re.split(r"[.;!?]", text.casefold()):
        for said in PAID_WITH.finditer(clause):
            paid = [order for order in orders if _was_paid_so(order, said["what"] or said["short"] or "")]
            if paid and not STAYS.search(clause[: said.start()] + clause[said.end() :]):
                return paid
    return []


def _was_paid_so(order: Order, what: str) -> bool:
    return order.paid_with is not None and order.paid_with in methods_named(what, order.customer.payment_methods)
