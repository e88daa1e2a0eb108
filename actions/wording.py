"""Things of the shop as sentences name them."""

from actions.values import Value, day, money, phrase
from bot.shop.address import Address
from bot.shop.customer import PaymentKind, PaymentMethod
from bot.shop.order import Order
from bot.shop.refund import Refund


def way_of_payment(method: PaymentMethod | None) -> Value:
    """The payment method as the customer knows it: 'your card ending in 4242'."""
    if method is None:
        return phrase("utter_original_payment")
    if method.kind is PaymentKind.CREDIT_CARD and method.last_four:
        return phrase("utter_payment_card", last_four=method.last_four)
    return phrase(f"utter_payment_{method.kind.value}")


def address_line(address: Address) -> str:
    """The whole address in one line."""
    town = " ".join(part for part in (address.region, address.postcode) if part)
    return ", ".join(part for part in (address.line1, address.line2, address.city, town) if part)


def order_in_words(order: Order) -> Value:
    """The order with all that is in it, in one line."""
    return phrase("utter_order_with_articles", order_number=order.number, articles=", ".join(line.title for line in order.lines))


def refund_in_words(refund: Refund) -> Value:
    """How much goes where, and when it is expected."""
    amount, to = money(refund.amount), way_of_payment(refund.method)
    if refund.is_at_once:
        return phrase("utter_refund_at_once", amount=amount, refund_to=to)
    return phrase("utter_refund_between", amount=amount, refund_to=to, earliest=day(refund.earliest), latest=day(refund.latest))


def name_of_method(method: PaymentMethod) -> Value:
    """The payment method as a button names it: 'Visa 4242'."""
    if method.kind is PaymentKind.CREDIT_CARD and method.brand and method.last_four:
        return f"{method.brand.title()} {method.last_four}"
    return phrase(f"utter_method_{method.kind.value}")
