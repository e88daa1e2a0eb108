"""Which articles of an order a customer's words mean."""

import pytest

from bot.shop.order import Order
from tests.factories import a_line, an_order

LAMP = a_line("Desk Lamp", options={"color": "black"})
PHONES = a_line("Wireless Headphones", options={"color": "blue"})
BLUE_TEE = a_line("T-Shirt", options={"color": "blue", "size": "M"})
RED_TEE = a_line("T-Shirt", options={"color": "red", "size": "M"})
WATCH = a_line("Smart Watch", options={"waterproof": "yes"})
THERMOSTAT = a_line("Smart Thermostat", options={"color": "black"})
BOTTLE = a_line("Water Bottle", options={"capacity": "500 ml"})


@pytest.fixture
def order() -> Order:
    return an_order(lines=[LAMP, PHONES, BLUE_TEE, RED_TEE, WATCH, THERMOSTAT, BOTTLE])


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("the lamp", [LAMP]),
        ("I'd like to send back the desk lamp and the bottle please", [LAMP, BOTTLE]),
        ("both tshirts", [BLUE_TEE, RED_TEE]),
        ("the t shirts", [BLUE_TEE, RED_TEE]),
        ("T-SHIRT in red", [RED_TEE]),
        ("the red and the blue shirt", [BLUE_TEE, RED_TEE]),
        ("blue headphones", [PHONES]),
        ("the head phones", [PHONES]),
        ("wireles headphnes", [PHONES]),
        ("the smart watch", [WATCH]),
        ("the watch and the thermostat", [WATCH, THERMOSTAT]),
        ("something smart", [WATCH, THERMOSTAT]),
        ("thermostats", [THERMOSTAT]),
        ("the red one", [RED_TEE]),
        ("waterbottle", [BOTTLE]),
    ],
)
def test_words_name_articles(order: Order, text: str, meant: list[object]) -> None:
    assert order.lines_named(text) == meant


@pytest.mark.parametrize(
    "text",
    ["", "where is my order", "yes", "I want to return something", "both", "the 500 one", "size m", "it is broken", "the sofa"],
)
def test_words_that_name_no_article_mean_none(order: Order, text: str) -> None:
    assert order.lines_named(text) == []


def test_an_order_is_mentioned_by_an_article_but_not_by_a_colour(order: Order) -> None:
    assert order.mentions("where are my headphones")
    assert not order.mentions("the blue one")


def test_accents_and_case_do_not_matter() -> None:
    order = an_order(lines=[a_line("Crème Brûlée Set")])
    assert order.lines_named("the creme brulee") == order.lines


def test_a_name_in_another_script_is_understood() -> None:
    order = an_order(lines=[a_line("Чайник"), a_line("Лампа")])
    assert order.lines_named("верните чайник") == [order.lines[0]]
