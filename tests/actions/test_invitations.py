"""What the assistant offers of its own accord holds for the very next message and never stands in the way."""

from typing import Any

import pytest
from rasa_sdk.events import ActionExecutionRejected
from rasa_sdk.executor import CollectingDispatcher

from actions.memory import Memory
from actions.request_actions import ActionContinueRequest
from actions.turn import Turn, running
from tests.actions.conftest import ATalk, a_message, said


def after_the_question(talk: ATalk) -> dict[str, Any]:
    """The slots behind "how content are you?"."""
    asking = talk(a_message("no", "deny"))
    asking.invite("rate_service", request="track_order")
    return {slot["name"]: slot["value"] for slot in asking.slots()}


def test_an_invitation_leaves_nothing_open(talk: ATalk, dispatcher: CollectingDispatcher) -> None:
    slots = after_the_question(talk)
    assert said(dispatcher) == ["utter_ask_rating"]
    assert "agenda" not in slots
    assert slots["memory"]["invitation"]["name"] == "rate_service"


def test_it_is_made_once(talk: ATalk) -> None:
    asked = talk(a_message("no", "deny", slots=after_the_question(talk)))
    assert not asked.invite("rate_service", request="track_order")


def test_it_is_not_made_while_a_request_waits(talk: ATalk) -> None:
    waiting = talk(a_message("bye", "goodbye"))
    waiting.start("track_order")
    assert not waiting.invite("rate_service", request="track_order")


def test_the_next_message_can_take_it_up(talk: ATalk, dispatcher: CollectingDispatcher) -> None:
    assert talk(a_message("9", slots=after_the_question(talk))).take_message()
    assert said(dispatcher) == ["utter_ask_rating", "utter_ask_comment"]


def test_another_wish_takes_its_place(talk: ATalk, dispatcher: CollectingDispatcher) -> None:
    assert talk(a_message("where is my order", "track_order", slots=after_the_question(talk))).take_message()
    assert said(dispatcher) == ["utter_ask_rating", "utter_ask_order_number"]


@pytest.mark.parametrize(("text", "intent"), [("how much is shipping", "ask_faq"), ("thanks", "thank")])
async def test_a_message_for_the_rules_passes_it_over(
    text: str, intent: str, talk: ATalk, turn: Turn, dispatcher: CollectingDispatcher
) -> None:
    message = a_message(text, intent, slots=after_the_question(talk))
    with running(turn):
        kept, refused = await ActionContinueRequest().run(dispatcher, message, {})
    assert Memory.from_slot(kept["value"]).invitation is None
    assert refused == ActionExecutionRejected("action_continue_request")


def test_one_warm_word_is_a_comment(talk: ATalk, dispatcher: CollectingDispatcher) -> None:
    rated = talk(a_message("9", slots=after_the_question(talk)))
    rated.take_message()
    slots = {slot["name"]: slot["value"] for slot in rated.slots()}
    dispatcher.messages.clear()

    assert talk(a_message("great", "affirm", slots=slots)).take_message()
    assert said(dispatcher) == ["utter_comment_taken"]
