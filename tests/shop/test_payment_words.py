"""By which payment method a customer's words mean to pay."""

import pytest

from bot.shop.customer import PaymentKind
from bot.shop.payment_words import (
    asks_what_comes_to,
    ends_with_method,
    methods_named,
    methods_paid_with,
    names_method_of_others,
    pays_whatever,
    puts_all_on_one,
    puts_on_method,
    speaks_of_difference,
    speaks_of_method,
    splits_payment,
)
from tests.factories import a_gift_card, a_payment_method, usd

VISA = a_payment_method(id="visa", kind=PaymentKind.CREDIT_CARD, brand="visa", last_four="4242")
MASTERCARD = a_payment_method(id="mastercard", kind=PaymentKind.CREDIT_CARD, brand="mastercard", last_four="1111")
PAYPAL = a_payment_method(id="paypal", kind=PaymentKind.PAYPAL)
GIFT_CARD = a_gift_card(id="gift", balance=usd("10.00"))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("with my Visa and not with PayPal", ["visa"]),
        ("use the Mastercard, not the Visa", ["mastercard"]),
        ("PayPal instead of my card ending in 4242", ["paypal"]),
        ("rather than the gift card my PayPal", ["paypal"]),
        ("not only PayPal, also the Visa", ["visa"]),
        ("my PayPal keeps failing, take the gift card", ["gift"]),
        ("the Visa isn't working, so the Mastercard please", ["mastercard"]),
        ("what I paid with PayPal should go on my Visa", ["visa"]),
        ("on the gift card, and if it isn't enough leave it on the Visa", ["gift"]),
        ("my PayPal is closed, take the gift card", ["gift"]),
        ("to my wife's credit card", []),
        ("anything", []),
    ],
)
def test_what_it_should_not_be_is_not_named(text: str, named: list[str]) -> None:
    assert [method.id for method in methods_named(text, [VISA, MASTERCARD, PAYPAL, GIFT_CARD])] == named


@pytest.mark.parametrize(("text", "are_others"), [("on my husband's PayPal", True), ("on my own PayPal", False)])
def test_others_pay_with_theirs(text: str, are_others: bool) -> None:
    assert names_method_of_others(text) is are_others


@pytest.mark.parametrize(
    ("text", "is_joined"),
    [
        ("right, everything onto my Visa", True),
        ("the whole amount with PayPal please", True),
        ("can I pay all of it with PayPal?", False),
        ("all of it: half on the card, half on PayPal", False),
    ],
)
def test_one_order_may_be_wished_paid_in_one_way_after_all(text: str, is_joined: bool) -> None:
    assert puts_all_on_one(text) is is_joined


@pytest.mark.parametrize(("text", "is_split"), [("half on the card, half on PayPal", True), ("all on the card", False)])
def test_one_order_may_be_wished_paid_in_several_ways(text: str, is_split: bool) -> None:
    assert splits_payment(text) is is_split


@pytest.mark.parametrize(("text", "speaks"), [("refund to my amex", True), ("refund it to me", False)])
def test_a_way_to_pay_is_spoken_of(text: str, speaks: bool) -> None:
    assert speaks_of_method(text) is speaks


@pytest.mark.parametrize(("text", "speaks"), [("Charge whatever it costs", True), ("Is it different?", False)])
def test_what_is_to_be_paid_on_top_is_spoken_of(text: str, speaks: bool) -> None:
    assert speaks_of_difference(text) is speaks


def test_what_is_kept_is_not_paid_with() -> None:
    card, gift_card = a_payment_method(id="card", brand="mastercard"), a_gift_card(id="gift")
    assert methods_named("pay with the Mastercard, I'd like to keep the gift card money", [card, gift_card]) == [card]


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("everything I paid with PayPal should go on my Visa", ["paypal"]),
        ("my Visa was hacked, put whatever is on it on the Mastercard", ["visa"]),
        ("put all pending orders that I paid with PayPal on the Visa", ["paypal"]),
        ("my PayPal is closed, put all my orders on the Visa", []),
        ("put the lamp on my Visa", []),
        ("put everything on my Visa", []),
    ],
)
def test_orders_are_told_by_how_they_were_paid(text: str, sources: list[str]) -> None:
    assert [method.id for method in methods_paid_with(text, [VISA, MASTERCARD, PAYPAL, GIFT_CARD])] == sources
    assert pays_whatever(text) is bool(sources)


@pytest.mark.parametrize(
    ("text", "puts"),
    [
        ("move it over to my Mastercard", True),
        ("could it go on the gift card", True),
        ("do you take Visa", False),
        ("it should've gone on my Visa", True),
    ],
)
def test_an_order_is_put_on_a_method(text: str, puts: bool) -> None:
    assert puts_on_method(text) is puts


def test_what_it_went_through_on_is_not_what_it_shall_be() -> None:
    named = methods_named("It went through on PayPal. Should have been my Visa.", [VISA, PAYPAL])
    assert [method.id for method in named] == ["visa"]


def test_a_method_alone_at_the_end_pays_for_what_was_wished_for() -> None:
    assert ends_with_method("The lamp should be red. By mastercard please.")
    assert not ends_with_method("Change how I pay for the red lamp. Mastercard.")
    assert not ends_with_method("mastercard")


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("So what turns up on the Visa, and what on PayPal?", True),
        ("how much will land on my gift card", True),
        ("what is refunded to the Mastercard?", True),
        ("what can I pay with on my card?", False),
        ("put it on my gift card", False),
    ],
)
def test_it_is_asked_what_comes_to_a_method(text: str, asks: bool) -> None:
    assert asks_what_comes_to(text) is asks
