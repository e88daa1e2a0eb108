"""Whether it is said that something goes back."""

import pytest

from bot.shop.words.going_back import says_goes_back


@pytest.mark.parametrize(
    ("text", "goes"),
    [
        ("the one with the dent is going back", True),
        ("so those can go back", True),
        ("is the lamp going back?", False),
        ("how much is going back to my card", False),
        ("the money is going back to my card, right?", False),
    ],
)
def test_it_is_said_that_something_goes_back(text: str, goes: bool) -> None:
    assert says_goes_back(text) is goes
