"""Products: what can be had of them."""

import pytest

from bot.shop.product import Product
from tests.factories import a_product, a_variant, usd


def a_shirt() -> Product:
    return a_product(
        "T-Shirt",
        variants=[
            a_variant(sku="blue-s", options={"color": "blue", "size": "S"}, price=usd("20.00"), stock=2),
            a_variant(sku="blue-m", options={"color": "blue", "size": "M"}, price=usd("22.50"), stock=None),
            a_variant(sku="red-s", options={"color": "red", "size": "S"}, price=usd("18.00"), stock=0),
        ],
    )


def test_sold_out_variants_are_not_counted() -> None:
    assert [variant.sku for variant in a_shirt().available_variants] == ["blue-s", "blue-m"]


def test_options_are_those_that_can_be_had() -> None:
    assert a_shirt().options == {"color": ["blue"], "size": ["S", "M"]}


def test_the_price_range_is_that_of_what_can_be_had() -> None:
    assert a_shirt().price_range == (usd("20.00"), usd("22.50"))
    assert a_product(variants=[a_variant(stock=0)]).price_range is None


def test_stock_is_taken_and_put_back() -> None:
    variant = a_variant(stock=2)
    variant.take(2)
    assert not variant.is_available
    variant.put_back(1)
    assert variant.has(1)
    assert not variant.has(2)
    with pytest.raises(ValueError, match="only 1"):
        variant.take(2)


def test_stock_that_is_not_known_stays_so() -> None:
    variant = a_variant(stock=None)
    variant.take(5)
    variant.put_back(5)
    assert (variant.stock, variant.has(1000)) == (None, True)


def test_a_care_tip_is_told_in_the_customers_language_or_not_at_all() -> None:
    lamp = a_product(care_tips={"en": "Dust it.", "et": "Pühi tolmust."})
    assert (lamp.care_tip("et"), lamp.care_tip("kk")) == ("Pühi tolmust.", None)
