"""What is wished for where the money on a gift card is not enough."""

import pytest

from bot.shop.words.balances import besides_short, wished_if_short


@pytest.mark.parametrize(
    "text",
    [
        "The wool one, and if my gift card doesn't cover it, the cotton one.",
        "It comes off my gift card, so if the balance isn't enough for that, then the cotton one",
        "wool please. In case the money on it is not enough, the cotton one!",
    ],
)
def test_the_second_choice_is_told(text: str) -> None:
    assert wished_if_short(text) == "the cotton one"


@pytest.mark.parametrize("text", ["if it isn't enough, leave it", "if you don't have it, the cotton one", "is my card enough?"])
def test_nothing_else_is_a_second_choice(text: str) -> None:
    assert wished_if_short(text) == ""


def test_the_first_choice_is_read_without_the_second() -> None:
    text = "the wool one, if my card doesn't cover it, the cotton one. By Friday"
    assert "cotton" not in besides_short(text)
    assert besides_short("The wool one") == "The wool one"
