"""Orders meant by what is to stay."""

import pytest

from bot.shop.orders_kept import others_than_kept
from tests.factories import a_line, an_order

LAMP = an_order(number="#W1", lines=[a_line("Floor Lamp")])
RUG = an_order(number="#W2", lines=[a_line("Wool Rug")])
SOFA = an_order(number="#W3", lines=[a_line("Leather Sofa")])
ORDERS = [LAMP, RUG, SOFA]


@pytest.mark.parametrize(
    "text",
    [
        "I'd like to keep only the one with the sofa in it. Please cancel the other two.",
        "keep the sofa order and cancel the others",
        "Cancel the other two orders, I'll keep the one with the sofa.",
        "keep the order with the sofa, cancel the rest",
    ],
)
def test_the_others_are_meant_not_what_is_kept(text: str) -> None:
    others = others_than_kept(text, ORDERS)
    assert others is not None
    assert (others.orders, others.certain) == ((LAMP, RUG), True)


@pytest.mark.parametrize(
    "text",
    [
        "keep the sofa order and cancel the other one",
        "keep the big order, cancel the others",
        "keep the sofa order, cancel the other three",
    ],
)
def test_which_others_is_uncertain_where_the_count_or_the_kept_is(text: str) -> None:
    others = others_than_kept(text, ORDERS)
    assert others is not None
    assert not others.certain


@pytest.mark.parametrize(
    "text",
    ["cancel the sofa order", "cancel the other two", "I keep the sofa order", "keep in mind to cancel the rest of the order"],
)
def test_nothing_is_kept_unless_it_is_said(text: str) -> None:
    assert others_than_kept(text, ORDERS) is None


@pytest.mark.parametrize(
    "text",
    [
        "keep the sofa, cancel the rest",
        "keep the sofa in the order and cancel the others",
        "keep the bigger one, cancel the other one",
    ],
)
def test_an_article_that_is_kept_is_no_order(text: str) -> None:
    assert others_than_kept(text, ORDERS) is None
