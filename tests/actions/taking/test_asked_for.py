"""Which requests a message asks for that says little itself."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from actions.taking.asked_for import requests_asked_for
from bot.shop.customer import PaymentKind
from bot.shop.order import OrderStatus
from bot.support.conversation import Conversation
from tests.actions.conftest import ATalk, a_message
from tests.factories import a_customer, a_line, a_payment_method, an_address, an_order


@pytest.fixture(autouse=True)
def known(db: Session, conversation: Conversation) -> None:
    """A customer with a delivered phone and a pending rug that goes to Reno."""
    customer = a_customer(payment_methods=[a_payment_method(id="paypal", kind=PaymentKind.PAYPAL)])
    db.add(an_order(customer=customer, lines=[a_line("Smartphone")]))
    reno = an_address(line1="1 Elm Way", city="Reno")
    db.add(an_order(customer=customer, status=OrderStatus.PENDING, lines=[a_line("Wool Rug")], address=reno))
    db.flush()
    conversation.customer_id = customer.id


def asked_for(talk: ATalk, text: str, intent: str = "nlu_fallback", **memory: Any) -> list[str]:
    heard = talk(a_message(text, intent, slots={"memory": memory}))
    return requests_asked_for(heard, heard.heard)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("and the phone, that's in the other order", "start_return"),
        ("same for the order that's going to Reno", "change_payment"),
        ("okay, all of it on PayPal then", "change_payment"),
    ],
)
def test_the_same_is_asked_of_another_one(talk: ATalk, text: str, last: str) -> None:
    assert asked_for(talk, text, request=last) == [last]


@pytest.mark.parametrize(
    ("text", "intent", "last"),
    [
        ("the phone is nice", "nlu_fallback", "start_return"),
        ("and the weather is nice", "nlu_fallback", "start_return"),
        ("and the phone", "nlu_fallback", "track_order"),
        ("and the phone", "thank", "start_return"),
    ],
)
def test_nothing_is_done_that_may_not_be_meant(talk: ATalk, text: str, intent: str, last: str) -> None:
    assert asked_for(talk, text, intent, request=last) == []


def test_an_article_behind_an_own_address_is_to_be_sent_there(talk: ATalk) -> None:
    asked = asked_for(talk, "and the rug, send it there too", request="change_own_address", settled="change_own_address")
    assert asked == ["change_address"]


@pytest.mark.parametrize("text", ["and what is that in total?", "how much money will that be"])
def test_what_comes_back_is_asked_when_something_was_sent_back(talk: ATalk, text: str) -> None:
    assert asked_for(talk, text, "ask_order_total", settled="start_return") == ["track_refund"]


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("what did I pay in total?", "start_return"),
        ("what is the total of that order?", "start_return"),
        ("and what is that in total?", "change_payment"),
    ],
)
def test_what_was_paid_is_asked_else(talk: ATalk, text: str, settled: str) -> None:
    assert asked_for(talk, text, "ask_order_total", settled=settled) == ["ask_order_total"]


def test_where_an_order_goes_is_asked_of_its_address(talk: ATalk) -> None:
    assert asked_for(talk, "where's my pending order going?", "track_order") == ["list_orders"]
    assert asked_for(talk, "where's my pending order?", "track_order") == ["track_order"]


def test_what_came_back_for_a_cancelled_one_cancels_nothing(talk: ATalk) -> None:
    assert asked_for(talk, "what did I get back for the cancelled one?", "cancel_order") == ["track_refund"]
    assert asked_for(talk, "cancel it, will I get my money back?", "cancel_order") == ["cancel_order"]


@pytest.mark.parametrize("last", ["start_return", "cancel_order", "exchange_article"])
@pytest.mark.parametrize(
    ("text", "intent"), [("What will I get back for the two?", "start_return"), ("what do I get refunded?", "nlu_fallback")]
)
def test_what_comes_back_is_asked_in_many_words(talk: ATalk, text: str, intent: str, last: str) -> None:
    assert asked_for(talk, text, intent, settled=last) == ["track_refund"]


def test_to_get_money_back_for_more_is_no_question_of_it(talk: ATalk) -> None:
    assert asked_for(talk, "I want a refund for the phone, too", "start_return", settled="start_return") == ["start_return"]


def test_what_is_left_goes_to_the_address_that_was_set(talk: ATalk) -> None:
    text = "and whatever hasn't been sent yet, that has to go there too"
    address = {"line1": "2 Oak Lane"}
    assert asked_for(talk, text, "track_order", settled="change_own_address", address=address) == ["change_address"]


def test_more_of_an_article_is_not_of_the_address(talk: ATalk) -> None:
    assert asked_for(talk, "the rug a bit smaller, also gray", settled="change_address") == []


def test_an_order_that_goes_where_a_returned_one_went_is_not_returned(talk: ATalk) -> None:
    text = "the rug should be delivered to Reno, same place as that order I'm returning things from"
    assert asked_for(talk, text, "start_return") == ["change_address"]
