"""What is asked or wanted of orders in words that are easily taken for something else."""

from typing import Any

import pytest

from actions.hearing.order_wishes import of_orders
from tests.actions.conftest import ATalk, a_message

FORMER = {"former_addresses": {"#W1": {"line1": "1 Elm Way"}}, "settled": "change_address"}

pytestmark = pytest.mark.usefixtures("known")


def comes_to(talk: ATalk, text: str, intent: str = "nlu_fallback", **memory: Any) -> str | None:
    heard = talk(a_message(text, intent, slots={"memory": memory}))
    return of_orders(heard, heard.heard)


@pytest.mark.parametrize(
    ("text", "taken_for"),
    [
        ("the chair is headed to Reno, it has to come to my home address", "track_order"),
        ("my chair order is going to my ex, it needs to go to the address in my profile", "list_orders"),
        ("the parcel with the chair was supposed to be sent to my own address", "report_delivery_problem"),
    ],
)
def test_what_should_go_to_a_known_address_is_sent_there(talk: ATalk, text: str, taken_for: str) -> None:
    assert comes_to(talk, text, taken_for) == "change_address"


@pytest.mark.parametrize("taken_for", ["ask_delivery_options", "nlu_fallback", "track_order"])
@pytest.mark.parametrize(
    "text",
    [
        "My chair order goes to Reno. Could it come to my home in Boise instead?",
        "would it be possible to have the chair sent to my home in Boise?",
        "can I get the chair delivered to my house in Boise please?",
        "would you please redirect the chair to my default address? Reno didn't work out",
    ],
)
def test_what_is_asked_to_be_sent_to_a_known_address_is_sent_there(talk: ATalk, text: str, taken_for: str) -> None:
    assert comes_to(talk, text, taken_for) == "change_address"


@pytest.mark.parametrize(
    "text", ["Could it come to my home by Friday?", "do you deliver to my home?", "can you send it to my home for free?"]
)
def test_how_and_how_fast_things_are_sent_is_asked_in_general(talk: ATalk, text: str) -> None:
    assert comes_to(talk, text, "ask_delivery_options") is None


def test_all_may_be_said_to_go_to_an_address_that_is_written_out(talk: ATalk) -> None:
    assert comes_to(talk, "all I have on order should go to 12 Oak Street, Reno, NV 89501 pretty please, it's two orders") == (
        "change_address"
    )


@pytest.mark.parametrize(
    "text",
    [
        "is my chair going to my home address?",
        "my chair is going to my home address",
        "the chair should come to my home, or cancel the order",
    ],
)
def test_who_only_asks_or_cancels_changes_no_address(talk: ATalk, text: str) -> None:
    assert comes_to(talk, text, "track_order") is None


@pytest.mark.parametrize(
    ("text", "taken_for"),
    [
        ("Please undo that for the chair, it should have the old address again", "nlu_fallback"),
        ("the chair goes back to the address it had", "start_return"),
        ("put the chair order back to where it was going", "track_order"),
    ],
)
def test_an_address_that_was_just_changed_can_be_changed_back(talk: ATalk, text: str, taken_for: str) -> None:
    assert comes_to(talk, text, taken_for, **FORMER) == "change_address"
    assert comes_to(talk, text, taken_for) != "change_address"


@pytest.mark.parametrize(
    "text",
    [
        "everything I paid with PayPal, could you move that to my Visa?",
        "can you put the chair on the gift card",
        "please charge my pending order to my Mastercard instead",
    ],
)
def test_what_was_ordered_is_put_on_another_method(talk: ATalk, text: str) -> None:
    assert comes_to(talk, text, "ask_payment_methods") == "change_payment"


@pytest.mark.parametrize("text", ["can I pay with a gift card?", "do you take Visa", "can I put money on a gift card?"])
def test_how_to_pay_is_asked_in_general(talk: ATalk, text: str) -> None:
    assert comes_to(talk, text, "ask_payment_methods") is None


@pytest.mark.parametrize(
    "text",
    [
        "I had a kettle sent to my daughter. What address did you ship it to?",
        "where was the kettle delivered to?",
        "на какой адрес доставили kettle?",
    ],
)
def test_where_an_order_went_is_told(talk: ATalk, text: str) -> None:
    assert comes_to(talk, text) == "list_orders"


def test_a_new_address_in_a_question_is_where_it_is_sent(talk: ATalk) -> None:
    text = "the kettle goes to Reno. Her new address is 5 Elm Road, Reno, NV 89501. Could you send it there?"
    assert comes_to(talk, text) == comes_to(talk, text, "track_order") == "change_address"


@pytest.mark.parametrize(
    "text",
    ["that one, yes. And its tracking number?", "а какой у него трек-номер?", "ano ang tracking number?"],  # noqa: RUF001
)
def test_a_tracking_number_is_that_of_an_order(talk: ATalk, text: str) -> None:
    assert comes_to(talk, text) == "track_order"


@pytest.mark.parametrize(
    "text",
    [
        "so how much cheaper is that?",
        "And how much do I save?",
        "и сколько я сэкономлю?",
        "сонда қанша үнемдеймін?",
        "իսկ որքան եմ խնայում?",
        "ja kui palju ma säästan?",
        "magkano ang natipid ko?",
    ],
)
def test_what_a_change_saves_is_asked_after_it(talk: ATalk, text: str) -> None:
    assert comes_to(talk, text, settled="exchange_article") == "ask_order_total"
    assert comes_to(talk, text, settled="track_order") is None
