"""What Telegram's updates mean."""

import json

import pytest

from bot.channels.telegram.parse import read
from bot.services.arrivals import Arrival
from tests.channels.payloads import payload


def test_a_message_comes_from_its_chat_in_the_customers_language() -> None:
    assert read(payload("telegram", "message")).arrivals == [
        Arrival("90210", "90210/41", "Where is my order?", language="et"),
    ]


def test_a_correction_is_a_message_of_its_own() -> None:
    [arrival] = read(payload("telegram", "edited_message")).arrivals
    assert (arrival.platform_id, arrival.text) == ("90210/41/1741948260", "Where is my order W-10482?")


def test_a_press_brings_the_buttons_token_and_stops_its_clock() -> None:
    contents = read(payload("telegram", "callback_query"))
    [arrival] = contents.arrivals
    assert (arrival.address, arrival.button_token) == ("90210", "pZ6x0mYc2m8m1l0rVq7sEw")
    assert contents.answer == {"method": "answerCallbackQuery", "callback_query_id": "387424532411"}


def test_a_picture_without_words_is_named() -> None:
    [arrival] = read(payload("telegram", "photo")).arrivals
    assert arrival.text == "[photo]"


@pytest.mark.parametrize("name", ["group_message", "blocked"])
def test_groups_and_other_news_say_nothing(name: str) -> None:
    assert read(payload("telegram", name)).arrivals == ()


def test_a_location_that_moves_says_nothing() -> None:
    assert [arrival.text for arrival in read(payload("telegram", "moved_location")).arrivals] == [""]


@pytest.mark.parametrize("body", [b"", b"[]", b'{"message": {"chat": "me"}}', b"[" * 100_000, b'{"message": 1}'])
def test_what_is_no_update_is_a_value_error(body: bytes) -> None:
    with pytest.raises(ValueError, match="validation error"):
        read(body)


@pytest.mark.parametrize(
    ("text", "opening", "link"),
    [
        ("/start", "/start", None),
        ("/start@ShopBot", "/start@ShopBot", None),
        ("/start from_mail-3", "/start", "from_mail-3"),
        ("/restart", None, None),
        ("/start my return", None, None),
    ],
)
def test_the_start_button_opens_the_talk_and_other_commands_are_text(text: str, opening: str | None, link: str | None) -> None:
    said = {"message_id": 1, "date": 1, "text": text, "from": {"id": 2}, "chat": {"id": 2, "type": "private"}}
    [arrival] = read(json.dumps({"update_id": 3, "message": said}).encode()).arrivals
    assert (arrival.text, arrival.is_opening, arrival.link_token) == (opening or text, opening is not None, link)
