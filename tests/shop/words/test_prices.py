"""What an article is to cost, by the words for it."""

from decimal import Decimal

import pytest

from bot.shop.wish import PriceWish
from bot.shop.words.phrases import read
from bot.shop.words.prices import asks_only_price, asks_only_refund, asks_price, price_below, price_wish


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("the cheapest one", PriceWish.CHEAPEST),
        ("a cheaper one", PriceWish.CHEAPER),
        ("whichever longer one is cheaper", PriceWish.CHEAPEST),
        ("the more expensive of the two", PriceWish.DEAREST),
        ("the cheaper... no wait, the more expensive one", PriceWish.DEARER),
        ("a red one", None),
    ],
)
def test_words_say_how_its_price_should_be_to_others(text: str, wish: PriceWish | None) -> None:
    assert price_wish(read(text)) is wish


@pytest.mark.parametrize(
    ("text", "below"),
    [("under $300", Decimal(300)), ("under $1,300", Decimal(1300)), ("less than 49.50 dollars", Decimal("49.50")), ("8GB", None)],
)
def test_an_amount_is_what_it_must_cost_less_than(text: str, below: Decimal | None) -> None:
    assert price_below(read(text).plain) == below


@pytest.mark.parametrize(
    ("text", "is_only_asked"),
    [
        ("Out of curiosity, what would my lamp cost in red?", True),
        ("How much would my lamp be in red? I'm just curious.", True),
        ("no exchange yet, what's the price of mine in red", True),
        ("What would my lamp cost in red?", False),
        ("Just make the lamp red, whatever it costs", False),
        ("I'd like to swap my lamp for a red one. I only want to know how much it is.", False),
        ("just asking, how much is the difference?", False),
        ("What would the red lamp cost me, with no change in size?", False),
    ],
)
def test_who_only_asks_what_it_costs_wants_nothing_done(text: str, is_only_asked: bool) -> None:
    assert asks_only_price(text) is is_only_asked


@pytest.mark.parametrize(
    ("text", "is_only_asked"),
    [
        ("Just curious, what would you refund me for the lamp?", True),
        ("How much would I get for the lamp? I can't make up my mind yet.", True),
        ("What would you refund me for the lamp?", False),
        ("Refund me for the lamp, I can't decide on another one", False),
    ],
)
def test_who_only_asks_what_would_come_back_returns_nothing(text: str, is_only_asked: bool) -> None:
    assert asks_only_refund(text) is is_only_asked


def test_the_price_of_an_article_is_no_price_of_its_delivery() -> None:
    assert asks_price("Fine, let it come. What is the rate of this lamp?")
    assert not asks_price("how much is it to cancel the lamp?")
    assert not asks_price("What does shipping the lamp cost? What are the rates?")
