"""What a customer keeps, leaves or only asks about is not what is meant."""

import pytest

from bot.shop.order import Order
from bot.shop.order_line import OrderLine
from bot.shop.selection import select
from tests.factories import a_line, an_address, an_order
from tests.shop.bought import BLUE_MUG, JOYSTICK, OTHER_RUG, PHONE, RED_MUG, SOFA, WATCH, bought, is_delivered


@pytest.fixture
def orders() -> list[Order]:
    return bought()


def test_what_is_loved_stays_and_whatever_else_came_with_it_goes_back(orders: list[Order]) -> None:
    text = "there's the order with the gray rug. the rug i love. whatever else was in there can be returned"
    assert select(text, orders, is_delivered).lines == (PHONE, JOYSTICK)


def test_what_is_only_asked_of_the_shop_is_not_sent_back(orders: list[Order]) -> None:
    text = "Please return the sofa. The phone in white would be nice, do you sell it?"
    assert select(text, orders, is_delivered).lines == (SOFA,)


def test_what_is_left_alone_is_not_what_goes_back(orders: list[Order]) -> None:
    assert select("Return the sofa and leave everything else alone.", orders, is_delivered).lines == (SOFA,)


@pytest.mark.parametrize(
    "text",
    [
        "Whatever came with the phone can be returned, the phone I like.",
        "Please take back all that came with the phone, the phone itself I keep.",
        "What came with the phone can go back.",
    ],
)
def test_what_came_with_an_article_goes_back_without_it(text: str, orders: list[Order]) -> None:
    assert select(text, orders, is_delivered).lines == (OTHER_RUG, JOYSTICK)


@pytest.mark.parametrize("text", ["What came with the phone can stay.", "What came with the phone? I'd like to know."])
def test_what_came_with_an_article_and_stays_does_not_go_back(text: str, orders: list[Order]) -> None:
    assert OTHER_RUG not in select(text, orders, is_delivered).lines


def test_what_is_only_kept_sends_nothing_back(orders: list[Order]) -> None:
    assert select("I keep the phone, the rest is fine too", orders).lines == ()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("I got two mugs and only want to keep the red one. Take the other one back.", [BLUE_MUG]),
        (
            "return everything from my two orders except for the rugs (both of the rugs)",
            [BLUE_MUG, RED_MUG, SOFA, PHONE, JOYSTICK],
        ),
    ],
)
def test_what_is_kept_is_told_beside_the_rest(text: str, meant: list[OrderLine], orders: list[Order]) -> None:
    assert list(select(text, orders, is_delivered).lines) == meant


@pytest.mark.parametrize(
    "rest", ["Everything else we keep.", "I'm happy with everything else.", "All the others stay here.", "Keep everything else."]
)
def test_the_rest_that_is_kept_sends_nothing_else_back(rest: str, orders: list[Order]) -> None:
    selection = select(f"I'd like to return the sofa. The phone can go back, too. {rest}", orders, is_delivered)
    assert selection.lines == (SOFA, PHONE)


def test_the_one_that_may_stay_where_it_went_is_not_sent_back() -> None:
    orders = [an_order(lines=[a_line("Shelf")], address=an_address(city=town)) for town in ("Reno", "Boston")]
    selection = select("The one that was sent to Reno can stay there, the other shelf I want to return.", orders)
    assert [line.order.address.city for line in selection.lines] == ["Boston"]


def test_what_would_be_missed_is_left_out() -> None:
    orders = [an_order(number="#W1", lines=[WATCH, SOFA])]
    selection = select("I'd only miss the watch. What I want is my sofa exchanged", orders, exchanges=True)
    assert (selection.lines, selection.left_out) == ((SOFA,), (WATCH,))


@pytest.mark.parametrize(
    "text",
    [
        "The phone I wanted in white, but on second thoughts leave it. The sofa in green please.",
        "The sofa in green please. The phone I'd have liked bigger, but actually keep it as it is.",
    ],
)
def test_what_is_left_on_second_thoughts_is_no_wish(text: str, orders: list[Order]) -> None:
    assert select(text, orders, is_delivered, exchanges=True).lines == (SOFA,)


def test_what_is_left_only_if_there_is_no_other_is_wished_for(orders: list[Order]) -> None:
    text = "The phone in white please, but if there is none leave it. The sofa in green."
    assert select(text, orders, is_delivered, exchanges=True).lines == (SOFA, PHONE)
