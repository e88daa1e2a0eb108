"""Which variants a question is about."""

import pytest

from bot.shop.product import Product, Variant
from bot.shop.variant_search import search_variants
from tests.factories import a_product, a_variant, usd


def shirts() -> Product:
    return a_product(
        "T-Shirt",
        variants=[
            shirt("blue-m", "blue", "M", "20.00"),
            shirt("blue-l", "blue", "L", "22.00"),
            shirt("red-m", "red", "M", "18.00"),
            shirt("red-l", "red", "L", "18.00", stock=0),
        ],
    )


def shirt(sku: str, color: str, size: str, price: str, stock: int = 5) -> Variant:
    return a_variant(sku=sku, options={"color": color, "size": size}, price=usd(price), stock=stock)


def skus(variants: tuple[Variant, ...]) -> list[str]:
    return [variant.sku for variant in variants]


@pytest.mark.parametrize(
    "text",
    [
        "how many t-shirt options do you have, the exact number please",
        "what colours do the tshirts come in",
        "ilang klase ng t-shirt po ang mayroon kayo?",
        "сколько стоит T-Shirt",
    ],
)
def test_a_question_about_all_of_them_narrows_nothing(text: str) -> None:
    assert not search_variants(shirts(), text).is_narrowed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("is there one in blue?", ["blue-m", "blue-l"]),
        ("do you have the blue t-shirt in L", ["blue-l"]),
        ("what's the cheapest t-shirt", ["red-m"]),
        ("anything under $21?", ["red-m", "blue-m"]),
    ],
)
def test_what_can_be_had_is_given_cheapest_first(text: str, expected: list[str]) -> None:
    search = search_variants(shirts(), text)
    assert search.is_narrowed
    assert skus(search.available) == expected


def test_what_is_sold_out_is_kept_apart() -> None:
    search = search_variants(shirts(), "is there a red one in size L?")
    assert (skus(search.available), skus(search.sold_out)) == ([], ["red-l"])


def test_cheaper_is_cheaper_than_what_the_customer_has() -> None:
    product = shirts()
    assert skus(search_variants(product, "any cheaper ones?", product.variants[0]).available) == ["red-m"]


def test_without_anything_to_compare_with_cheaper_asks_for_nothing() -> None:
    assert not search_variants(shirts(), "any cheaper ones?").is_narrowed
