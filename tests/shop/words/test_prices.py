"""What an article is to cost, by the words for it."""

from decimal import Decimal

import pytest

from bot.shop.wish import PriceWish
from bot.shop.words.phrases import read
from bot.shop.words.prices import price_below, price_wish


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
