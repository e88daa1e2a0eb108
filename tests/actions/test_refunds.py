"""Who was told by when money is back hears of it again when that day is over."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.customer_requests.cancel_order import CancelOrder
from actions.customer_requests.change_payment import ChangePayment
from actions.customer_requests.track_refund import TrackRefund
from actions.request import Known
from actions.talk import Talk
from actions.turn import Turn
from bot.shop.order import CancelReason, Order, OrderStatus
from bot.support.follow_up import FollowUp, FollowUpKind
from tests.actions.conftest import ATalk, a_message
from tests.factories import NOW, a_customer, a_gift_card, a_payment, a_payment_method, an_order, usd


@pytest.fixture
def order(db: Session, turn: Turn) -> Order:
    """Pending, and paid by card, of the conversation's customer, who has another card and a gift card."""
    cards = [a_payment_method(id="card"), a_payment_method(id="other"), a_gift_card(id="gift")]
    order = an_order(number="W1", customer=a_customer(id="mary", payment_methods=cards), status=OrderStatus.PENDING)
    order.payments = [a_payment("30.00", method_id="card")]
    db.add(order)
    db.flush()
    turn.conversation.customer_id = "mary"
    return order


def followed(turn: Turn) -> list[FollowUp]:
    return list(turn.db.scalars(select(FollowUp).where(FollowUp.kind == FollowUpKind.REFUND)))


def cancel(talk: Talk) -> None:
    CancelOrder.settle(talk, {"orders": ["W1"], "reason": CancelReason.NO_LONGER_NEEDED.value})


def change_payment(talk: Talk) -> None:
    ChangePayment.settle(talk, {"order": "W1", "method": "other"})


@pytest.mark.parametrize("settle", [cancel, change_payment])
def test_a_refund_that_was_announced_is_followed_up_on_the_last_day_named(
    talk: ATalk, turn: Turn, order: Order, settle: Callable[[Talk], None]
) -> None:
    settle(talk(a_message("yes")))
    [follow_up] = followed(turn)
    assert follow_up.about == order.payments[-1].id
    assert follow_up.promised_for == turn.terms.end_of(turn.terms.refund_arrives(turn.today)[1])
    assert (follow_up.customer_id, follow_up.conversation_id) == ("mary", turn.conversation.id)


def test_who_asks_where_the_money_is_is_told_once_more_when_its_day_is_over(talk: ATalk, turn: Turn, order: Order) -> None:
    cancel(talk(a_message("yes")))
    known: Known = {"by_number": True, "order": "W1"}
    TrackRefund.settle(talk(a_message("where is my refund")), known)
    assert len(followed(turn)) == 1


def test_of_money_that_is_back_already_nothing_is_said(talk: ATalk, turn: Turn, order: Order) -> None:
    order.refund(order.customer.method("gift"), usd("10.00"), NOW)
    turn.db.flush()
    TrackRefund.settle(talk(a_message("where is my refund")), {"by_number": True, "order": "W1"})
    assert followed(turn) == []
