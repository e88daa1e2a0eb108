"""What each write means by the benchmark's rules."""

from decimal import Decimal

import pytest

from bot.evaluate.tau.shop_state import Paid, ShopState
from bot.evaluate.tau.tasks import Write
from bot.evaluate.tau.writes import ImpossibleWrite, done
from tests.evaluate.tau.small_shop import (
    BIG_MUG,
    CARD,
    CHEAP,
    DELIVERED,
    GIFT_CARD,
    MUG,
    NEW_HOME,
    PENDING,
    RED_SCARF,
    SCARF,
    SOLD_OUT_SCARF,
    cancel,
    change,
    exchange,
    move,
    readdress,
    repay,
    send_back,
)


def balance(shop: ShopState) -> Decimal | None:
    return shop.people["anna"].methods[GIFT_CARD].balance


def test_a_cancelled_order_is_refunded_to_the_gift_card_at_once(shop: ShopState) -> None:
    after = done(shop, cancel(CHEAP))

    assert after.orders[CHEAP].status == "cancelled"
    assert after.orders[CHEAP].payments[-1] == Paid(Decimal("-8.00"), GIFT_CARD)
    assert balance(after) == Decimal("58.00")


def test_a_changed_address_is_the_orders_alone(shop: ShopState) -> None:
    after = done(shop, readdress())

    assert after.orders[PENDING].address == NEW_HOME
    assert after.people == shop.people


def test_a_customers_own_address_leaves_the_orders_alone(shop: ShopState) -> None:
    after = done(shop, move())

    assert after.people["anna"].address == NEW_HOME
    assert after.orders == shop.orders


def test_a_new_payment_method_is_charged_and_the_old_one_refunded(shop: ShopState) -> None:
    after = done(shop, repay(CHEAP, CARD))

    assert after.orders[CHEAP].payments[1:] == (Paid(Decimal("8.00"), CARD), Paid(Decimal("-8.00"), GIFT_CARD))
    assert balance(after) == Decimal("58.00")


def test_changed_articles_cost_the_difference(shop: ShopState) -> None:
    after = done(shop, change(SCARF, RED_SCARF, GIFT_CARD))

    assert after.orders[PENDING].status == "pending (item modified)"
    assert [article.sku for article in after.orders[PENDING].articles] == [RED_SCARF, MUG]
    assert after.orders[PENDING].payments[-1] == Paid(Decimal("5.50"), GIFT_CARD)
    assert balance(after) == Decimal("44.50")


def test_a_return_moves_no_money_yet(shop: ShopState) -> None:
    after = done(shop, send_back(SCARF, method=GIFT_CARD))

    assert after.orders[DELIVERED].status == "return requested"
    assert after.orders[DELIVERED].payments == shop.orders[DELIVERED].payments
    assert balance(after) == balance(shop)


def test_an_exchange_without_a_difference_names_no_payment_method(shop: ShopState) -> None:
    assert done(shop, exchange(MUG, BIG_MUG)).orders[DELIVERED].sent_back[0].method == ""
    assert done(shop, exchange(SCARF, RED_SCARF)).orders[DELIVERED].sent_back[0].method == CARD


@pytest.mark.parametrize(
    ("write", "reason"),
    [
        (cancel(DELIVERED), "is delivered"),
        (cancel(PENDING, "too late"), "no reason"),
        (cancel("#W9"), "no order"),
        (readdress(DELIVERED), "is delivered"),
        (repay(CHEAP, GIFT_CARD), "already"),
        (repay(PENDING, CARD), "already"),
        (change(SCARF, SOLD_OUT_SCARF), "not available"),
        (change(SCARF, SCARF), "into itself"),
        (change(SCARF, BIG_MUG), "no variant"),
        (change(RED_SCARF, SCARF), "no article"),
        (send_back(SCARF, SCARF), "not as often"),
        (send_back(SCARF, method="paypal_2"), "no payment method"),
        (exchange(SCARF, SOLD_OUT_SCARF), "not available"),
    ],
)
def test_what_the_rules_refuse_is_impossible(shop: ShopState, write: Write, reason: str) -> None:
    with pytest.raises(ImpossibleWrite, match=reason):
        done(shop, write)


def test_a_gift_card_must_cover_the_difference(shop: ShopState) -> None:
    spent = done(shop, repay(PENDING, GIFT_CARD))
    assert balance(spent) == Decimal("2.00")

    with pytest.raises(ImpossibleWrite, match="does not cover"):
        done(spent, exchange(SCARF, RED_SCARF, GIFT_CARD))


def test_articles_are_changed_once(shop: ShopState) -> None:
    changed = done(shop, change(SCARF, RED_SCARF))

    with pytest.raises(ImpossibleWrite, match="item modified"):
        done(changed, change(MUG, BIG_MUG))
    with pytest.raises(ImpossibleWrite, match="item modified"):
        done(changed, cancel())
    assert done(changed, readdress()).orders[PENDING].address == NEW_HOME
