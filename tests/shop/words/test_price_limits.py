"""What another article may cost at most, by the words for it."""

from decimal import Decimal

import pytest

from bot.shop.words.conditions import Otherwise
from bot.shop.words.phrases import read
from bot.shop.words.price_limits import PriceLimit, is_beyond_limit, price_limit, without_price_limits

NOTHING = Decimal(0)


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("only if it costs me nothing extra", PriceLimit(NOTHING, Otherwise.KEEP)),
        ("unless it's more expensive", PriceLimit(NOTHING, Otherwise.KEEP)),
        ("I won't pay a cent more", PriceLimit(NOTHING, Otherwise.KEEP)),
        ("at no extra cost please", PriceLimit(NOTHING, Otherwise.KEEP)),
        ("leave it if it costs more", PriceLimit(NOTHING, Otherwise.KEEP)),
        ("if I have to pay extra then no", PriceLimit(NOTHING, Otherwise.KEEP)),
        ("If there's a price difference I'd rather return it", PriceLimit(NOTHING, Otherwise.RETURN)),
        ("if it's more expensive, cancel the order", PriceLimit(NOTHING, Otherwise.CANCEL)),
        ("unless it costs more than 10 dollars extra", PriceLimit(Decimal(10), Otherwise.KEEP)),
        ("unless it costs more than 1,000 dollars extra", PriceLimit(Decimal(1000), Otherwise.KEEP)),
        ("as long as it's no more than $20 more", PriceLimit(Decimal(20), Otherwise.KEEP)),
        ("if it costs more than 5 dollars more, leave it", PriceLimit(Decimal(5), Otherwise.KEEP)),
        ("If the difference is over $50.50, don't do it", PriceLimit(Decimal("50.50"), Otherwise.KEEP)),
    ],
)
def test_a_text_limits_what_is_paid_on_top(text: str, limit: PriceLimit) -> None:
    assert price_limit(text) == limit


@pytest.mark.parametrize(
    "text",
    [
        "if it costs more, charge my visa",
        "if it costs more, never mind the price, go ahead",
        "I don't mind paying more",
        "pay the difference with paypal",
        "the more expensive one",
    ],
)
def test_who_pays_more_sets_no_limit(text: str) -> None:
    assert price_limit(text) is None


def test_only_a_clause_with_a_consequence_is_about_what_lies_beyond() -> None:
    assert is_beyond_limit("If it costs more, cancel it.")
    assert not is_beyond_limit("If it costs more, use my gift card.")
    assert not is_beyond_limit("only if it costs nothing extra")


def test_a_limit_asks_for_nothing_dearer_and_for_no_cancelling() -> None:
    plain = read("Make it red. If it costs more, cancel it. Thanks").plain
    without = without_price_limits(plain)
    assert len(without) == len(plain)
    assert without.split() == ["make", "it", "red.", ".", "thanks"]
