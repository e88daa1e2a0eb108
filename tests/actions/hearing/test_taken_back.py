"""What still stands of a message that takes something back."""

import pytest

from actions.hearing.intents import EXCHANGES
from actions.hearing.second_look import second_look
from tests.actions.conftest import ATalk, a_message, read_wishes

pytestmark = pytest.mark.usefixtures("known")


def test_words_that_lead_over_ask_for_nothing(talk: ATalk) -> None:
    heard = read_wishes(
        talk, ("One more thing before you go.", "change_order"), ("I'd like to return the kettle.", "start_return")
    )
    assert (heard.intent, heard.wishes) == ("start_return", ())


def test_what_is_taken_back_altogether_is_no_wish(talk: ATalk) -> None:
    heard = read_wishes(
        talk,
        ("Cancel the order with the chair. Actually wait, don't cancel it.", "cancel_order"),
        ("Just make the chair blue.", "change_order"),
    )
    assert (heard.intent, heard.wishes) == ("change_order", ())


def test_what_is_not_to_be_cancelled_after_all_is_changed(talk: ATalk) -> None:
    tracker = a_message("Cancel the chair. Actually wait, don't cancel it. Just make the chair blue.", "cancel_order")
    tracker.latest_message["intent_ranking"].append({"name": "change_order", "confidence": 0.2})
    first = talk(tracker)
    assert second_look(first, first.heard).intent == "change_order"


def test_a_change_takes_the_place_of_what_is_taken_back(talk: ATalk) -> None:
    first = talk(a_message("I'd like to cancel my order... Actually, hold on, no. Just make the chair blue.", "change_order"))
    heard = second_look(first, first.heard)
    assert (heard.intent in EXCHANGES, "cancel" in heard.text) == (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "Don't touch the order.",
        "Only the kettle, leave the rest.",
        "Не трогайте заказ.",  # noqa: RUF001
        "Тапсырысқа тиіспеңіз.",
        "Պատվերին ձեռք մի տվեք.",
        "Ärge puutuge tellimust.",
        "Huwag galawin ang order.",
    ],
)
def test_what_is_only_to_stay_as_it_is_is_no_wish(talk: ATalk, text: str) -> None:
    heard = read_wishes(talk, ("I'd like to return the kettle.", "start_return"), (text, "cancel_order"))
    assert (heard.intent, heard.wishes) == ("start_return", ())


@pytest.mark.parametrize("text", ["What a pity.", "Oh, too bad!", "Жаль.", "Өкінішті.", "Ափսոս։", "Kahju.", "Ay, sayang."])  # noqa: RUF001
def test_a_sigh_is_no_wish(talk: ATalk, text: str) -> None:
    heard = read_wishes(talk, (text, "complain"), ("I'd like to return the kettle.", "start_return"))
    assert (heard.intent, heard.wishes) == ("start_return", ())


@pytest.mark.parametrize(
    "kept",
    ["My own address in the profile stays as it is.", "Leave my own address as it is.", "my home address remains unchanged"],
)
def test_an_address_that_stays_is_no_wish(talk: ATalk, kept: str) -> None:
    heard = read_wishes(talk, ("Make the chair blue.", "change_order"), (kept, "change_own_address"))
    assert (heard.intent, heard.wishes) == ("change_order", ())
