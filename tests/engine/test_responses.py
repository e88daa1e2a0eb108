"""Sentences by language, with their placeholders filled."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.engine.responses import ResponseError, Responses
from tests.engine.conftest import SENTENCES, Talk


@pytest.fixture
def responses() -> Responses:
    return Responses.load(SENTENCES)


def test_a_turn_that_runs_twice_says_the_same(responses: Responses) -> None:
    turns = [f"talk {number}" for number in range(20)]

    first = [responses.say("utter_greet", "en", turn, {})["text"] for turn in turns]
    assert [responses.say("utter_greet", "en", turn, {})["text"] for turn in turns] == first


def test_turns_vary_what_they_say(responses: Responses) -> None:
    said = {responses.say("utter_greet", "en", f"talk {number}", {})["text"] for number in range(50)}

    assert said == {"Hello!", "Hi there!", "Good day!"}


def test_the_language_of_the_conversation_is_spoken(a_talk: Callable[..., Talk]) -> None:
    assert a_talk(language="et").hear("hello") == ["Tere!"]


def test_what_a_language_lacks_is_said_in_english(a_talk: Callable[..., Talk]) -> None:
    assert a_talk(language="et").hear("thank you") == ["You are welcome."]


def test_a_placeholder_without_a_value_is_an_error(responses: Responses) -> None:
    with pytest.raises(ResponseError, match=r"utter_order_found needs a value for \{email\}"):
        responses.say("utter_order_found", "en", "talk 1", {"email": None})


def test_a_response_that_is_not_written_is_an_error(responses: Responses) -> None:
    with pytest.raises(ResponseError, match="utter_nothing"):
        responses.say("utter_nothing", "en", "talk 1", {})


def test_the_payload_of_a_button_is_not_taken_for_a_placeholder(responses: Responses) -> None:
    buttons = responses.say("utter_ask_back", "en", "talk 1", {})["buttons"]

    assert buttons[1]["payload"] == '/ask_faq{"faq": "return_window"}'


def test_a_name_that_is_written_twice_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    for name in ("a.yml", "b.yml"):
        (tmp_path / "en" / name).write_text("responses: {utter_hi: [{text: hi}]}")

    with pytest.raises(ResponseError, match="utter_hi is written twice"):
        Responses.load(tmp_path)
