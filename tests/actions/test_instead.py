"""What a customer wishes for in the place of what cannot be."""

import pytest

from actions.instead import instead_of, request_instead
from actions.request import Refusal
from bot.shop.words.conditions import Otherwise
from tests.factories import a_line

REFUSED = Refusal("utter_return_not_delivered")


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        ("Return it. If that's not possible, cancel the order.", "cancel_order"),
        ("Exchange it, and if you don't have it, return it.", "start_return"),
        ("If you don't have it, I'll keep it.", None),
        ("Return it please.", None),
    ],
)
def test_words_say_what_comes_instead(words: str, instead: str | None) -> None:
    assert instead_of(REFUSED, words).instead == instead


def test_what_comes_instead_is_about_the_same() -> None:
    line = a_line("Desk Lamp", id=7, order_number="W-1")
    assert request_instead(Otherwise.CANCEL, [line]) == ("cancel_order", {"order_number": "W-1", "words": ""})
    assert request_instead(Otherwise.RETURN, [line]) == ("start_return", {"lines": [7], "words": ""})
