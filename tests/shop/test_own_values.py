"""What a question for another one tells of the article that they have."""

import pytest

from bot.shop.own_values import with_own_values
from bot.shop.variant_match import MatchResult, match_variant
from tests.factories import a_line
from tests.shop.products import product, wish_of

LAMP = product(
    "Desk Lamp",
    "material=steel color=white 30.00",
    "-material=steel color=blue 32.00",
    "material=steel color=red 33.00",
    "material=wood color=blue 35.00",
)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("The steel desk lamp I ordered. Is it available in blue?", MatchResult.NONE),
        ("The desk lamp I ordered. Is it available in blue?", MatchResult.ONE),
        ("My white desk lamp, is it available in blue?", MatchResult.ONE),
        ("My steel desk lamp, do you have it in red?", MatchResult.ONE),
        ("My steel desk lamp, is it available in blue wood?", MatchResult.ONE),
    ],
)
def test_what_is_told_of_their_own_goes_for_the_other_too(text: str, result: MatchResult) -> None:
    current = LAMP.variants[0]
    line = a_line(LAMP.name, sku=current.sku, options=current.options, price=current.price)
    wish = with_own_values(wish_of(LAMP, text), text, line, LAMP.variants)
    assert match_variant(wish, current, LAMP.variants).result is result
