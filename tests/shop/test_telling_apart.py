"""Articles told from one another by what is said of them."""

import pytest

from bot.shop.telling_apart import told_apart
from tests.factories import a_line, an_order, usd

SMALL = a_line("Tablet", sku="small", options={"screen size": "7-inch", "color": "black"}, price=usd("90.00"))
LARGE = a_line("Tablet", sku="large", options={"screen size": "10-inch", "color": "gold"}, price=usd("80.00"))
an_order(lines=[SMALL, LARGE])


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("the black one", SMALL),
        ("not the black one", LARGE),
        ("the cheaper one", LARGE),
        ("the bigger one goes back", LARGE),
        ("my smallest tablet", SMALL),
        ("I keep the big one", LARGE),
        ("the small one can go back", SMALL),
        ("the one with the smaller screen", SMALL),
    ],
)
def test_an_article_is_told_by_its_options_its_price_and_its_size(text: str, meant: object) -> None:
    assert told_apart(text, [SMALL, LARGE]) == [meant]


@pytest.mark.parametrize("options", ["green, 10 hours, water resistance: no", "green, 10 hours, no"])
def test_an_article_is_told_by_its_title_as_we_write_it(options: str) -> None:
    dry = a_line("Speaker", sku="dry", options={"color": "green", "battery life": "10 hours", "water resistance": "no"})
    proof = a_line("Speaker", sku="proof", options={"color": "green", "battery life": "10 hours", "water resistance": "yes"})
    an_order(lines=[dry, proof])
    assert told_apart(f"the Speaker ({options})", [dry, proof]) == [dry]


@pytest.mark.parametrize("text", ["a tablet", "for a bigger one", "the tablet"])
def test_what_tells_nothing_leaves_all(text: str) -> None:
    assert told_apart(text, [SMALL, LARGE]) == [SMALL, LARGE]


SHOES = [a_line("Shoes", sku=size, options={"size": size, "color": "black"}, price=usd("50.00")) for size in ("7", "9")]


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("my size 9 shoes", ["9"]),
        ("now the 7, please", ["7"]),
        ("the 9 days are over", ["7", "9"]),
        ("I got 7 shoes", ["7", "9"]),
    ],
)
def test_a_bare_number_tells_a_size_where_it_counts_nothing(text: str, sizes: list[str]) -> None:
    an_order(lines=SHOES)
    assert [line.sku for line in told_apart(text, SHOES)] == sizes
