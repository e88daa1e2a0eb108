"""A message read again with what its writer has ordered."""

import pytest

from actions.hearing.heard import Heard
from actions.hearing.second_look import second_look
from tests.actions.conftest import ATalk, a_message, a_press


def read(talk: ATalk, text: str, intent: str) -> Heard:
    first = talk(a_message(text, intent))
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
        ("kettle -> black, rest same", "ask_product", "exchange_article"),
        ("the chair in my order. blue, rest as is", "ask_promotion", "change_order"),
        ("yo u got any kettles in black rn?", "nlu_fallback", "ask_product"),
        ("have you got any idea what is up with the kettle?", "nlu_fallback", "nlu_fallback"),
        ("the kettle still not here", "nlu_fallback", "nlu_fallback"),
        ("the kettle leaks, a new one or my money back", "start_return", "report_damage"),
        ("the kettle leaks, I'm sending it back for a refund", "start_return", "start_return"),
    ],
)
def test_words_about_their_articles_say_what_it_comes_to(talk: ATalk, text: str, taken_for: str, comes_to: str) -> None:
    assert read(talk, text, taken_for).intent == comes_to


def test_a_button_says_what_it_says(talk: ATalk) -> None:
    pressed = talk(a_press("ask_product"))
    assert second_look(pressed, pressed.heard) is pressed.heard


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
@pytest.mark.parametrize(
    ("text", "taken_for"),
    [
        ("I'd like to send the kettle back, the money should go to my PayPal account", "switch_account"),
        ("the kettle of that delivery, can I still send it back?", "ask_delivery_options"),
        ("The kettle came with another order. Return that.", "report_wrong_article"),
        ("The kettle was in a different delivery. I'm returning it.", "report_wrong_article"),
    ],
)
def test_what_goes_back_does_so_whatever_is_said_of_accounts_and_deliveries(talk: ATalk, text: str, taken_for: str) -> None:
    assert read(talk, text, taken_for).intent == "start_return"


@pytest.mark.usefixtures("known")
def test_what_came_wrong_stays_a_report(talk: ATalk) -> None:
    text = "the kettle is the wrong one, I'm sending it back"
    assert read(talk, text, "report_wrong_article").intent == "report_wrong_article"


def test_whatever_was_received_is_returned_before_it_is_known_who_asks(talk: ATalk) -> None:
    assert read(talk, "whatever I've received for camping is to be returned", "nlu_fallback").intent == "start_return"
