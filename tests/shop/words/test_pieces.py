"""The number before an article's name is how many of it are meant."""

import pytest

from bot.shop.words.pieces import pieces_before


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("I'd like to return one mug", 1),
        ("I want to send 2 of my old coffee mugs back", 2),
        ("one lamp and two mugs", 2),
        ("I bought two mugs, one mug goes back", 1),
        ("one lamp and the mugs", None),
        ("return the mug", None),
        ("return one lamp", None),
    ],
)
def test_the_number_before_a_name_is_how_many_are_meant(text: str, pieces: int | None) -> None:
    assert pieces_before("Coffee Mug", text) == pieces


def test_a_number_of_days_or_of_a_measure_is_none_of_articles() -> None:
    assert pieces_before("Coffee Mug", "after two days my mug broke") is None
    assert pieces_before("Coffee Mug", "I want the 2 liter mug") is None
