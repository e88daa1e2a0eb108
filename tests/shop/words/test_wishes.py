"""Wishes in a customer's words about one article."""

import pytest

from bot.shop.variant_match import MatchResult
from bot.shop.wish import PriceWish, Rest
from bot.shop.words.conditions import Otherwise
from tests.shop.products import JACKET, MONITOR, RUG, found, match, product, wish_of


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
    wish = wish_of(RUG, "do you have it in gray?").refined(wish_of(RUG, "the cheapest of those"))
    assert not wish.refers_back


def test_a_condition_says_what_to_do_where_there_is_none() -> None:

    def otherwise(text: str) -> Otherwise | None:
        return wish_of(RUG, text).otherwise

    assert otherwise("a red one. If you don't have it just cancel the whole order") is Otherwise.CANCEL
    assert otherwise("the rug in red, if that's not possible I'll keep it") is Otherwise.KEEP
    assert otherwise("exchange it for a red one or if there is none, return it") is Otherwise.RETURN
    assert otherwise("the rug in gray, if there's no gray then brown") is None


def test_any_of_it_or_none_is_free() -> None:
    lamp = product("Desk Lamp", "color=red light=none 50.00", "color=blue light=white 60.00", "color=blue light=none 40.00")
    wish = wish_of(lamp, "a blue one, any light or none")
    assert {option.option: option.is_required for option in wish.options} == {"color": True, "light": False}


def test_the_rest_may_be_kept_or_free() -> None:
    assert wish_of(RUG, "gray, everything else the same").rest is Rest.KEPT
    assert wish_of(RUG, "gray, the rest doesn't matter").rest is Rest.FREE
    assert wish_of(RUG, "gray please").rest is Rest.KEPT_IF_POSSIBLE


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
    assert wish_of(RUG, text).price is price


def test_a_limit_is_no_wish_for_a_dearer_one() -> None:
    assert match(RUG, "make it gray. if it costs more, leave it").result is MatchResult.ONE


def test_what_they_got_is_told_before_what_they_want() -> None:
    text = "I got a gaming monitor from you, 24-inch with 1080p, and would like a 27-inch one of the same resolution"
    assert found(MONITOR, text) == ["screen_size=27-inch resolution=1080p ports=USB-C 220.00"]


def test_courtesy_sets_no_condition() -> None:
    text = "I'd like something else if you don't mind: the rain jacket in navy, in L"
    assert found(JACKET, text) == ["size=L color=navy lining=fleece hood=yes 95.00"]


def test_the_price_that_tells_which_one_is_no_wish() -> None:
    assert found(JACKET, "make the pricier one a red one") == ["size=M color=red lining=fleece hood=no 90.00"]
    assert wish_of(JACKET, "change the cheaper one to red").price is None
    assert wish_of(JACKET, "change it to the cheaper one").price is PriceWish.CHEAPER


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


def test_otherwise_may_send_it_back() -> None:
    assert wish_of(RUG, "the same one again, otherwise I want to return it").otherwise is Otherwise.RETURN


@pytest.mark.parametrize(
    "text",
    [
        "200 cm, rest the same. If u have none like that the rug just stays",
        "I want it in 200 cm. If you don't have exactly that I'm keeping mine",
        "in 200 cm please, and if there is none mine stays as it is",
        "200 cm; if that's sold out, just do the lamp",
    ],
)
def test_it_stays_where_there_is_no_such_one(text: str) -> None:
    assert wish_of(RUG, text).otherwise is Otherwise.KEEP


@pytest.mark.parametrize(
    "text", ["200 cm and gray, rest same", "gray in 200 cm, the rest the same", "gray, 200 cm, rest as it is"]
)
def test_the_rest_is_kept_without_an_article_before_it(text: str) -> None:
    assert match(RUG, text).result is MatchResult.NONE


def test_what_will_do_where_the_first_is_sold_out_comes_second() -> None:
    assert found(RUG, "in gray with 300 cm, or with 200 cm if the 300s are sold out") == [
        "size=200_cm color=gray pattern=striped 175.00"
    ]


def test_a_letter_that_should_stand_twice_may_stand_once() -> None:
    assert found(JACKET, "in yelow, smal please") == ["size=S color=yellow lining=none hood=no 70.00"]


def test_the_cheapest_of_a_kind_is_of_that_kind() -> None:
    assert found(JACKET, "put in the cheapest navy rain jacket you've got instead of mine") == [
        "size=M color=navy lining=none hood=yes 82.00"
    ]


@pytest.mark.parametrize("text", ["the gray one, keep the other", "gray please, the other stays as it is"])
def test_another_article_that_stays_is_not_the_rest_of_this_one(text: str) -> None:
    assert wish_of(RUG, text).rest is Rest.KEPT_IF_POSSIBLE


@pytest.mark.parametrize(
    "text",
    ["could the cheaper one be red?", "the cheaper one, could it be a red one?", "the dearer one should be red"],
)
def test_the_price_of_the_one_that_is_asked_for_something_is_no_wish(text: str) -> None:
    assert wish_of(JACKET, text).price is None


def test_what_can_change_is_free() -> None:
    text = "can I have it with a fleece lining and a hood? The size and the color can change"
    assert found(JACKET, text) == ["size=L color=navy lining=fleece hood=yes 95.00"]


def test_quantities_may_be_written_in_words() -> None:
    kettle = product("Electric Kettle", "capacity=1L color=black 30.00", "capacity=2L color=black 40.00")
    assert found(kettle, "it only holds a litre, I'd like the two litre one") == ["capacity=2L color=black 40.00"]


def test_waterproofing_may_be_gone_without() -> None:
    boots = product("Hiking Boots", "size=9 waterproof=yes 30.00", "size=10 waterproof=no 40.00", "size=10 waterproof=yes 45.00")
    assert found(boots, "a 10 without waterproofing instead") == ["size=10 waterproof=no 40.00"]


def test_what_takes_water_is_waterproof() -> None:
    radio = product("Radio", "color=black waterproof=no 30.00", "color=red waterproof=no 40.00", "color=red waterproof=yes 45.00")
    assert found(radio, "the red one that takes water instead") == ["color=red waterproof=yes 45.00"]
