"""What the shop sells, as the assistant learns it."""

from sqlalchemy.orm import Session

from bot.services.catalogue import products_and_options
from tests.factories import a_product, a_variant


def test_a_product_has_every_value_of_its_variants_once(db: Session) -> None:
    blue, red = {"color": "blue", "size": "M"}, {"color": "red", "size": "M"}
    db.add(a_product("T-Shirt", variants=[a_variant(sku="a", options=blue), a_variant(sku="b", options=red)]))

    assert products_and_options(db) == {"T-Shirt": {"color": ["blue", "red"], "size": ["M"]}}


def test_what_is_sold_out_is_still_talked_about(db: Session) -> None:
    db.add(a_product("Mug", variants=[a_variant(options={"color": "white"}, stock=0)]))

    assert products_and_options(db) == {"Mug": {"color": ["white"]}}


def test_products_of_one_name_are_one(db: Session) -> None:
    db.add_all([a_product("Mug", variants=[a_variant(options={"color": color})]) for color in ("white", "black")])

    assert sorted(products_and_options(db)["Mug"]["color"]) == ["black", "white"]
