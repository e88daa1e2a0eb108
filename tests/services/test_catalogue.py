"""What the shop sells, as the assistant learns it."""

import pytest
from sqlalchemy.orm import Session

from bot.services.catalogue import find_products, names_said, products_and_options
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


def test_a_product_is_found_by_its_name_in_any_case(db: Session) -> None:
    db.add_all([a_product("Desk Lamp", id="lamp"), a_product("Coffee Mug")])
    db.flush()
    assert [product.id for product in find_products(db, "desk LAMP")] == ["lamp"]
    assert find_products(db, "lamp") == []


@pytest.mark.parametrize("text", ["how many tshirts are there", "is there a T SHIRT", "do you sell tees"])
def test_products_are_found_in_other_words(db: Session, text: str) -> None:
    db.add_all([a_product("T-Shirt"), a_product("Desk Lamp")])
    db.flush()
    assert names_said(db, text) == ["T-Shirt"]


def test_what_is_not_sold_is_not_found(db: Session) -> None:
    db.add_all([a_product("Desk Lamp"), a_product("Headphones")])
    db.flush()
    assert names_said(db, "can one buy bicycles here") == []
