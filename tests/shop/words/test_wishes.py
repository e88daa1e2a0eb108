"""What a customer wishes an article to be, and the variant that meets it, on products of all kinds."""

import pytest

from bot.shop.exchange_wishes import wish_of
from bot.shop.product import Product, Variant
from bot.shop.variant_match import MatchResult, VariantMatch, match_variant
from bot.shop.wish import PriceWish, Rest
from bot.shop.words.conditions import Otherwise
from tests.factories import a_line, a_product, a_variant, usd


def product(name: str, *variants: str) -> Product:
    """Variants as 'color=red size=M 12.00', with a minus in front where they are sold out."""
    return a_product(name, variants=[_variant(text) for text in variants])


def _variant(text: str) -> Variant:
    *options, price = text.removeprefix("-").split(" ")
    pairs = dict(option.replace("_", " ").split("=") for option in options)
    return a_variant(sku=text, options=pairs, price=usd(price), stock=0 if text.startswith("-") else 3)


def match(article: Product, text: str) -> VariantMatch:
    """For a customer who has the first of the product's variants."""
    current = article.variants[0]
    line = a_line(article.name, sku=current.sku, options=current.options, price=current.price)
    return match_variant(wish_of(text, line, article.variants), current, article.variants)


def found(article: Product, text: str) -> list[str]:
    return [variant.sku for variant in match(article, text).variants]


RUG = product(
    "Wool Rug",
    "size=140_cm color=beige pattern=plain 120.00",
    "size=140_cm color=gray pattern=plain 120.00",
    "size=200_cm color=beige pattern=plain 180.00",
    "size=200_cm color=gray pattern=striped 175.00",
    "size=300_cm color=beige pattern=plain 260.00",
    "-size=300_cm color=gray pattern=plain 250.00",
)
JACKET = product(
    "Rain Jacket",
    "size=M color=yellow lining=none hood=yes 80.00",
    "size=L color=yellow lining=none hood=yes 80.00",
    "size=L color=navy lining=fleece hood=yes 95.00",
    "size=S color=yellow lining=none hood=no 70.00",
    "size=XL color=navy lining=none hood=yes 85.00",
    "size=M color=navy lining=none hood=yes 82.00",
    "size=M color=red lining=fleece hood=no 90.00",
)
MONITOR = product(
    "Gaming Monitor",
    "screen_size=24-inch resolution=1080p ports=HDMI 150.00",
    "screen_size=27-inch resolution=1440p ports=HDMI 250.00",
    "screen_size=27-inch resolution=1080p ports=USB-C 220.00",
    "screen_size=32-inch resolution=2160p ports=USB-C 400.00",
    "screen_size=24-inch resolution=1080p ports=USB-C 170.00",
)
SPEAKER = product(
    "Portable Speaker",
    "color=black water_resistance=none volume=low power=battery 40.00",
    "color=black water_resistance=IPX7 volume=low power=battery 55.00",
    "color=blue water_resistance=IPX7 volume=medium power=USB 50.00",
    "color=blue water_resistance=none volume=high power=mains 60.00",
)
FLASK = product(
    "Thermos Flask",
    "capacity=500ml color=black lid=screw 20.00",
    "capacity=750ml color=black lid=screw 24.00",
    "capacity=1000ml color=black lid=cup 27.00",
    "capacity=1000ml color=green lid=screw 28.00",
    "capacity=350ml color=black lid=screw 18.00",
)


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


def test_a_verb_may_say_what_a_comparison_is_about() -> None:
    camera = product(
        "Digital Camera", "zoom=3x storage=SD_card 80.00", "zoom=10x storage=SD_card 95.00", "zoom=2x storage=SD_card 60.00"
    )
    assert found(camera, "one that zooms further") == ["zoom=10x storage=SD_card 95.00"]


@pytest.mark.parametrize(
    "text",
    [
        "if you have one in gray with stripes, I'd take it",
        "My rug hasn't been sent yet, has it? If it hasn't, I'd like the gray striped one.",
    ],
)
def test_a_wish_may_stand_inside_of_a_condition(text: str) -> None:
    assert found(RUG, text.replace("stripes", "striped pattern")) == ["size=200_cm color=gray pattern=striped 175.00"]


def test_what_was_told_before_says_what_of_those_means() -> None:
    line = a_line("Wool Rug", options=RUG.variants[0].options)
    wish = wish_of("do you have it in gray?", line, RUG.variants).refined(wish_of("the cheapest of those", line, RUG.variants))
    assert not wish.refers_back


def test_a_condition_says_what_to_do_where_there_is_none() -> None:
    line = a_line("Wool Rug", options=RUG.variants[0].options)

    def otherwise(text: str) -> Otherwise | None:
        return wish_of(text, line, RUG.variants).otherwise

    assert otherwise("a red one. If you don't have it just cancel the whole order") is Otherwise.CANCEL
    assert otherwise("the rug in red, if that's not possible I'll keep it") is Otherwise.KEEP
    assert otherwise("exchange it for a red one or if there is none, return it") is Otherwise.RETURN
    assert otherwise("the rug in gray, if there's no gray then brown") is None


def test_the_rest_may_be_kept_or_free() -> None:
    line = a_line("Wool Rug", options=RUG.variants[0].options)
    assert wish_of("gray, everything else the same", line, RUG.variants).rest is Rest.KEPT
    assert wish_of("gray, the rest doesn't matter", line, RUG.variants).rest is Rest.FREE
    assert wish_of("gray please", line, RUG.variants).rest is Rest.KEPT_IF_POSSIBLE


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("the cheapest", PriceWish.CHEAPEST),
        ("something less expensive", PriceWish.CHEAPER),
        ("top of the line please", PriceWish.DEAREST),
        ("a pricier one", PriceWish.DEARER),
        ("in gray or beige, whichever is cheaper", PriceWish.CHEAPEST),
        ("kõige odavam", PriceWish.CHEAPEST),
        ("pinakamahal po", PriceWish.DEAREST),
        ("на самый дешёвый", PriceWish.CHEAPEST),
        ("ең қымбатын", PriceWish.DEAREST),
        ("ամենաէժանը", PriceWish.CHEAPEST),
    ],
)
def test_prices_are_wished_for(text: str, price: PriceWish) -> None:
    line = a_line("Wool Rug", options=RUG.variants[0].options)
    assert wish_of(text, line, RUG.variants).price is price


def test_the_same_wood_is_the_wood_that_it_has() -> None:
    board = product(
        "Surf Board",
        "deck_material=bamboo design=plain 80.00",
        "deck_material=bamboo design=custom 90.00",
        "deck_material=maple design=custom 85.00",
    )
    assert found(board, "a custom design instead, same wood") == ["deck_material=bamboo design=custom 90.00"]


def test_the_cheapest_of_those_that_are_told_by_options() -> None:
    assert found(RUG, "one with the same size, the cheapest of those, in gray") == ["size=140_cm color=gray pattern=plain 120.00"]


def test_a_limit_is_no_wish_for_a_dearer_one() -> None:
    assert match(RUG, "make it gray. if it costs more, leave it").result is MatchResult.ONE


def test_what_is_not_enough_is_not_refused() -> None:
    earbuds = product("Ear Plugs", "water_resistance=IPX4 5.00", "water_resistance=IPX7 6.00", "water_resistance=none 4.00")
    assert found(earbuds, "they aren't waterproof enough, I'd like IPX7") == ["water_resistance=IPX7 6.00"]


def test_of_two_words_for_one_option_the_closer_one_counts() -> None:
    earbuds = product("Ear Plugs", "water_resistance=none 4.00", "water_resistance=IPX4 5.00", "water_resistance=IPX7 6.00")
    assert found(earbuds, "waterproof ones please, IPX7") == ["water_resistance=IPX7 6.00"]


def test_what_they_got_is_told_before_what_they_want() -> None:
    text = "I got a gaming monitor from you, 24-inch with 1080p, and would like a 27-inch one of the same resolution"
    assert found(MONITOR, text) == ["screen_size=27-inch resolution=1080p ports=USB-C 220.00"]


def test_courtesy_sets_no_condition() -> None:
    text = "I'd like something else if you don't mind: the rain jacket in navy, in L"
    assert found(JACKET, text) == ["size=L color=navy lining=fleece hood=yes 95.00"]


def test_the_price_that_tells_which_one_is_no_wish() -> None:
    assert found(JACKET, "make the pricier one a red one") == ["size=M color=red lining=fleece hood=no 90.00"]
    assert wish_of("change the cheaper one to red", a_line("Rain Jacket"), JACKET.variants).price is None
    assert wish_of("change it to the cheaper one", a_line("Rain Jacket"), JACKET.variants).price is PriceWish.CHEAPER


def test_then_before_a_colon_is_no_second_choice() -> None:
    assert found(JACKET, "ok only the jacket then: navy please, in M") == ["size=M color=navy lining=none hood=yes 82.00"]


def test_any_before_a_value_leaves_it_wanted() -> None:
    assert found(JACKET, "do you have any navy ones in M") == ["size=M color=navy lining=none hood=yes 82.00"]


def test_what_it_should_be_and_not_be_is_no_condition() -> None:
    assert found(JACKET, "the jacket should be navy not yellow, in M") == ["size=M color=navy lining=none hood=yes 82.00"]
    assert match(JACKET, "in pink, and should there be none, cancel it").result is MatchResult.NONE


SHELF = product("Bookshelf", "height=5_ft 50.00", "height=4_ft 40.00", "height=3_ft 30.00", "height=6_ft 60.00")


@pytest.mark.parametrize(
    ("text", "height"), [("one foot lower please", "4"), ("24 inches lower", "3"), ("I'd like it a foot taller", "6")]
)
def test_by_how_much_is_said(text: str, height: str) -> None:
    assert [sku.split("_")[0] for sku in found(SHELF, text)] == [f"height={height}"]


def test_a_sentence_that_begins_with_then_sets_nothing_behind() -> None:
    assert found(RUG, "Then take the gray one, 140 cm.") == ["size=140_cm color=gray pattern=plain 120.00"]


PARTY_SPEAKER = product(
    "Party Speaker",
    "color=red waterproof=no size=S 20.00",
    "color=red waterproof=yes size=L 25.00",
    "color=blue waterproof=no size=S 22.00",
    "color=blue waterproof=yes size=S 24.00",
)


def test_what_an_article_either_has_or_has_not_may_be_denied_behind_its_name() -> None:
    assert found(PARTY_SPEAKER, "it should be blue, waterproof: no") == ["color=blue waterproof=no size=S 22.00"]


def test_what_the_old_one_has_not_is_not_refused() -> None:
    text = "The party speaker isn't waterproof. Could I have a waterproof one, still S? Red if there is one, otherwise blue."
    assert found(PARTY_SPEAKER, text) == ["color=blue waterproof=yes size=S 24.00"]


def test_a_list_says_each_option_once() -> None:
    helmet = product(
        "Bike Helmet",
        "size=S color=black ventilation=medium 90.00",
        "size=S color=white ventilation=medium 95.00",
        "size=M color=white ventilation=low 85.00",
    )
    assert found(helmet, "S, white, medium") == ["size=S color=white ventilation=medium 95.00"]


def test_the_rest_that_stays_says_nothing_of_what_stands_before_it() -> None:
    assert found(JACKET, "my jacket is fine but I want it in navy with the same everything") == [
        "size=M color=navy lining=none hood=yes 82.00"
    ]


def test_an_option_named_to_stay_is_no_demand() -> None:
    speaker = product(
        "Loudspeaker",
        "color=black battery_life=20_hours water_resistance=no 90.00",
        "color=red battery_life=20_hours water_resistance=yes 95.00",
        "color=red battery_life=20_hours water_resistance=no 92.00",
    )
    text = "a red one with the same battery and water resistance as now"
    assert found(speaker, text) == ["color=red battery_life=20_hours water_resistance=no 92.00"]


KEYBOARD = product(
    "Keyboard",
    "switch=tactile backlight=none size=80% 50.00",
    "switch=clicky backlight=RGB size=80% 52.00",
    "switch=clicky backlight=none size=80% 60.00",
)


@pytest.mark.parametrize(
    "text", ["clicky, backlight none", "a clicky one, I don't need a backlight", "clicky, backlight isn't needed"]
)
def test_what_an_article_may_lack_is_left_out_where_it_is_not_needed(text: str) -> None:
    assert found(KEYBOARD, text) == ["switch=clicky backlight=none size=80% 60.00"]


def test_what_is_not_needed_may_come_with_it_all_the_same() -> None:
    two = product("Keyboard", "switch=tactile backlight=none 50.00", "switch=clicky backlight=RGB 52.00")
    assert found(two, "clicky, I don't need a backlight") == ["switch=clicky backlight=RGB 52.00"]


def test_what_it_lacks_is_wished_for_as_one_that_has_it() -> None:
    text = "my speaker isn't waterproof, I'd like one that is, in black"
    assert found(SPEAKER, text) == ["color=black water_resistance=IPX7 volume=low power=battery 55.00"]


def test_what_it_lacks_is_not_refused() -> None:
    assert "water_resistance=IPX7" in " ".join(found(SPEAKER, "my speaker isn't waterproof. A blue one with USB power please"))


def test_otherwise_may_send_it_back() -> None:
    line = a_line("Wool Rug", options=RUG.variants[0].options)
    assert wish_of("the same one again, otherwise I want to return it", line, RUG.variants).otherwise is Otherwise.RETURN
