"""Which orders a customer's words mean."""

import pytest

from bot.shop.order import OrderStatus
from bot.shop.orders_meant import orders_bound, orders_meant, speaks_of_pending
from tests.factories import a_line, an_address, an_order


@pytest.mark.parametrize(
    "text", ["the phone order", "the one going to Reno", "the order that goes to elm street", "my pending order"]
)
def test_an_order_may_be_called_by_many_things(text: str) -> None:
    meant = an_order(
        number="#W1",
        status=OrderStatus.PENDING,
        lines=[a_line("Smartphone")],
        address=an_address(line1="5 Elm Street", city="Reno"),
    )
    other = an_order(number="#W2", lines=[a_line("Wool Rug")], address=an_address(line1="9 Oak Lane", city="Boston"))
    assert orders_meant(text, [other, meant]) == [meant]


def test_an_order_that_is_not_called_is_not_meant() -> None:
    assert orders_meant("cancel it please", [an_order(lines=[a_line("Leather Sofa")])]) == []


@pytest.mark.parametrize(
    ("text", "is_pending"), [("the lamps that are still pending", True), ("all that I received", False), ("lamps", False)]
)
def test_only_what_has_not_arrived_is_spoken_of(text: str, is_pending: bool) -> None:
    assert speaks_of_pending(text) is is_pending


@pytest.mark.parametrize(
    ("text", "towns"),
    [("all orders that go to Reno", ["Reno"]), ("every order that is not going to Reno", ["Boston"]), ("the lamp", [])],
)
def test_orders_are_told_by_where_they_go_and_where_not(text: str, towns: list[str]) -> None:
    orders = [an_order(address=an_address(line1=f"1 {town} Way", city=town)) for town in ("Reno", "Boston")]
    assert [order.address.city for order in orders_bound(text, orders)] == towns


def test_an_order_may_be_called_by_how_many_it_has() -> None:
    two = an_order(lines=[a_line("Desk Lamp"), a_line("Desk Lamp", sku="LAMP-2")])
    one = an_order(lines=[a_line("Desk Lamp")])
    assert orders_meant("cancel the one with the two lamps", [one, two]) == [two]


def test_an_order_may_be_called_by_which_one_it_has() -> None:
    gold, silver = (an_order(lines=[a_line("Smart Watch", options={"color": color})]) for color in ("gold", "silver"))
    assert orders_meant("I have two smart watches coming. Cancel the order with the gold one.", [gold, silver]) == [gold]


def test_an_order_that_got_cancelled_has_not_been_got() -> None:
    cancelled, delivered = an_order(status=OrderStatus.CANCELLED), an_order(status=OrderStatus.DELIVERED)
    assert orders_meant("tracking number of the order that got cancelled?", [delivered, cancelled]) == [cancelled]
