"""A message read again with what its writer has ordered."""

from collections.abc import Callable
from typing import Any

import pytest
from rasa_sdk import Tracker
from sqlalchemy.orm import Session

from actions.heard import Heard
from actions.second_look import second_look
from actions.talk import Talk
from bot.shop.order import OrderStatus
from bot.support.conversation import Conversation
from tests.actions.conftest import a_message, a_press
from tests.factories import a_customer, a_line, a_product, a_variant, an_order

ATalk = Callable[[Tracker], Talk]


@pytest.fixture
def known(db: Session, conversation: Conversation) -> None:
    """A customer with a delivered kettle and a pending chair."""
    customer = a_customer()
    kettles = [a_variant(options={"color": color}) for color in ("white", "black")]
    chairs = [a_variant(options={"color": color}) for color in ("red", "blue")]
    db.add_all([a_product("Tea Kettle", variants=kettles), a_product("Garden Chair", variants=chairs), customer])
    kettle = a_line("Tea Kettle", sku=kettles[0].sku, options=kettles[0].options)
    chair = a_line("Garden Chair", sku=chairs[0].sku, options=chairs[0].options)
    db.add(an_order(customer=customer, lines=[kettle]))
    db.add(an_order(customer=customer, status=OrderStatus.PENDING, lines=[chair]))
    db.flush()
    conversation.customer_id = customer.id


def read(talk: ATalk, text: str, intent: str) -> Heard:
    first = talk(a_message(text, intent))
    return second_look(first, first.heard)


def of_wishes(talk: ATalk, *wishes: tuple[str, str]) -> Heard:
    """Of a message whose clauses were taken for these intents."""
    text = " ".join(clause for clause, _ in wishes)
    tracker = a_message(text, wishes[0][1])
    message: dict[str, Any] = tracker.latest_message
    message["wishes"] = [
        {
            "intent": intent,
            "faq": None,
            "text": clause,
            "start": text.index(clause),
            "end": text.index(clause) + len(clause),
            "otherwise": False,
        }
        for clause, intent in wishes
    ]
    first = talk(tracker)
    return second_look(first, first.heard)


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("text", "taken_for", "comes_to"),
    [
        ("The kettle should be black please", "ask_product", "exchange_article"),
        ("I'd like the chair in blue", "nlu_fallback", "change_order"),
        ("the kettle goes back to you", "request_refund", "start_return"),
        ("call the chair order off", "track_order", "cancel_order"),
        ("I want my money back for the kettle", "request_refund", "start_return"),
        ("tracking number of the chair order that got cancelled", "track_order", "track_order"),
        ("do you have the kettle in black?", "ask_stock", "ask_stock"),
    ],
)
def test_words_about_their_articles_say_what_it_comes_to(talk: ATalk, text: str, taken_for: str, comes_to: str) -> None:
    assert read(talk, text, taken_for).intent == comes_to


@pytest.mark.usefixtures("known")
def test_what_is_taken_back_gives_way(talk: ATalk) -> None:
    heard = of_wishes(
        talk, ("I want to return the kettle.", "start_return"), ("Wait no, exchange it for a black one.", "exchange_article")
    )
    assert (heard.intent, heard.wishes) == ("exchange_article", ())


@pytest.mark.usefixtures("known")
def test_where_the_difference_goes_is_part_of_the_exchange(talk: ATalk) -> None:
    heard = of_wishes(
        talk, ("Swap the kettle for a black one.", "exchange_article"), ("Put the difference back on my card.", "start_return")
    )
    assert (heard.intent, heard.wishes) == ("exchange_article", ())


@pytest.mark.usefixtures("known")
def test_words_that_lead_over_ask_for_nothing(talk: ATalk) -> None:
    heard = of_wishes(talk, ("One more thing before you go.", "change_order"), ("I'd like to return the kettle.", "start_return"))
    assert (heard.intent, heard.wishes) == ("start_return", ())


@pytest.mark.usefixtures("known")
def test_two_wishes_stay_two(talk: ATalk) -> None:
    heard = of_wishes(talk, ("Return the kettle.", "start_return"), ("And cancel the order with the chair.", "cancel_order"))
    assert [wish.intent for wish in heard.wishes] == ["start_return", "cancel_order"]


def test_a_button_says_what_it_says(talk: ATalk) -> None:
    pressed = talk(a_press("ask_product"))
    assert second_look(pressed, pressed.heard) is pressed.heard


@pytest.mark.usefixtures("known")
def test_by_what_the_money_comes_is_part_of_what_it_is_for(talk: ATalk) -> None:
    heard = of_wishes(
        talk, ("Swap the kettle for a black one.", "exchange_article"), ("And use PayPal, not the Visa.", "change_payment")
    )
    assert (heard.intent, heard.wishes) == ("exchange_article", ())


@pytest.mark.usefixtures("known")
def test_another_payment_of_an_order_is_a_wish_of_its_own(talk: ATalk) -> None:
    heard = of_wishes(
        talk, ("Swap the kettle for a black one.", "exchange_article"), ("And pay the chair order by PayPal.", "change_payment")
    )
    assert [wish.intent for wish in heard.wishes] == ["exchange_article", "change_payment"]


@pytest.mark.usefixtures("known")
def test_what_a_wish_costs_is_told_with_it(talk: ATalk) -> None:
    heard = of_wishes(
        talk, ("Swap the kettle for a black one.", "exchange_article"), ("And how much is the difference?", "ask_price")
    )
    assert (heard.intent, heard.wishes) == ("exchange_article", ())


@pytest.mark.usefixtures("known")
def test_what_another_product_costs_is_asked_for_itself(talk: ATalk) -> None:
    heard = of_wishes(talk, ("Swap the kettle for a black one.", "exchange_article"), ("How much is a chair?", "ask_price"))
    assert [wish.intent for wish in heard.wishes] == ["exchange_article", "ask_price"]


def test_who_takes_an_article_out_of_an_order_changes_it(talk: ATalk) -> None:
    assert read(talk, "can you take only the kettle out of my order", "nlu_fallback").intent == "change_order"


def test_who_cancels_by_where_orders_go_changes_no_address(talk: ATalk) -> None:
    assert read(talk, "cancel all orders that aren't going to my home", "change_own_address").intent == "cancel_order"


def test_an_address_in_a_wish_to_send_there_stays_one(talk: ATalk) -> None:
    text = "send it to my home, or cancel the order"
    assert read(talk, text, "change_own_address").intent == "change_own_address"


@pytest.mark.usefixtures("known")
def test_what_is_cancelled_only_if_it_cannot_be_changed_is_changed(talk: ATalk) -> None:
    text = "The chair, I need it in blue. If there is none, cancel that order."
    assert read(talk, text, "cancel_order").intent == "change_order"


@pytest.mark.usefixtures("known")
def test_what_is_not_to_be_cancelled_after_all_is_changed(talk: ATalk) -> None:
    tracker = a_message("Cancel the chair. Actually wait, don't cancel it. Just make the chair blue.", "cancel_order")
    tracker.latest_message["intent_ranking"].append({"name": "change_order", "confidence": 0.2})
    first = talk(tracker)
    assert second_look(first, first.heard).intent == "change_order"


@pytest.mark.usefixtures("known")
def test_what_is_taken_back_altogether_is_no_wish(talk: ATalk) -> None:
    heard = of_wishes(
        talk,
        ("Cancel the order with the chair. Actually wait, don't cancel it.", "cancel_order"),
        ("Just make the chair blue.", "change_order"),
    )
    assert (heard.intent, heard.wishes) == ("change_order", ())
