"""Which orders a customer's words mean."""

import pytest

from bot.shop.order import OrderStatus
from bot.shop.orders_meant import orders_bound, orders_each_meant, orders_meant, orders_of_status, speaks_of_pending
from tests.factories import a_line, an_address, an_order, usd


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
    ("text", "is_pending"),
    [
        ("the lamps that are still pending", True),
        ("a green lamp if u got it, it's for the one that is pending", True),
        ("all that I received", False),
        ("lamps", False),
    ],
)
def test_only_what_has_not_arrived_is_spoken_of(text: str, is_pending: bool) -> None:
    assert speaks_of_pending(text) is is_pending


@pytest.mark.parametrize("text", ["before it ships, make it a blue one", "the coat in L, and before my order gets sent please"])
def test_what_is_to_be_done_before_it_ships_is_of_an_order_that_has_not(text: str) -> None:
    pending, shipped = an_order(status=OrderStatus.PENDING), an_order(number="W-2", status=OrderStatus.SHIPPED)

    assert orders_of_status(text, [shipped, pending]) == [pending]


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


@pytest.mark.parametrize(
    "text", ["cancel the order with the phone and the one that's just a rug", "the one with the rug and the order with the phone"]
)
def test_several_orders_may_be_called_each_by_what_it_has(text: str) -> None:
    phone, rug = an_order(number="#W1", lines=[a_line("Smartphone")]), an_order(number="#W2", lines=[a_line("Wool Rug")])
    assert set(orders_each_meant(text, [phone, rug])) == {phone, rug}


def test_one_order_is_not_several() -> None:
    assert orders_each_meant("the order with the phone", [an_order(lines=[a_line("Smartphone")])]) == []


def test_one_that_is_still_pending_is_called_by_its_state() -> None:
    pending, other = an_order(number="#W1", status=OrderStatus.PENDING), an_order(number="#W2", status=OrderStatus.DELIVERED)
    assert orders_meant("the one that's still pending should go there", [other, pending]) == [pending]


def test_an_order_may_be_called_by_having_nothing_else() -> None:
    alone = an_order(lines=[a_line("Tablet")])
    among_others = an_order(lines=[a_line("Tablet", sku="TABLET-2"), a_line("Skateboard")])
    text = "I ordered two tablets. Cancel the order that has only the tablet in it."
    assert orders_meant(text, [among_others, alone]) == [alone]


def test_several_orders_may_be_called_by_where_each_goes() -> None:
    reno, boston, dallas = (an_order(address=an_address(line1="1 Way", city=city)) for city in ("Reno", "Boston", "Dallas"))
    text = "I want the one going to Reno cancelled and the one going to Boston cancelled, and keep the others"
    assert orders_each_meant(text, [reno, boston, dallas]) == [reno, boston]


def test_an_order_may_be_called_by_what_it_does_not_have() -> None:
    watch, shoes = an_order(lines=[a_line("Wristwatch")]), an_order(lines=[a_line("Running Shoes")])
    assert orders_meant("Cancel the one that doesn't have the wristwatch.", [watch, shoes]) == [shoes]


def test_an_order_is_called_by_all_that_is_named() -> None:
    both = an_order(lines=[a_line("Sunglasses"), a_line("Laptop")])
    bike = an_order(lines=[a_line("Sunglasses", sku="S-2"), a_line("Bicycle")])
    text = "Cancel the order with the sunglasses and the laptop, not the one with the bicycle."
    assert orders_meant(text, [bike, both]) == [both]
    assert orders_each_meant(text, [bike, both]) == []


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("the two orders that are headed to Reno and Boston", ["Reno", "Boston"]),
        ("one of my orders got sent to Texas by accident", ["Austin"]),
        ("everything that went to Austin", ["Austin"]),
    ],
)
def test_orders_are_told_by_several_places_and_by_regions(text: str, towns: list[str]) -> None:
    places = {"Reno": "NV", "Boston": "MA", "Austin": "TX"}
    orders = [an_order(address=an_address(line1=f"1 {town} Way", city=town, region=code)) for town, code in places.items()]
    assert [order.address.city for order in orders_bound(text, orders)] == towns


def test_the_order_with_the_one_that_is_told_is_meant_whatever_else_is_said() -> None:
    cheap, dear = (an_order(lines=[a_line("Drill", sku=price, price=usd(price))]) for price in ("20.00", "90.00"))
    text = "I've got two drills coming and only need the cheaper one. Cancel the order with the more expensive one."
    assert orders_meant(text, [cheap, dear]) == [dear]


def test_a_cancelled_order_of_mine_is_called_by_its_state() -> None:
    cancelled, other = an_order(status=OrderStatus.CANCELLED), an_order(status=OrderStatus.DELIVERED)
    assert orders_meant("what was in the order of mine that was cancelled?", [other, cancelled]) == [cancelled]


def test_whatever_goes_to_a_town_is_meant() -> None:
    there = an_order(number="#W1", lines=[a_line("Smartphone")], address=an_address(city="Reno"))
    other = an_order(number="#W2", lines=[a_line("Wool Rug")], address=an_address(city="Boston"))
    assert orders_meant("and whatever's heading to Reno, I'm not there any more", [other, there]) == [there]


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("One lamp stands here, the other was delivered to my aunt's in Reno. Please exchange hers.", ["Reno"]),
        ("One lamp went to my brother in Reno. His should be red.", ["Reno"]),
        ("One lamp was delivered to my aunt's in Reno. Please exchange mine.", ["Boston"]),
        ("One lamp was delivered to my aunt's in Reno. Hers can stay, mine goes back.", ["Boston"]),
    ],
)
def test_what_somebody_else_has_is_where_it_was_sent_to_them(text: str, towns: list[str]) -> None:
    orders = [an_order(address=an_address(line1=f"1 {town} Way", city=town)) for town in ("Reno", "Boston")]
    assert [order.address.city for order in orders_bound(text, orders)] == towns
