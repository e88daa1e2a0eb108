"""Several lines of one product, each with a wish of its own."""

import pytest

from bot.shop.exchange_wishes import combined_wish, names_others
from bot.shop.order_line import OrderLine
from bot.shop.product import Variant
from tests.factories import a_line, a_variant, an_order

SIZES, COLORS, MATERIALS = ("small", "large"), ("blue", "green", "white"), ("wool", "cotton", "felt")
SLIPPERS: list[Variant] = [
    a_variant(options={"size": size, "color": color, "material": material})
    for size in SIZES
    for color in COLORS
    for material in MATERIALS
]


def slippers(*options: str) -> OrderLine:
    size, color, material = options
    return a_line("House Slippers", sku=" ".join(options), options={"size": size, "color": color, "material": material})


def wished(text: str, *lines: OrderLine) -> list[dict[str, list[str]]]:
    """For each line the values that will do, best first."""
    orders = [an_order(lines=list(lines))]
    wishes = [combined_wish([text], line, lines, orders, SLIPPERS) for line in lines]
    return [{one.option: [" or ".join(sorted(tier)) for tier in one.tiers] for one in wish.options} for wish in wishes]


@pytest.mark.parametrize(
    "text",
    [
        "I have the same house slippers twice, make one of them white and the other one green",
        "House slippers: one in white and one in green please",
        "I'd like to exchange the slippers, the first one for white, the second one for green. Size stays",
        "the two house slippers: first one white, second one green, rest the same",
        "swap one pair of slippers for white ones, and the other slippers for green ones",
        "I have the very same house slippers twice. So could one of them become white, and the other one green?",
        "my two house slippers: please one of them in white. The second one can be green",
    ],
)
def test_each_of_two_equal_ones_becomes_another(text: str) -> None:
    first, second = wished(text, slippers("small", "blue", "wool"), slippers("small", "blue", "wool"))
    assert (first["color"], second["color"]) == (["white"], ["green"])


def test_what_each_is_now_is_no_wish() -> None:
    text = "I bought two pairs of house slippers, one small, one large. Both in white please"
    assert wished(text, slippers("small", "blue", "wool"), slippers("large", "blue", "wool")) == [{"color": ["white"]}] * 2


def test_a_description_is_for_the_line_that_it_is_nearest_to() -> None:
    text = "the house slippers should be large, felt, white, the house slippers should be small, wool, green"
    small, large = wished(text, slippers("small", "blue", "wool"), slippers("large", "blue", "cotton"))
    assert (small["color"], small["material"], large["color"], large["material"]) == (["green"], ["wool"], ["white"], ["felt"])


def test_descriptions_that_fit_both_alike_are_for_none() -> None:
    text = "the house slippers should be white, the house slippers should be green"
    assert wished(text, slippers("small", "blue", "wool"), slippers("large", "blue", "cotton")) == [{}, {}]


def test_what_stays_of_each_is_said_beside_what_changes_of_both() -> None:
    text = (
        "I have two pairs of house slippers, please make both of them green. The wool one stays wool, the felt one felt, sizes as"
        " they are, and if a size is gone then large in the same material"
    )
    wool, felt = wished(text, slippers("small", "blue", "wool"), slippers("small", "blue", "felt"))
    assert wool == {"color": ["green"], "material": ["wool"], "size": ["small", "large"]}
    assert felt == {"color": ["green"], "material": ["felt"], "size": ["small", "large"]}


@pytest.mark.parametrize(
    "text",
    [
        "Green for both slippers please. wool one large. felt one: small as now",
        "I need my two house slippers in green: the wool one in large, the felt one stays small",
        "both slippers in green. Keep the felt one small and make the wool one large",
    ],
)
def test_what_is_said_of_both_is_of_each_that_is_told_apart(text: str) -> None:
    wool, felt = wished(text, slippers("small", "blue", "wool"), slippers("small", "blue", "felt"))
    assert (wool["color"], wool["size"], felt["color"]) == (["green"], ["large"], ["green"])


@pytest.mark.parametrize(
    "text",
    [
        "could the wool one of my house slippers be the same as the other one?",
        "change the wool slippers so that they match: the wool one just like my other one please",
    ],
)
def test_one_may_be_like_the_other(text: str) -> None:
    wool, _ = wished(text, slippers("small", "blue", "wool"), slippers("large", "white", "felt"))
    assert wool == {"size": ["large"], "color": ["white"], "material": ["felt"]}


@pytest.mark.parametrize(
    ("answer", "tells"),
    [
        ("the kettle in black", True),
        ("the house slippers should be small, felt, the house slippers should be large, wool", True),
        ("the slippers in white", False),
        ("small, felt, white", False),
    ],
)
def test_an_answer_may_be_about_others_than_the_one_asked_about(answer: str, tells: bool) -> None:
    lines = [slippers("small", "blue", "wool"), slippers("large", "blue", "wool"), a_line("Tea Kettle", options={"color": "red"})]
    an_order(lines=lines)
    assert names_others(answer, lines[0], lines) is tells
