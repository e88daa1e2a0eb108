"""A customer says yes only to what they want."""

from decimal import Decimal

import pytest

from bot.evaluate.tau.listing import Listing
from bot.evaluate.tau.shop_state import Article, ShopState
from bot.evaluate.tau.spoken import says_in_full
from bot.evaluate.tau.tasks import Write
from tests.evaluate.tau.small_shop import (
    CHEAP,
    DELIVERED,
    GIFT_CARD,
    MUG,
    PENDING,
    RED_SCARF,
    SCARF,
    cancel,
    change,
    exchange,
    move,
    readdress,
    repay,
    send_back,
)

NEW_HOME = "9 Lake View, Flat 2, Boston, MA 02101"
SWAP = f"Exchange from order {DELIVERED}: Wool Scarf (blue, long)"

MATCHING = [
    (cancel(), f"Shall I cancel order {PENDING}?"),
    (send_back(SCARF), f"You return from {DELIVERED}: Wool Scarf. The money goes to your card ending in 1111. Right?"),
    (send_back(SCARF), f"You return the wool scarf of order {DELIVERED[1:]}; the money goes back the way you paid. Right?"),
    (send_back(SCARF, method=GIFT_CARD), f"You return from {DELIVERED}: Wool Scarf, for money on your gift card. Right?"),
    (exchange(SCARF, RED_SCARF), f"{SWAP} for Wool Scarf (red, long), $5.50 from your card ending in 1111. Right?"),
    (change(SCARF, RED_SCARF), f"I change the Wool Scarf in {PENDING} to red and charge your credit card. Right?"),
    (readdress(), f"Order {PENDING} will be delivered to {NEW_HOME}. Right?"),
    (repay(), f"You pay order {CHEAP} with your card ending in 1111. Right?"),
    (move(), f"The address in your account will be {NEW_HOME}. Right?"),
]


@pytest.mark.parametrize(("write", "text"), MATCHING)
def test_a_listing_of_what_is_wanted_is_accepted(shop: ShopState, write: Write, text: str) -> None:
    assert Listing(text, shop, "anna").matches([write]) == [write]


DIFFERING = [
    (cancel(), f"Shall I cancel order {CHEAP}?", PENDING),
    (cancel(), f"Shall I cancel {PENDING}, as you ordered it by mistake?", "I no longer need it"),
    (cancel(), f"Shall I return order {PENDING}?", "cancel"),
    (send_back(SCARF), f"You return from {DELIVERED}: Tea Mug. Right?", "wool scarf"),
    (send_back(SCARF, MUG), f"You return from {DELIVERED}: Tea Mug. Right?", "wool scarf"),
    (send_back(SCARF, method=GIFT_CARD), f"You return from {DELIVERED}: Wool Scarf, to the card ending in 1111?", "gift card"),
    (exchange(SCARF, RED_SCARF), f"{SWAP} for Wool Scarf (green, short). Right?", "red"),
    (readdress(), f"Order {PENDING} will be delivered to 9 Lake View, Flat 3, Boston, MA 02101. Right?", "Flat 2"),
    (move(), f"Order {PENDING} will be delivered to the address {NEW_HOME}. Right?", "account"),
]


@pytest.mark.parametrize(("write", "text", "correction"), DIFFERING)
def test_a_listing_of_something_else_is_corrected(shop: ShopState, write: Write, text: str, correction: str) -> None:
    listing = Listing(text, shop, "anna")

    assert listing.matches([write]) == []
    assert correction in " ".join(listing.objections(write))


@pytest.mark.parametrize(
    "text",
    [
        f"You return from {DELIVERED}: Wool Scarf, Tea Mug. Right?",
        f"You return the Wool Scarf of {DELIVERED}, and {CHEAP}. Right?",
    ],
)
def test_a_listing_of_more_than_is_wanted_is_not_accepted(shop: ShopState, text: str) -> None:
    assert Listing(text, shop, "anna").matches([send_back(SCARF)]) == []


def test_two_wanted_orders_may_be_listed_at_once(shop: ShopState) -> None:
    both = [cancel(PENDING), cancel(CHEAP)]

    assert Listing(f"Shall I cancel {PENDING} and {CHEAP}?", shop, "anna").matches(both) == both


def test_options_are_said_in_full_with_or_without_their_names() -> None:
    boots = Article("1", "Boots", (("size", "9"), ("material", "leather"), ("waterproof", "yes")), Decimal(90))
    assert says_in_full("Boots (9, leather, waterproof: yes)", boots)
    assert says_in_full("boots (9, leather, yes)", boots)
    assert not says_in_full("Boots (9, leather, waterproof: no)", boots)
