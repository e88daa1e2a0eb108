"""What an article is to become."""

import pytest

from bot.shop.exchange_wishes import combined_wish, product_wished_for
from bot.shop.order_line import OrderLine
from bot.shop.product import Variant
from tests.factories import a_line, a_variant, an_order

PRODUCTS = ["Headphones", "Tablet", "Vacuum Cleaner", "Smart Watch", "Wristwatch"]


def test_another_product_may_be_wished_for() -> None:
    assert product_wished_for("can I exchange my headphones for a tablet", {"Headphones"}, PRODUCTS) == "Tablet"


@pytest.mark.parametrize(
    "text",
    [
        "exchange the headphones that came with the vacuum cleaner",
        "exchange my headphones for a better headset",
        "I bought headphones for a tablet, return them",
    ],
)
def test_other_products_may_only_be_spoken_of(text: str) -> None:
    assert product_wished_for(text, {"Headphones"}, PRODUCTS) is None


def test_a_name_that_two_products_share_is_that_of_their_own() -> None:
    assert product_wished_for("swap my watch for a watch with a metal strap", {"Smart Watch"}, PRODUCTS) is None


def a_rug(sku: str, size: str, color: str) -> tuple[OrderLine, Variant]:
    options = {"size": size, "color": color}
    return a_line("Wool Rug", sku=sku, options=options), a_variant(sku=sku, options=options)


def test_each_of_two_becomes_what_is_said_of_it() -> None:
    small, large = a_rug("RUG-1", "small", "beige"), a_rug("RUG-2", "large", "beige")
    variants = [small[1], large[1], *(a_rug(f"RUG-{n}", "small", color)[1] for n, color in enumerate(("gray", "red"), 3))]
    lines, text = [small[0], large[0]], "my rugs: the small one in gray please, the large one in red"
    orders = [an_order(lines=lines)]

    wished = [combined_wish([text], line, lines, orders, variants) for line in lines]

    colors = [{option.option: option.tiers for option in wish.options}["color"] for wish in wished]
    assert colors == [(frozenset(["gray"]),), (frozenset(["red"]),)]


@pytest.mark.parametrize(
    "text",
    [
        "two rugs, one small, one large. Both in gray. If you don't have the large one in gray, take red",
        "Both rugs should be gray. The small one: wool or cotton. The large one: wool or cotton",
    ],
)
def test_what_is_said_of_both_goes_for_each(text: str) -> None:
    small, large = a_rug("RUG-1", "small", "beige"), a_rug("RUG-2", "large", "beige")
    variants = [small[1], large[1], *(a_rug(f"RUG-{n}", "small", color)[1] for n, color in enumerate(("gray", "red"), 3))]
    lines = [small[0], large[0]]
    wish = combined_wish([text], small[0], lines, [an_order(lines=lines)], variants)
    assert {one.option: one.tiers for one in wish.options}["color"] == (frozenset(["gray"]),)
