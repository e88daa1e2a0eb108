"""The catalogue in a customer's words."""

from typing import Any

import pytest

from bot.nlu.catalogue import Catalogue
from bot.nlu.words import blank_language

SOLD = {
    "T-Shirt": {"size": ["M", "XL"], "color": ["blue", "gray"], "style": ["v-neck"]},
    "Mechanical Keyboard": {"switch type": ["clicky"], "backlight": ["none", "RGB"], "color": ["black"]},
    "Electric Kettle": {"capacity": ["1.5L"]},
    "Tea Kettle": {"capacity": ["1 liter"], "finish": ["black"]},
    "Dumbbell Set": {},
    "Laptop": {"screen size": ["15-inch"], "storage": ["256GB SSD"]},
    "Running Shoes": {"size": ["9"]},
    "Кроссовки": {},
}


def found(text: str, language: str = "en", sold: Any = SOLD, ordinary: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    words = blank_language()
    findings = Catalogue(words, sold, ordinary).find(words(text), text, language)
    return sorted({(finding.entity, finding.value) for finding in findings})


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("two t-shirts", "T-Shirt"),
        ("my tshirt", "T-Shirt"),
        ("the T SHIRT", "T-Shirt"),
        ("that shirt", "T-Shirt"),
        ("mechanical-keyboard", "Mechanical Keyboard"),
        ("a mechancial keybord", "Mechanical Keyboard"),
        ("both dumbbells", "Dumbbell Set"),
        ("верните кроссовками", "Кроссовки"),
    ],
)
def test_a_product_is_known_by_its_forms_and_typos(text: str, product: str) -> None:
    assert found(text) == [("product", product)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a blue one", "blue"),
        ("in grey", "gray"),
        ("v neck", "v-neck"),
        ("15 inches", "15-inch"),
        ('a 15" screen', "15-inch"),
        ("256 gb", "256GB SSD"),
        ("1.5 litres", "1.5L"),
        ("size 9 please", "9"),
        ("with no backlight", "none"),
        ("from an M", "M"),
        ("size m", "M"),
    ],
)
def test_a_value_is_known_however_it_is_written(text: str, value: str) -> None:
    assert ("option", value) in found(text)


@pytest.mark.parametrize("text", ["I have none", "9 days", "I'M HERE, IT'S LATE", "Galaxy M34", "a short message", "it's a set"])
def test_what_says_little_is_not_taken_for_an_article(text: str) -> None:
    assert found(text) == []


def test_an_ambiguous_word_means_every_product_that_it_may_mean() -> None:
    assert found("the kettle") == [("product", "Electric Kettle"), ("product", "Tea Kettle")]


def test_a_full_name_means_no_other_product() -> None:
    assert found("the tea kettle") == [("product", "Tea Kettle")]


def test_a_word_of_too_many_products_stays_as_it_was_said() -> None:
    assert found("my mugs", sold={f"{animal} Mug": {} for animal in ("Cat", "Dog", "Fox", "Owl", "Bear", "Hare")}) == [
        ("product", "mugs")
    ]


def test_an_ordinary_word_is_no_typo() -> None:
    assert found("a keybord", ordinary=frozenset({"keybord"})) == []


def test_an_option_is_named_where_only_one_has_the_value() -> None:
    words = blank_language()
    catalogue = Catalogue(words, SOLD)

    options = {
        text: [f.option for f in catalogue.find(words(text), text, "en") if f.entity == "option"] for text in ("blue", "black")
    }

    assert options == {"blue": ["color"], "black": [None]}


def test_the_product_beside_it_tells_which_option_is_meant() -> None:
    words, text = blank_language(), "the black tea kettle"

    [option] = [f for f in Catalogue(words, SOLD).find(words(text), text, "en") if f.entity == "option"]

    assert option.option == "finish"


def test_an_empty_catalogue_finds_nothing() -> None:
    assert found("a blue t-shirt", sold={}) == []
