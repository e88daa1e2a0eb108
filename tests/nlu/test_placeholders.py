"""What templates leave to be filled in."""

import pytest

from bot.nlu.placeholders import without_placeholders


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("где заказ {{Order Number}}?", "где заказ ?"),
        ("отменить [order id] сегодня", "отменить сегодня"),
        ("<name>: заказ", ": заказ"),
        ("пришлите {счёт}", "пришлите"),
    ],
)
def test_a_placeholder_is_left_out(text: str, rest: str) -> None:
    assert without_placeholders(text) == rest


@pytest.mark.parametrize("text", ["{{Order Number}}", "я <3 этот магазин", "[order id]!"])
def test_what_holds_nothing_else_or_none_stays(text: str) -> None:
    assert without_placeholders(text) == text
