"""What a message is addressed with."""

import pytest

from bot.nlu.envelope import without_envelope


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("@shop where are my boots", "where are my boots"),
        ("а где мой чайник, @магазин?", "а где мой чайник,  ?"),
        ("Subject: my chair\n\nIt came today.", "my chair\n\nIt came today."),
        ("Тема: стул\n \nОн приехал.", "стул\n \nОн приехал."),
    ],
)
def test_whom_it_is_sent_to_and_the_word_before_a_subject_are_left_out(text: str, rest: str) -> None:
    assert without_envelope(text) == rest


@pytest.mark.parametrize(
    "text", ["my mail is jo@example.com", "@shop", "size: the larger one", "Order: two mugs\nTo: my sister", "meet @ 5"]
)
def test_what_holds_nothing_else_or_none_stays(text: str) -> None:
    assert without_envelope(text) == text
