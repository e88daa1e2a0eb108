"""What the transcripts exchange and change: raincoats that come in sizes and colours, in orders of every state."""

from bot.shop.order import Order, OrderStatus
from bot.shop.order_line import OrderLine
from bot.shop.product import Product
from tests.factories import a_customer, a_gift_card, a_line, a_payment, a_payment_method, a_product, a_variant, an_order, usd

# Size, colour, price and how many there are.
RAINCOATS = {
    "RC-S-blue": ("S", "blue", "60.00", 5),
    "RC-L-blue": ("L", "blue", "55.00", 5),
    "RC-S-green": ("S", "green", "72.00", 1),
    "RC-M-red": ("M", "red", "75.00", 5),
    "RC-L-red": ("L", "red", "75.00", 5),
}


def products() -> list[Product]:
    variants = [
        a_variant(sku=sku, options={"size": size, "color": color}, price=usd(price), stock=stock)
        for sku, (size, color, price, stock) in RAINCOATS.items()
    ]
    return [a_product("Raincoat", variants=variants)]


def orders() -> list[Order]:
    card = a_payment_method(id="C-2030-visa")
    gift_card = a_gift_card(id="C-2030-gift", balance=usd("5.00"))
    paid = {"customer": a_customer(id="C-2030", email="tess.hill@example.com", payment_methods=[card, gift_card])}
    return [
        an_order(
            number="W-50001",
            status=OrderStatus.PENDING,
            lines=[_a_raincoat(), a_line("Scarf")],
            payments=[a_payment("90.00", method=card)],
            **paid,
        ),
        an_order(
            number="W-50002",
            status=OrderStatus.DELIVERED,
            lines=[_a_raincoat(), _a_raincoat()],
            payments=[a_payment("120.00", method=card)],
            **paid,
        ),
        an_order(number="W-50003", status=OrderStatus.CANCELLED, lines=[a_line("Poncho")], **paid),
    ]


def _a_raincoat() -> OrderLine:
    return a_line("Raincoat", sku="RC-S-blue", options={"size": "S", "color": "blue"}, price=usd("60.00"))
