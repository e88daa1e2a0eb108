"""Customers hear from us at the time that was promised: once, where they are, in hours that suit, until they say stop."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.engine.assistant import Reply
from bot.services import turns
from bot.services.call_backs import request_call_back, settle_call_back
from bot.services.complaints import answer_complaint, make_complaint
from bot.services.follow_ups import schedule_delivery
from bot.services.handoffs import queue, take
from bot.services.inbox import Inbound, receive
from bot.services.reach import Letter
from bot.settings import Settings
from bot.shop.order import OrderStatus
from bot.spine.app import App
from bot.spine.follow_ups import follow_up_due
from bot.spine.live import MemoryFeed
from bot.spine.postman import Postman
from bot.spine.turns import TurnTaker
from bot.store.database import Database
from bot.support.agent import Agent
from bot.support.call_back import CallBack, CallBackState
from bot.support.contact import Contact
from bot.support.conversation import Conversation, Owner
from bot.support.delivery import Delivery
from bot.support.follow_up import FollowUp, FollowUpState
from bot.support.handoff import HandoffReason
from bot.support.layout import Limits, Part
from bot.support.message import Message, Sender
from tests.factories import NOW, a_conversation, a_customer, an_agent, an_order
from tests.spine.stand_in import StandIn

# Monday to Friday from nine to five in London, which is UTC in March; NOW is a Friday, 10:30.
OPEN = {"office_hours": "Mon-Fri 09:00-17:00", "time_zone": "Europe/London", "follow_up_days": 2}
AT_NOON, AT_TWO = datetime(2025, 3, 14, 12, tzinfo=UTC), datetime(2025, 3, 14, 14, tzinfo=UTC)
# Two business days after NOW.
ANSWER_DAY = datetime(2025, 3, 18, tzinfo=UTC)


class Recorder:
    """A channel that remembers what it was to send."""

    def __init__(self, name: str, window: timedelta | None = None) -> None:
        self.name = name
        self.limits = Limits(text=1000, window=window)
        self.sent: list[tuple[str, str]] = []

    async def send(self, part: Part) -> None:
        self.sent.append((part.message.conversation_id, part.text))


class Letters(Recorder):
    def letter_to(self, email: str, about: str) -> Letter:
        return Letter(self.name, f"{about}/{email}")


class Shop:
    def __init__(self, database: Database, **settings: Any) -> None:
        self.now = NOW
        self.database = database
        self.widget, self.chat = Recorder("widget"), Recorder("chat", window=timedelta(hours=24))
        self.mail = Letters("mail")
        self.app = self._app(**{**OPEN, **settings})

    def _app(self, **settings: Any) -> App:
        channels = {channel.name: channel for channel in (self.widget, self.chat, self.mail)}
        clock = lambda: self.now  # noqa: E731
        postman, live = Postman(self.database, channels, clock), MemoryFeed()
        taker = TurnTaker(self.database, Says(), 8.0, clock, postman, live)
        return App(Settings(**settings), self.database, Says(), live, taker, postman, clock, channels)  # type: ignore[arg-type]

    async def at(self, moment: datetime) -> list[str]:
        """What was told by then, on whatever channel."""
        self.now = moment
        await follow_up_due(self.app)
        await self.app.postman.deliver_due()
        return [text for channel in (self.widget, self.chat, self.mail) for _, text in channel.sent]

    def write(self, request: Callable[[Session], Any]) -> Any:
        with self.database.session() as db:
            return request(db)

    def an_agent(self, db: Session) -> Agent:
        agent = an_agent()
        db.add(agent)
        db.flush()
        return agent

    def a_talk(self, channel: str = "widget", **changes: Any) -> Conversation:
        """In which the customer has just written."""

        def begun(db: Session) -> Conversation:
            talk = a_conversation(channel=channel, **changes)
            db.add(talk)
            db.flush()
            if channel != "widget":
                db.add(Contact(conversation_id=talk.id, channel=channel, address=talk.id, heard_at=self.now, details={}))
            self._hear(db, talk.id, channel)
            return talk

        talk: Conversation = self.write(begun)
        return talk

    def hear(self, talk: Conversation, text: str = "hello") -> None:
        self.write(lambda db: self._hear(db, talk.id, talk.channel, text))

    def _hear(self, db: Session, talk_id: str, channel: str, text: str = "hello") -> None:
        message = receive(db, Inbound(talk_id, channel, f"{talk_id}/{self.now.isoformat()}/{text}", text), self.now).message
        message.handled_at = self.now
        contact = db.get(Contact, talk_id)
        if contact is not None:
            contact.heard_at = self.now

    def call_asked(self, talk: Conversation, start: datetime = AT_NOON, end: datetime = AT_TWO) -> CallBack:
        def asked(db: Session) -> CallBack:
            request_call_back(db, db.get_one(Conversation, talk.id), "+442071838750", (start, end), key=talk.id, now=NOW)
            return db.scalars(select(CallBack)).one()

        call: CallBack = self.write(asked)
        return call

    def complaint(self, talk: Conversation) -> str:
        def made(db: Session) -> str:
            conversation = db.get_one(Conversation, talk.id)
            return make_complaint(db, conversation, "Late!", key=talk.id, terms=self.app.settings.terms, now=NOW).reference

        reference: str = self.write(made)
        return reference

    def states(self) -> list[FollowUpState]:
        return self.write(lambda db: list(db.scalars(select(FollowUp.state).order_by(FollowUp.promised_for))))

    def waiting(self) -> list[HandoffReason]:
        """Why conversations wait for an agent."""
        return self.write(lambda db: [waiting.handoff.reason for waiting in queue(db, self.now)])


class Says(StandIn):
    def say(self, response: str, language: str, **values: object) -> Reply:
        told = "" if response == "utter_follow_up_how_to_stop" else response
        return Reply(told)


@pytest.fixture
def shop(database: Database) -> Shop:
    return Shop(database)


def a_customer_of(shop: Shop, **changes: Any) -> str:
    customer = a_customer(**changes)
    shop.write(lambda db: db.add(customer))
    return customer.id


def plain(told: list[str]) -> list[str]:
    return [text.strip().removeprefix("utter_follow_up_") for text in told]


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
    with shop.database.session() as db:
        agent = an_agent()
        db.add(agent)
        db.flush()
        take(db, talk.id, agent, NOW)
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


async def test_it_comes_on_the_channel_that_the_customer_used_last(shop: Shop) -> None:
    emma = a_customer_of(shop)
    shop.complaint(shop.a_talk(customer_id=emma))
    shop.now = ANSWER_DAY - timedelta(hours=1)
    later = shop.a_talk("chat", customer_id=emma)
    await shop.at(ANSWER_DAY + timedelta(hours=9))
    assert [conversation_id for conversation_id, _ in shop.chat.sent] == [later.id]
    assert shop.widget.sent == []


async def test_nobody_elses_conversation_is_written_to(shop: Shop) -> None:
    shop.complaint(shop.a_talk())
    shop.now = ANSWER_DAY - timedelta(hours=1)
    shop.a_talk("chat", customer_id=a_customer_of(shop))
    await shop.at(ANSWER_DAY + timedelta(hours=9))
    assert (shop.chat.sent, len(shop.widget.sent)) == ([], 1)


async def test_beyond_the_platforms_window_a_proved_customer_gets_mail_and_others_become_a_ticket(shop: Shop) -> None:
    shop.complaint(shop.a_talk("chat", customer_id=a_customer_of(shop)))
    shop.complaint(shop.a_talk("chat"))
    await shop.at(ANSWER_DAY + timedelta(hours=9))
    assert (shop.chat.sent, len(shop.mail.sent)) == ([], 1)
    assert sorted(state.value for state in shop.states()[:2]) == ["not_reached", "told"]
    assert shop.waiting() == [HandoffReason.PROMISE_DUE] * 2


async def test_within_the_window_the_platform_itself_is_used(shop: Shop) -> None:
    talk = shop.a_talk("chat", customer_id=a_customer_of(shop))
    shop.complaint(talk)
    shop.now = ANSWER_DAY - timedelta(hours=12)
    shop.hear(talk)
    await shop.at(ANSWER_DAY + timedelta(hours=9))
    assert (len(shop.chat.sent), shop.mail.sent) == (1, [])


@pytest.mark.parametrize("stop", ["STOP", "Стоп.", "тоқта", "ստոպ", "stopp", "itigil na"])
async def test_who_says_stop_in_any_language_hears_no_more_and_people_still_do_their_part(shop: Shop, stop: str) -> None:
    talk = shop.a_talk()
    shop.call_asked(talk)
    await shop.at(AT_NOON)
    shop.write(lambda db: take(db, talk.id, _agent(db), shop.now))
    shop.hear(talk, stop)
    shop.write(lambda db: setattr(db.get_one(Conversation, talk.id), "owner", Owner.BOT))
    assert plain(await shop.at(AT_TWO)) == ["call"]
    assert shop.states() == [FollowUpState.TOLD, FollowUpState.SILENCED]


async def test_a_proved_customer_who_said_stop_on_one_channel_is_left_alone_on_all(shop: Shop) -> None:
    emma = a_customer_of(shop)
    first = shop.a_talk(customer_id=emma)
    shop.complaint(first)
    second = shop.a_talk("chat", customer_id=emma)
    shop.write(lambda db: take(db, second.id, _agent(db), shop.now))
    shop.hear(second, "please don't write to me again")
    shop.hear(second, "don't write to me again")
    assert await shop.at(ANSWER_DAY + timedelta(hours=9)) == []
    assert HandoffReason.PROMISE_DUE in shop.waiting()


async def test_stop_about_something_else_changes_nothing(shop: Shop) -> None:
    talk = shop.a_talk()
    shop.complaint(talk)
    shop.write(lambda db: take(db, talk.id, _agent(db), shop.now))
    shop.hear(talk, "stop")
    shop.write(lambda db: setattr(db.get_one(Conversation, talk.id), "owner", Owner.BOT))
    assert len(await shop.at(ANSWER_DAY + timedelta(hours=9))) == 1


def _agent(db: Session) -> Any:
    agent = an_agent()
    db.add(agent)
    db.flush()
    return agent
