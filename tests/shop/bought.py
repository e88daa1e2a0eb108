"""What a customer has bought in three orders, two of which have arrived."""

from bot.shop.order import Order, OrderStatus
from bot.shop.order_line import OrderLine
from tests.factories import a_line, an_order, usd

BLUE_MUG = a_line("Coffee Mug", options={"color": "blue"}, price=usd("9.00"))
RED_MUG = a_line("Coffee Mug", options={"color": "red"}, price=usd("12.00"))
SOFA = a_line("Leather Sofa", options={"color": "brown", "seats": "3"}, price=usd("900.00"))
RUG = a_line("Wool Rug", options={"size": "140 cm", "color": "beige"}, price=usd("120.00"))
OTHER_RUG = a_line("Wool Rug", options={"size": "200 cm", "color": "gray"}, price=usd("180.00"))
PHONE = a_line("Smartphone", options={"storage": "64GB", "color": "black"}, price=usd("500.00"))
WATCH = a_line("Smart Watch", options={"band material": "leather"}, price=usd("200.00"))
TEE = a_line("T-Shirt", options={"color": "blue", "size": "M"}, price=usd("20.00"))
JOYSTICK = a_line("Joystick", options={"color": "black"}, price=usd("35.00"))


def bought() -> list[Order]:
    return [
        an_order(number="#W1000001", lines=[BLUE_MUG, RED_MUG, SOFA, RUG]),
        an_order(number="#W1000002", lines=[OTHER_RUG, PHONE, JOYSTICK]),
        an_order(number="#W1000003", status=OrderStatus.PENDING, lines=[WATCH, TEE]),
    ]


def is_delivered(line: OrderLine) -> bool:
    return line.order.status is OrderStatus.DELIVERED
