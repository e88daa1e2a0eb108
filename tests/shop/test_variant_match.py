"""Which variant meets a wish."""

import pytest

from bot.shop.product import Product
from bot.shop.variant_match import MatchResult, match_variant
from tests.shop.products import FLASK, JACKET, MONITOR, RUG, SPEAKER, found, match, product, wish_of


@pytest.mark.parametrize(
    ("article", "text", "sku"),
    [
        (RUG, "I'd like the rug in grey please", "size=140_cm color=gray pattern=plain 120.00"),
        (RUG, "swap the rug for the next size up", "size=200_cm color=beige pattern=plain 180.00"),
        (RUG, "the biggest one you have, same colour", "size=300_cm color=beige pattern=plain 260.00"),
        (RUG, "a striped one, 200cm", "size=200_cm color=gray pattern=striped 175.00"),
        (RUG, "any color but beige, but the size has to stay", "size=140_cm color=gray pattern=plain 120.00"),
        (RUG, "2 m, not the striped one", "size=200_cm color=beige pattern=plain 180.00"),
        (JACKET, "please send it in L instead of M", "size=L color=yellow lining=none hood=yes 80.00"),
        (JACKET, "it's too tight, one size bigger", "size=L color=yellow lining=none hood=yes 80.00"),
        (JACKET, "can I get the jacket with fleece lining and a hood", "size=L color=navy lining=fleece hood=yes 95.00"),
        (JACKET, "medium is right, but in navy", "size=M color=navy lining=none hood=yes 82.00"),
        (JACKET, "small please, without hood is fine", "size=S color=yellow lining=none hood=no 70.00"),
        (JACKET, "extra large", "size=XL color=navy lining=none hood=yes 85.00"),
        (JACKET, "the cheapest jacket you've got", "size=S color=yellow lining=none hood=no 70.00"),
        (JACKET, "size M, green if u got it, if not navy", "size=M color=navy lining=none hood=yes 82.00"),
        (JACKET, "size M in green if you have it, otherwise navy", "size=M color=navy lining=none hood=yes 82.00"),
        (JACKET, "Make it navy and XL", "size=XL color=navy lining=none hood=yes 85.00"),
        (MONITOR, "swap it for a 27 inch with 1440p", "screen_size=27-inch resolution=1440p ports=HDMI 250.00"),
        (MONITOR, 'I want the 32" one', "screen_size=32-inch resolution=2160p ports=USB-C 400.00"),
        (MONITOR, "the same but with usb c", "screen_size=24-inch resolution=1080p ports=USB-C 170.00"),
        (MONITOR, "change my 24-inch monitor to the most expensive", "screen_size=32-inch resolution=2160p ports=USB-C 400.00"),
        (MONITOR, "the cheapest with a 27 inch screen", "screen_size=27-inch resolution=1080p ports=USB-C 220.00"),
        (MONITOR, "1440p or above, under $300", "screen_size=27-inch resolution=1440p ports=HDMI 250.00"),
        (MONITOR, "highest resolution, money doesn't matter", "screen_size=32-inch resolution=2160p ports=USB-C 400.00"),
        (SPEAKER, "the same one but waterproof", "color=black water_resistance=IPX7 volume=low power=battery 55.00"),
        (SPEAKER, "the louder one, with the maximum volume", "color=blue water_resistance=none volume=high power=mains 60.00"),
        (SPEAKER, "blue, and USB powered", "color=blue water_resistance=IPX7 volume=medium power=USB 50.00"),
        (FLASK, "a bigger flask, green if there's one", "capacity=1000ml color=green lid=screw 28.00"),
        (FLASK, "the 1 litre one in black", "capacity=1000ml color=black lid=cup 27.00"),
        (FLASK, "0.75l please", "capacity=750ml color=black lid=screw 24.00"),
        (FLASK, "smaller", "capacity=350ml color=black lid=screw 18.00"),
        (FLASK, "a slightly larger one", "capacity=750ml color=black lid=screw 24.00"),
        (FLASK, "1L, screw lid, whatever colour", "capacity=1000ml color=green lid=screw 28.00"),
    ],
)
def test_the_wish_finds_the_variant(article: Product, text: str, sku: str) -> None:
    assert (match(article, text).result, found(article, text)) == (MatchResult.ONE, [sku])


@pytest.mark.parametrize(
    ("article", "text"),
    [
        (FLASK, "one with 1 liter"),
        (MONITOR, "a 27 inch one"),
        (JACKET, "one with fleece lining"),
    ],
)
def test_equally_good_variants_are_offered(article: Product, text: str) -> None:
    assert match(article, text).result is MatchResult.SEVERAL


@pytest.mark.parametrize(
    ("article", "text"),
    [
        (RUG, "the 300 cm one in grey"),
        (JACKET, "the jacket in purple"),
        (MONITOR, "a 27 inch one under $100"),
        (SPEAKER, "everything else the same, but volume high"),
        (FLASK, "a 2 liter one"),
    ],
)
def test_what_is_not_in_stock_is_not_replaced_by_something_else(article: Product, text: str) -> None:
    assert match(article, text).result is MatchResult.NONE


def test_of_preferences_the_first_that_is_there_is_taken_and_said() -> None:
    outcome = match(SPEAKER, "louder, mains would be best, then USB, battery only if there's nothing else")
    assert outcome.variant is not None
    assert outcome.variant.options["power"] == "mains"
    second = match(RUG, "300cm in grey, if there's none then beige")
    assert (second.result, second.fallbacks) == (MatchResult.ONE, ("color",))


def test_what_changes_though_nobody_asked_is_said() -> None:
    assert match(JACKET, "XL please").also_changed == ("color",)


def test_a_wish_for_what_it_is_already_changes_nothing() -> None:
    assert match(JACKET, "in yellow please").result is MatchResult.ALREADY
    assert match(FLASK, "").result is MatchResult.UNSAID


def test_the_same_again_is_the_same_variant() -> None:
    assert found(FLASK, "it arrived broken, please send the same one again") == [FLASK.variants[0].sku]


def test_the_cheapest_of_those_that_are_told_by_options() -> None:
    assert found(RUG, "one with the same size, the cheapest of those, in gray") == ["size=140_cm color=gray pattern=plain 120.00"]


def test_of_what_is_left_open_that_is_taken_which_is_within_the_limit() -> None:
    lamp = product("Desk Lamp", "color=red light=white 50.00", "color=blue light=white 60.00", "color=blue light=none 40.00")
    current, limit = lamp.variants[0], lamp.variants[0].price.amount
    free = match_variant(wish_of(lamp, "a blue one, any light or none"), current, lamp.variants, limit)
    assert free.variant is lamp.variants[2]
    unsaid = match_variant(wish_of(lamp, "a blue one"), current, lamp.variants, limit)
    assert unsaid.variant is lamp.variants[1]
