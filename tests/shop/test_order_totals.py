"""Which orders a text tells by what they cost in all."""

import pytest

from bot.shop.order_totals import orders_costing
from tests.factories import a_line, an_order, usd

CHEAP = an_order(number="#W1", lines=[a_line("Fan", price=usd("20.00"))])
DEAR = an_order(number="#W2", lines=[a_line("Tent", price=usd("150.00")), a_line("Lamp", price=usd("50.00"))])


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("cancel every pending order that costs more than $100", [DEAR]),
        ("everything over 100 dollars should be cancelled", [DEAR]),
        ("any orders under 50", [CHEAP]),
        ("cancel my cheapest order", [CHEAP]),
        ("the more expensive order please", [DEAR]),
        ("call off the priciest of my pending orders", [DEAR]),
        ("the order that costs the least", [CHEAP]),
        ("cancel the one with the highest total", [DEAR]),
        ("отмените самый дорогой заказ", [DEAR]),
        ("ең арзан тапсырысты тоқтатыңыз", [CHEAP]),
        ("չեղարկեք ամենաթանկ պատվերը", [DEAR]),
        ("tühistage kõige kallim tellimus", [DEAR]),
        ("i-cancel ang pinakamurang order ko", [CHEAP]),
        ("the one that was most recent", []),
        ("all orders of more than 2 days ago", []),
        ("all orders of more than 10 days ago", []),
        ("return all of the ones over 10 inches", []),
        ("every order over $1,000", []),
        ("every order under $1,000.50", [CHEAP, DEAR]),
        ("the cheapest lamp you have", []),
    ],
)
def test_orders_are_told_by_their_totals(text: str, meant: list[object]) -> None:
    assert orders_costing(text, [CHEAP, DEAR]) == meant
