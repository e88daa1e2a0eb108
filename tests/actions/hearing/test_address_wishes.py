"""An address that is written out beside another wish."""

import pytest

from actions.hearing.address_wishes import with_address_wish
from actions.hearing.heard import Heard
from tests.actions.conftest import a_message, a_press

ADDRESS = "12 Elm Street, Springfield, IL 62701"


def heard(text: str, intent: str) -> Heard:
    return with_address_wish(Heard.from_tracker(a_message(text, intent)))


def test_it_is_a_wish_of_its_own() -> None:
    read = heard(f"Please cancel the lamp. And send the order with the rug to {ADDRESS}.", "cancel_order")
    assert [(wish.intent, wish.text.split()[0]) for wish in read.wishes] == [
        ("cancel_order", "Please"),
        ("change_address", "And"),
    ]


def test_beside_a_few_words_it_is_the_only_wish() -> None:
    read = heard(f"Hello there! Please send my order to {ADDRESS}.", "nlu_fallback")
    assert (read.intent, read.wishes) == ("change_address", ())


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        (f"Please send my order to {ADDRESS}. Thank you very much!", "change_address"),
        ("Please cancel the lamp. And send the order with the rug home.", "cancel_order"),
        (f"I want to return the lamp. I live at {ADDRESS}.", "start_return"),
    ],
)
def test_what_is_understood_already_or_brings_no_address_stays(text: str, intent: str) -> None:
    assert heard(text, intent).wishes == ()
    assert heard(text, intent).intent == intent


def test_a_button_brings_none() -> None:
    pressed = Heard.from_tracker(a_press("cancel_order"))
    assert with_address_wish(pressed) is pressed


def test_where_an_order_should_not_go_is_one_where_it_should_is_known() -> None:
    read = heard(
        "The rug goes to Boston and shouldn't, I want it at my own address. And make the lamp a red one.", "nlu_fallback"
    )
    assert "change_address" in {wish.intent for wish in read.wishes}


def test_an_order_that_is_cancelled_for_where_it_goes_is_sent_nowhere() -> None:
    read = heard("Cancel the order that goes to my own address by mistake. And return the lamp to you.", "cancel_order")
    assert read.wishes == ()


def test_who_asks_why_it_goes_elsewhere_and_says_where_to_wants_it_there() -> None:
    read = heard("Why is my order going to Dallas?? I live in Reno, send it to me.", "track_order")
    assert "change_address" in {read.intent, *(wish.intent for wish in read.wishes)}


def test_what_is_sent_back_is_sent_to_no_address() -> None:
    assert heard("The lamp is broken. I will send it back to you.", "nlu_fallback").wishes == ()


@pytest.mark.parametrize(
    "told", ["The lamp and the rug are a present for my niece. She lives at", "My rug is going to my parents. They are at"]
)
def test_it_is_told_by_where_somebody_lives(told: str) -> None:
    read = heard(f"{told} {ADDRESS}. And please make the rug a red one.", "ask_product")
    assert [(wish.intent, wish.text) for wish in read.wishes] == [
        ("change_address", f"{told} {ADDRESS}."),
        ("ask_product", "And please make the rug a red one."),
    ]


def test_where_somebody_lives_alone_sends_nothing_there() -> None:
    assert heard(f"I like the lamp. My sister has the same. She lives at {ADDRESS}.", "praise").wishes == ()
