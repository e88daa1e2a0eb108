"""Orders told by the way they were paid."""

import pytest

from bot.shop.orders_paid import orders_paid_with
from tests.factories import a_customer, a_gift_card, a_payment, a_payment_method, an_order

CARD, GIFT_CARD = a_payment_method(), a_gift_card()
CUSTOMER = a_customer(payment_methods=[CARD, GIFT_CARD])
BY_CARD = an_order(number="card", customer=CUSTOMER, payments=[a_payment("42.50", method=CARD)])
BY_GIFT_CARD = an_order(number="gift", customer=CUSTOMER, payments=[a_payment("42.50", method=GIFT_CARD)])


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("cancel the pending orders that went on my credit card", ["card"]),
        ("whatever I paid for with the gift card", ["gift"]),
        ("the Visa orders can be cancelled", ["card"]),
        ("cancel everything charged to my Visa. The gift card ones stay", ["card"]),
        ("keep the ones I paid with my gift card", []),
        ("put it on my gift card", []),
        ("cancel them all", []),
    ],
)
def test_orders_are_told_by_the_way_they_were_paid(text: str, meant: list[str]) -> None:
    assert [order.number for order in orders_paid_with(text, [BY_CARD, BY_GIFT_CARD])] == meant
