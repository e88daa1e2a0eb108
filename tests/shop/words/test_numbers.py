"""Numbers that say an option's value without its unit."""

import pytest

from bot.shop.words.numbers import bare_numbers
from bot.shop.words.options import words_for
from bot.shop.words.phrases import read

SHOES = words_for([{"size": "8", "pressure": "9 bar"}, {"size": "9", "pressure": "15 bar"}])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("size 8", [("size", ["8"])]),
        ("in a 9 please", [("size", ["9"])]),
        ("a pressure of 15", [("pressure", ["15 bar"])]),
        ("2 more pairs", []),
        ("order 8123", []),
    ],
)
def test_a_number_counts_what_it_stands_beside(text: str, said: list[tuple[str, list[str]]]) -> None:
    found = [one for span in bare_numbers(read(text), SHOES) for one in span.meanings]
    assert [(one.option, sorted(one.values)) for one in found] == said
