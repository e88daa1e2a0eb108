"""Our actions as Rasa runs them: which responses they say, and what they keep for the next turn."""

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection
from sqlalchemy import select

from actions.handoff_actions import ActionRequestHuman, ActionRequestOther
from actions.knowledge_actions import ActionAnswerFaq, ActionAskBack, ActionNothingOpen, ActionOutOfScope
from actions.request_actions import ActionContinueRequest, ActionResumeRequest
from actions.talk_action import TalkAction
from actions.turn import Turn, running
from bot.shop.rma import Return
from bot.support.conversation import Owner
from bot.support.handoff import Handoff, HandoffReason
from tests.actions.conftest import a_message, said
from tests.factories import a_line, a_product, an_order

ASKED_FOR_NUMBER = {"agenda": [{"name": "track_order", "known": {"missing": "order_number"}, "asking": "identity"}]}


async def run(action: TalkAction, turn: Turn, dispatcher: CollectingDispatcher, message: Tracker) -> dict[str, Any]:
    """The slots after the action."""
    with running(turn):
        events = await action.run(dispatcher, message, {})
    return message.slots | {event["name"]: event["value"] for event in events}


def identify(turn: Turn, **order: Any) -> str:
    """Let the conversation be that of a customer with one order; returns its number."""
    made = an_order(**order)
    turn.db.add(made)
    turn.db.flush()
    turn.conversation.customer_id = made.customer_id
    return made.number


async def test_a_new_request_asks_for_what_it_needs_first(turn: Turn, dispatcher: CollectingDispatcher) -> None:
    slots = await run(ActionContinueRequest(), turn, dispatcher, a_message("where is my order", "track_order"))
    assert said(dispatcher) == ["utter_ask_order_number"]
    assert [(request["name"], request["asking"]) for request in slots["agenda"]] == [("track_order", "identity")]


async def test_a_settled_request_leaves_the_agenda(turn: Turn, dispatcher: CollectingDispatcher) -> None:
    number = identify(turn)
    slots = await run(ActionContinueRequest(), turn, dispatcher, a_message("where is my order", "track_order"))
    assert said(dispatcher) == ["utter_order_delivered_on", "utter_anything_else"]
    assert (slots["agenda"], slots["memory"]["order"]) == ([], number)


async def test_an_answer_is_taken(turn: Turn, dispatcher: CollectingDispatcher) -> None:
    message = a_message("W-1", slots=ASKED_FOR_NUMBER, order_number="W-1")
    slots = await run(ActionContinueRequest(), turn, dispatcher, message)
    assert said(dispatcher) == ["utter_ask_email_or_postcode"]
    assert slots["memory"]["claim"] == {"order_number": "W-1"}


async def test_what_is_no_answer_is_left_to_the_rules(turn: Turn, dispatcher: CollectingDispatcher) -> None:
    message = a_message("how much is shipping", "ask_faq", slots=ASKED_FOR_NUMBER)
    with pytest.raises(ActionExecutionRejection):
        await run(ActionContinueRequest(), turn, dispatcher, message)
    assert said(dispatcher) == []


async def test_the_open_question_is_asked_again(turn: Turn, dispatcher: CollectingDispatcher) -> None:
    await run(ActionResumeRequest(), turn, dispatcher, a_message("thanks", "thank", slots=ASKED_FOR_NUMBER))
    assert said(dispatcher) == ["utter_ask_order_number"]


async def test_the_first_miss_is_asked_again(turn: Turn, dispatcher: CollectingDispatcher) -> None:
    slots = await run(ActionContinueRequest(), turn, dispatcher, a_message("hm", "deny", slots=ASKED_FOR_NUMBER))
    assert said(dispatcher) == ["utter_answer_not_understood", "utter_ask_order_number"]
    assert slots["misses"] == 1


async def test_the_second_miss_calls_a_human_who_settles_what_is_open(turn: Turn, dispatcher: CollectingDispatcher) -> None:
    message = a_message("hm", "nlu_fallback", slots=ASKED_FOR_NUMBER | {"misses": 1.0})
    slots = await run(ActionContinueRequest(), turn, dispatcher, message)
    assert said(dispatcher) == ["utter_handoff_queued"]
    assert (slots["agenda"], slots["misses"]) == ([], 0)
    assert turn.db.scalars(select(Handoff.reason)).all() == [HandoffReason.NOT_UNDERSTOOD]


async def test_a_message_that_is_understood_forgets_the_misses(turn: Turn, dispatcher: CollectingDispatcher) -> None:
    message = a_message("where is my order", "track_order", slots={"misses": 1.0})
    assert (await run(ActionContinueRequest(), turn, dispatcher, message))["misses"] == 0


async def test_out_of_scope_counts_neither_way(turn: Turn, dispatcher: CollectingDispatcher) -> None:
    message = a_message("what's the weather", "out_of_scope", slots={"misses": 1.0})
    assert (await run(ActionOutOfScope(), turn, dispatcher, message))["misses"] == 1


@pytest.mark.parametrize(("misses", "response"), [(0.0, "utter_say_otherwise"), (1.0, "utter_handoff_queued")])
async def test_unsure_twice_calls_a_human(turn: Turn, dispatcher: CollectingDispatcher, misses: float, response: str) -> None:
    await run(ActionAskBack(), turn, dispatcher, a_message("hm", "nlu_fallback", slots={"misses": misses}))
    assert said(dispatcher) == [response]


async def test_a_human_on_request_gets_the_conversation(turn: Turn, dispatcher: CollectingDispatcher) -> None:
    slots = await run(ActionRequestHuman(), turn, dispatcher, a_message("a person", "request_human", slots=ASKED_FOR_NUMBER))
    turn.db.refresh(turn.conversation)
    assert (turn.conversation.owner, slots["agenda"]) == (Owner.QUEUED, [])


async def test_what_is_not_covered_goes_to_a_human(turn: Turn, dispatcher: CollectingDispatcher) -> None:
    await run(ActionRequestOther(), turn, dispatcher, a_message("cancel my order", "cancel_order"))
    assert said(dispatcher) == ["utter_request_not_covered", "utter_handoff_queued"]


async def test_a_question_whose_entry_was_taken_out_is_not_answered(turn: Turn, dispatcher: CollectingDispatcher) -> None:
    await run(ActionAnswerFaq(), turn, dispatcher, a_message("do you have it", "ask_faq", faq="do you have it=gone"))
    assert said(dispatcher) == ["utter_out_of_scope"]


@pytest.mark.parametrize(
    ("intent", "response"), [("affirm", "utter_what_else"), ("deny", "utter_nothing_else"), ("inform", "utter_nothing_open")]
)
async def test_an_answer_to_no_question(turn: Turn, dispatcher: CollectingDispatcher, intent: str, response: str) -> None:
    await run(ActionNothingOpen(), turn, dispatcher, a_message("hm", intent))
    assert said(dispatcher) == [response]


async def test_a_return_writes_nothing_before_the_yes(turn: Turn, dispatcher: CollectingDispatcher) -> None:
    identify(turn, lines=[a_line("Desk Lamp")])
    slots = await run(ActionContinueRequest(), turn, dispatcher, a_message("return the lamp", "start_return"))
    assert said(dispatcher) == ["utter_confirm_return"]
    assert turn.db.scalars(select(Return)).all() == []
    await run(ActionContinueRequest(), turn, dispatcher, a_message("yes", "affirm", slots=slots))
    assert len(turn.db.scalars(select(Return)).all()) == 1


async def test_another_product_is_asked_about_in_the_same_way(turn: Turn, dispatcher: CollectingDispatcher) -> None:
    turn.db.add(a_product("Coffee Mug"))
    turn.db.flush()
    await run(ActionNothingOpen(), turn, dispatcher, a_message("and the mug", slots={"memory": {"request": "ask_product"}}))
    assert said(dispatcher) == ["utter_product_overview", "utter_anything_else"]


async def test_an_answer_about_what_was_bought_waits_for_the_proof(turn: Turn, dispatcher: CollectingDispatcher) -> None:
    turn.db.add(a_product("Coffee Mug"))
    turn.db.flush()
    await run(ActionContinueRequest(), turn, dispatcher, a_message("what is the mug i bought made of", "ask_product"))
    assert said(dispatcher) == ["utter_ask_order_number"]


async def test_a_gift_for_somebody_is_nothing_that_was_bought(turn: Turn, dispatcher: CollectingDispatcher) -> None:
    turn.db.add(a_product("Coffee Mug"))
    turn.db.flush()
    await run(ActionContinueRequest(), turn, dispatcher, a_message("a mug for my dad, which are there", "ask_product"))
    assert said(dispatcher) == ["utter_product_overview", "utter_anything_else"]


async def test_stock_in_general_is_told_in_the_shops_words(turn: Turn, dispatcher: CollectingDispatcher) -> None:
    await run(ActionContinueRequest(), turn, dispatcher, a_message("when is it back in stock", "ask_stock"))
    assert [message["response"] for message in dispatcher.messages] == [None, "utter_anything_else"]


async def test_a_total_that_comes_back_is_no_total_that_was_paid(turn: Turn, dispatcher: CollectingDispatcher) -> None:
    identify(turn)
    await run(ActionContinueRequest(), turn, dispatcher, a_message("how much do I get back in all?", "ask_order_total"))
    assert said(dispatcher) == ["utter_no_refund"]


async def test_the_order_of_the_article_that_was_told_is_gone_on_about(turn: Turn, dispatcher: CollectingDispatcher) -> None:
    number = identify(turn)
    slots = await run(ActionContinueRequest(), turn, dispatcher, a_message("what did my lamp cost", "ask_order_total"))
    assert said(dispatcher) == ["utter_own_articles", "utter_anything_else"]
    assert slots["memory"]["order"] == number
