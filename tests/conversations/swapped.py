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
    return [a_product("Raincoat", variants=variants), *(_an_umbrella(kind) for kind in ("Garden", "Travel"))]


def _an_umbrella(kind: str) -> Product:
    colors = ("black", "grey")
    return a_product(
        f"{kind} Umbrella",
        variants=[a_variant(sku=f"{kind}-{color}", options={"color": color}, price=usd("30.00"), stock=5) for color in colors],
    )


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
        *_umbrellas(),
    ]


def _umbrellas() -> list[Order]:
    """Two umbrellas of different kinds; a wok that has arrived, and two more that were ordered since."""
    card = a_payment_method(id="C-2031-visa")
    customer = a_customer(id="C-2031", email="gus.lane@example.com", payment_methods=[card])
    pending = OrderStatus.PENDING
    placed = {
        "W-50011": (pending, [_one_umbrella("Garden")]),
        "W-50012": (pending, [_one_umbrella("Travel")]),
        "W-50013": (OrderStatus.DELIVERED, [a_line("Wok"), a_line("Tray")]),
        "W-50014": (pending, [a_line("Wok"), a_line("Wok")]),
    }
    return [
        an_order(number=number, status=status, lines=lines, customer=customer, payments=[a_payment("60.00", method=card)])
        for number, (status, lines) in placed.items()
    ]


def _one_umbrella(kind: str) -> OrderLine:
    return a_line(f"{kind} Umbrella", sku=f"{kind}-black", options={"color": "black"}, price=usd("30.00"))


def _a_raincoat() -> OrderLine:
    return a_line("Raincoat", sku="RC-S-blue", options={"size": "S", "color": "blue"}, price=usd("60.00"))
