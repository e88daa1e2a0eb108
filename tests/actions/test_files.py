"""A file without words: it is kept and said so, and answers no question."""

import pytest
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.turn import Turn
from bot.services.attachments import Enclosed, enclose
from bot.support.conversation import Conversation
from bot.support.message import Message, Sender
from tests.actions.conftest import ATalk, a_message, said
from tests.factories import A_JPEG, NOW


@pytest.fixture
def sent(db: Session, conversation: Conversation) -> Message:
    """The turn's message, with a picture."""
    message = Message(
        id="message-1", conversation_id=conversation.id, channel="widget", sender=Sender.CUSTOMER, text="[image]", at=NOW
    )
    db.add(message)
    db.flush()
    enclose(db, message, [Enclosed("lamp.jpg", A_JPEG)], NOW)
    return message


@pytest.mark.usefixtures("sent")
def test_a_picture_is_kept_and_the_customer_asked_what_else_there_is(
    talk: ATalk, turn: Turn, dispatcher: CollectingDispatcher
) -> None:
    assert talk(a_message("[image]", "nlu_fallback")).take_message()
    assert turn.is_taken
    assert said(dispatcher) == ["utter_file_kept", "utter_anything_else"]


@pytest.mark.usefixtures("sent")
def test_the_open_question_is_asked_again_and_nothing_counts_as_not_understood(
    talk: ATalk, dispatcher: CollectingDispatcher
) -> None:
    first = talk(a_message("where is my order", "track_order"))
    first.take_message()
    slots = {event["name"]: event["value"] for event in first.slots()}
    dispatcher.messages.clear()

    second = talk(a_message("[photo]", "nlu_fallback", slots))

    assert second.take_message()
    assert said(dispatcher) == ["utter_file_kept", "utter_ask_order_number"]
    assert "misses" not in {event["name"] for event in second.slots()}


def test_who_only_types_it_has_sent_nothing(talk: ATalk, dispatcher: CollectingDispatcher) -> None:
    assert not talk(a_message("[image]", "nlu_fallback")).take_message()
    assert said(dispatcher) == []


@pytest.mark.usefixtures("sent")
def test_what_is_written_beside_a_picture_is_answered(talk: ATalk, dispatcher: CollectingDispatcher) -> None:
    assert talk(a_message("where is my order", "track_order")).take_message()
    assert said(dispatcher) == ["utter_ask_order_number"]
