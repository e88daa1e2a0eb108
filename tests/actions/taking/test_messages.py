"""What becomes of one message, by what is open."""

from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.turn import Turn
from bot.shop.customer import Customer
from bot.support.conversation import Conversation
from tests.actions.conftest import ATalk, a_message, said
from tests.factories import a_customer, a_line, a_product, a_variant, an_order


@pytest.fixture
def several_orders(db: Session, conversation: Conversation) -> Customer:
    customer = a_customer()
    db.add_all([an_order(customer=customer) for _ in range(2)])
    db.flush()
    conversation.customer_id = customer.id
    return customer


def after(talk: ATalk, text: str, intent: str) -> dict[str, Any]:
    first = talk(a_message(text, intent))
    assert first.take_message()
    return {slot["name"]: slot["value"] for slot in first.slots()}


@pytest.mark.usefixtures("several_orders")
def test_who_says_that_that_is_all_chooses_no_order(talk: ATalk, dispatcher: CollectingDispatcher) -> None:
    slots = after(talk, "where is my order", "track_order")
    assert said(dispatcher) == ["utter_ask_which_order"]
    slots["memory"] = slots.get("memory", {}) | {"order": "W-1"}

    assert talk(a_message("no thanks, that's all", "deny", slots, reference="that=same")).take_message()
    assert said(dispatcher)[1:] == ["utter_request_stopped", "utter_anything_else"]


def test_a_message_that_answers_a_question_is_taken_whatever_it_was_understood_as(talk: ATalk, turn: Turn) -> None:
    slots = after(talk, "where is my order", "track_order")
    assert not turn.is_taken

    assert talk(a_message("W-10479", "nlu_fallback", slots, order_number="W-10479")).take_message()
    assert turn.is_taken


def test_a_message_that_answers_nothing_is_not(talk: ATalk, turn: Turn) -> None:
    slots = after(talk, "where is my order", "track_order")

    assert not talk(a_message("the quick brown fox", "nlu_fallback", slots)).take_message()
    assert not turn.is_taken


def test_options_that_answer_nothing_ask_for_no_products(
    talk: ATalk, db: Session, conversation: Conversation, dispatcher: CollectingDispatcher
) -> None:
    variants = [a_variant(options={"color": color}) for color in ("white", "black")]
    customer = a_customer()
    line = a_line("Tea Kettle", sku=variants[0].sku, options=variants[0].options)
    db.add_all([a_product("Tea Kettle", variants=variants), an_order(customer=customer, lines=[line])])
    db.flush()
    conversation.customer_id = customer.id
    slots = after(talk, "exchange the kettle", "exchange_article")

    assert talk(a_message("linen, 12 cups, striped", "ask_product", slots)).take_message()
    assert said(dispatcher)[1:] == ["utter_answer_not_understood", "utter_ask_replacement"]
