"""Wishes of one message that come to one."""

import pytest

from tests.actions.conftest import ATalk, read_wishes

pytestmark = pytest.mark.usefixtures("known")


SWAP = ("Swap the kettle for a black one.", "exchange_article")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            ("I want to return the kettle.", "start_return"),
            ("Wait no, exchange it for a black one.", "exchange_article"),
            id="the first is taken back",
        ),
        pytest.param(SWAP, ("Put the difference back on my card.", "start_return"), id="where the difference goes"),
        pytest.param(SWAP, ("And use PayPal, not the Visa.", "change_payment"), id="by what the money comes"),
        pytest.param(SWAP, ("And how much is the difference?", "ask_price"), id="what it costs"),
    ],
)
def test_what_belongs_to_an_exchange_is_no_wish_of_its_own(talk: ATalk, first: tuple[str, str], second: tuple[str, str]) -> None:
    heard = read_wishes(talk, first, second)
    assert (heard.intent, heard.wishes) == ("exchange_article", ())


@pytest.mark.parametrize(
    ("text", "taken_for"),
    [
        ("Could the money go on my Mastercard? If it can't, use the gift card.", "ask_refund_policy"),
        ("then the card that I bought it with is fine.", "change_payment"),
    ],
)
def test_where_the_money_of_a_return_goes_is_no_wish_of_its_own(talk: ATalk, text: str, taken_for: str) -> None:
    heard = read_wishes(talk, ("I want to return the kettle.", "start_return"), (text, taken_for))
    assert (heard.intent, heard.wishes) == ("start_return", ())


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            ("Return the kettle.", "start_return"), ("And cancel the order with the chair.", "cancel_order"), id="two acts"
        ),
        pytest.param(SWAP, ("And pay the chair order by PayPal.", "change_payment"), id="how another order is paid"),
        pytest.param(SWAP, ("How much is a chair?", "ask_price"), id="what another product costs"),
    ],
)
def test_what_is_of_something_else_stays_a_wish(talk: ATalk, first: tuple[str, str], second: tuple[str, str]) -> None:
    heard = read_wishes(talk, first, second)
    assert [wish.intent for wish in heard.wishes] == [first[1], second[1]]
