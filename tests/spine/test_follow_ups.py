"""Customers hear from us at the time that was promised: once, and in hours that suit."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.services import turns
from bot.services.call_backs import settle_call_back
from bot.services.complaints import answer_complaint
from bot.services.follow_ups import schedule_delivery, schedule_refunds
from bot.services.handoffs import take
from bot.services.refunds import refunds_of
from bot.shop.order import CancelReason, OrderStatus
from bot.shop.payment import Payment
from bot.spine.follow_ups import follow_up_due
from bot.store.database import Database
from bot.support.call_back import CallBackState
from bot.support.conversation import Conversation, Owner
from bot.support.delivery import Delivery
from bot.support.follow_up import FollowUpState
from bot.support.handoff import HandoffReason
from bot.support.message import Message, Sender
from tests.factories import NOW, a_payment, an_order
from tests.spine.promising_shop import ANSWER_DAY, AT_NOON, AT_TWO, Shop, a_customer_of, plain


async def test_a_call_is_announced_when_its_time_begins_and_given_to_people(shop: Shop) -> None:
    shop.call_asked(shop.a_talk())
    assert await shop.at(AT_NOON - timedelta(seconds=1)) == []
    assert plain(await shop.at(AT_NOON)) == ["call"]
    assert shop.waiting() == [HandoffReason.PROMISE_DUE]


async def test_a_call_that_was_made_is_not_spoken_of_again(shop: Shop) -> None:
    call = shop.call_asked(shop.a_talk())
    await shop.at(AT_NOON)
    shop.write(lambda db: settle_call_back(db, call.id, CallBackState.CALLED, shop.an_agent(db), shop.now))
    assert plain(await shop.at(AT_TWO)) == ["call"]
    assert shop.waiting() == []
    assert shop.states() == [FollowUpState.TOLD, FollowUpState.NOT_NEEDED]


async def test_a_call_that_was_not_made_is_admitted_and_becomes_pressing(shop: Shop) -> None:
    shop.call_asked(shop.a_talk())
    await shop.at(AT_NOON)
    assert plain(await shop.at(AT_TWO)) == ["call", "call_missed"]
    assert shop.waiting() == [HandoffReason.PROMISE_BROKEN]


async def test_an_open_complaint_comes_back_on_its_day_and_once_more_when_the_day_is_over(shop: Shop) -> None:
    shop.complaint(shop.a_talk())
    assert await shop.at(ANSWER_DAY + timedelta(hours=8, minutes=59)) == []
    assert plain(await shop.at(ANSWER_DAY + timedelta(hours=9))) == ["answer"]
    assert plain(await shop.at(ANSWER_DAY + timedelta(days=1, hours=9))) == ["answer", "answer_late"]


async def test_an_answered_complaint_does_not_come_back(shop: Shop) -> None:
    reference = shop.complaint(shop.a_talk())
    shop.write(lambda db: answer_complaint(db, reference, shop.an_agent(db), shop.now))
    assert await shop.at(ANSWER_DAY + timedelta(days=3, hours=10)) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"status": OrderStatus.SHIPPED}, ["order_late"]),
        ({"status": OrderStatus.SHIPPED, "expected_on": (NOW + timedelta(days=9)).date()}, ["order_late_new_date"]),
        ({"delivered_at": NOW}, ["arrived"]),
        ({"status": OrderStatus.CANCELLED}, []),
    ],
)
async def test_a_promised_delivery_is_spoken_of_when_its_day_is_over(
    shop: Shop, changes: dict[str, Any], told: list[str]
) -> None:
    order = an_order(promised_on=NOW.date() + timedelta(days=2), **changes)
    shop.write(lambda db: db.add(order))
    talk = shop.a_talk(customer_id=order.customer_id)
    shop.write(lambda db: schedule_delivery(db, db.get_one(Conversation, talk.id), order, shop.app.settings.terms))
    shop.write(lambda db: schedule_delivery(db, db.get_one(Conversation, talk.id), order, shop.app.settings.terms))
    # The day is a Sunday; on Monday the shop opens.
    assert await shop.at(datetime(2025, 3, 17, 8, 59, tzinfo=UTC)) == []
    assert plain(await shop.at(datetime(2025, 3, 17, 9, tzinfo=UTC))) == told


async def test_money_that_was_to_be_back_is_spoken_of_when_its_day_is_over(shop: Shop) -> None:
    cancelled_and_told(shop)
    # NOW is a Friday; seven business days later it is Tuesday.
    assert await shop.at(datetime(2025, 3, 25, 23, tzinfo=UTC)) == []
    assert plain(await shop.at(datetime(2025, 3, 26, 9, tzinfo=UTC))) == ["refund_due"]
    assert shop.waiting() == []


async def test_of_a_refund_that_the_shop_took_back_nothing_is_said(shop: Shop) -> None:
    cancelled_and_told(shop)
    shop.write(lambda db: db.execute(delete(Payment)))
    assert await shop.at(datetime(2025, 3, 26, 9, tzinfo=UTC)) == []
    assert shop.states() == [FollowUpState.NOT_NEEDED]


def cancelled_and_told(shop: Shop) -> None:
    """A customer who cancelled an order knows by when the money is back."""
    order, terms = an_order(status=OrderStatus.PENDING), shop.app.settings.terms
    order.payments = [a_payment("30.00")]
    order.cancel(CancelReason.NO_LONGER_NEEDED, shop.now)
    shop.write(lambda db: db.add(order))
    talk = shop.a_talk(customer_id=order.customer_id)

    def tell(db: Session) -> None:
        refunds = refunds_of(db, order.customer_id, terms=terms, today=terms.day_of(shop.now))
        schedule_refunds(db, db.get_one(Conversation, talk.id), refunds, terms)

    shop.write(tell)


async def test_nobody_is_told_twice_however_many_servers_run_and_start_again(shop: Shop) -> None:
    shop.call_asked(shop.a_talk())
    shop.now = AT_NOON
    others = [Shop(shop.database) for _ in range(3)]
    for other in others:
        other.now = AT_NOON
    await asyncio.gather(*(follow_up_due(one.app) for one in [shop, *others, shop]))
    with shop.database.session() as db:
        assert len(list(db.scalars(select(Message).where(Message.sender == Sender.ASSISTANT)))) == 1
        assert len(list(db.scalars(select(Delivery)))) == 1


async def test_a_server_that_dies_in_between_leaves_it_to_the_next(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.call_asked(shop.a_talk())
    say_unasked = turns.say_unasked

    def die(*args: Any) -> Message:
        say_unasked(*args)
        raise SystemError("killed after the message was written, before the end of the transaction")

    monkeypatch.setattr(turns, "say_unasked", die)
    assert await shop.at(AT_NOON) == []
    monkeypatch.undo()
    assert plain(await shop.at(AT_NOON)) == ["call"]


async def test_while_a_person_has_the_conversation_the_assistant_keeps_silent(shop: Shop) -> None:
    talk = shop.a_talk()
    shop.complaint(talk)
    shop.write(lambda db: take(db, talk.id, shop.an_agent(db), NOW))
    morning = ANSWER_DAY + timedelta(hours=9)
    assert await shop.at(morning) == []
    shop.write(lambda db: setattr(db.get_one(Conversation, talk.id), "owner", Owner.BOT))
    assert await shop.at(morning + timedelta(minutes=14)) == []
    assert plain(await shop.at(morning + timedelta(minutes=15))) == ["answer"]


@pytest.mark.parametrize(
    ("changes", "customer", "hour"),
    [
        # Nine in London, where the shop is.
        pytest.param({}, {"address": None}, 9, id="nothing is known"),
        pytest.param({"time_zone": "America/New_York"}, {"address": None}, 12, id="by the browser"),
        pytest.param({}, {"phone": "+12125550123"}, 12, id="by the telephone"),
        pytest.param({}, {"address": None, "phone": "12"}, 9, id="by no telephone"),
    ],
)
async def test_the_customer_is_awake_and_the_shop_open(
    shop: Shop, changes: dict[str, Any], customer: dict[str, Any], hour: int
) -> None:
    shop.complaint(shop.a_talk(customer_id=a_customer_of(shop, **customer), **changes))
    assert await shop.at(ANSWER_DAY + timedelta(hours=hour, seconds=-1)) == []
    assert len(await shop.at(ANSWER_DAY + timedelta(hours=hour))) == 1


async def test_a_shop_that_is_always_open_writes_to_nobody_at_night(database: Database) -> None:
    shop = Shop(database, office_hours=None)
    shop.complaint(shop.a_talk(time_zone="Asia/Almaty"))
    at_eight = (ANSWER_DAY.replace(hour=8, tzinfo=ZoneInfo("Asia/Almaty"))).astimezone(UTC)
    assert await shop.at(at_eight - timedelta(seconds=1)) == []
    assert len(await shop.at(at_eight)) == 1
