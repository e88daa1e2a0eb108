"""Wishes put without a verb."""

import pytest

from bot.shop.words.bare_wishes import is_bare_wish, keeps_rest
from bot.shop.words.phrases import read


@pytest.mark.parametrize(
    "text",
    [
        "Order W-20871: rug in gray",
        "rug -> 200 cm, mug -> the green one",
        "The mug, pending order. Green, ceramic still.",
        "Rug 300 cm if there's one, 200 cm if there isn't",
        "jacket navy, all else same",
        "My jacket, not shipped yet: navy, the size as it is",
    ],
)
def test_what_is_theirs_may_be_wished_for_without_a_verb(text: str) -> None:
    assert is_bare_wish(text)


@pytest.mark.parametrize(
    "text",
    [
        "gray rug",
        "Order W-20871: where is the rug",
        "the rug still not here",
        "rug, same color as before?",
        "order W-20871 arrived without the rug",
        "wrong rug in my order",
        "my jacket shipped with the same hood",
    ],
)
def test_what_names_tells_or_asks_is_no_wish(text: str) -> None:
    assert not is_bare_wish(text)


@pytest.mark.parametrize(
    "text",
    [
        "black, rest as is",
        "черный, остальное как есть",
        "қара, қалғаны бұрынғыдай",
        "սև, մնացածը անփոփոխ",
        "must, muu jääb samaks",
        "itim, pareho lang ang iba",
    ],
)
def test_the_rest_is_kept_in_every_language(text: str) -> None:
    assert keeps_rest(read(text))


def test_who_tells_of_an_order_wishes_for_nothing() -> None:
    assert not is_bare_wish("Then there's the order with two lamps in it, headed for Reno")
