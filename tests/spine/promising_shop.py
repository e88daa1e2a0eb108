"""A shop that promises to come back to its customers, and writes down what it then tells them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services.call_backs import request_call_back
from bot.services.complaints import make_complaint
from bot.services.inbox import Inbound, receive
from bot.services.reach import Letter
from bot.services.stays import newest_waiting
from bot.settings import Settings
from bot.spine.app import App
from bot.spine.follow_ups import follow_up_due
from bot.spine.live import MemoryFeed
from bot.spine.postman import Postman
from bot.spine.turns import TurnTaker
from bot.store.database import Database
from bot.support.agent import Agent
from bot.support.call_back import CallBack
from bot.support.contact import Contact
from bot.support.conversation import Conversation
from bot.support.follow_up import FollowUp, FollowUpState
from bot.support.handoff import HandoffReason
from bot.support.layout import Limits, Part
from bot.support.reply import Reply
from tests.factories import NOW, a_conversation, a_customer, an_agent, saved
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
        self.shows_repeats = False
        self.sent: list[tuple[str, str]] = []

    async def send(self, part: Part) -> None:
        self.sent.append((part.message.conversation_id, part.text))


class Letters(Recorder):
    def letter_to(self, email: str, about: str) -> Letter:
        return Letter(self.name, email, f"{about}/{email}")


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
        return saved(db, an_agent())

    def a_talk(self, channel: str = "widget", **changes: Any) -> Conversation:
        """In which the customer has just written."""

        def begun(db: Session) -> Conversation:
            talk = saved(db, a_conversation(channel=channel, **changes))
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
        return self.write(lambda db: [waiting.reason for waiting in reversed(newest_waiting(db, 10))])


class Says(StandIn):
    def say(self, response: str, language: str, **values: object) -> Reply:
        told = "" if response == "utter_follow_up_how_to_stop" else response
        return Reply(told)


def a_customer_of(shop: Shop, **changes: Any) -> str:
    customer = a_customer(**changes)
    shop.write(lambda db: db.add(customer))
    return customer.id


def plain(told: list[str]) -> list[str]:
    return [text.strip().removeprefix("utter_follow_up_") for text in told]
