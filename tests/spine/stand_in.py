"""A hand-written assistant for tests where the point is failure or time, and what stands around it."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.engine.assistant import Answer, TurnInput
from bot.services.handoffs import take
from bot.services.inbox import Inbound
from bot.shop.customer import Customer
from bot.shop.office_hours import ALWAYS, OfficeHours
from bot.spine.clock import Clock, utc_now
from bot.spine.live import LiveFeed, MemoryFeed
from bot.spine.postman import Postman
from bot.spine.turns import Taken, TurnTaker
from bot.store.database import Database
from bot.support.agent import Agent
from bot.support.conversation import Conversation
from bot.support.message import Message, Sender
from bot.support.reply import Reply
from tests.factories import NOW, a_conversation, a_customer, an_agent, saved

SORRY = "utter_engine_failed"

# What happens inside a turn, before the echo.
Behaviour = Callable[[Session, TurnInput], None]

_serial = count(1)


class StandIn:
    """Echoes each message, after it has behaved as the test wishes; remembers which texts it saw, and how many at once."""

    def __init__(self, behaviour: Behaviour = lambda db, turn: None) -> None:
        self.behaviour = behaviour
        self.seen: list[str] = []
        self.most_at_once = 0
        self.sold: list[dict[str, Any]] = []
        self.asked: list[dict[str, Any]] = []
        self._at_once: Counter[str] = Counter()
        self._lock = threading.Lock()

    async def answer(self, db: Session, turn: TurnInput) -> Answer:
        with self._lock:
            self.seen.append(turn.text)
            self._at_once[turn.conversation_id] += 1
            self.most_at_once = max(self.most_at_once, self._at_once[turn.conversation_id])
        try:
            self.behaviour(db, turn)
        finally:
            with self._lock:
                self._at_once[turn.conversation_id] -= 1
        return Answer([Reply(f"echo {turn.text}")], {})

    def say(self, response: str, language: str, **values: object) -> Reply:
        return Reply(response)

    def learn_catalogue(self, products: dict[str, Any]) -> None:
        self.sold.append(products)

    def learn_questions(self, questions: dict[str, Any]) -> None:
        self.asked.append(questions)


class Clockwork:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def a_taker(
    database: Database,
    assistant: Any,
    limit: float = 5.0,
    clock: Clock = utc_now,
    live: LiveFeed | None = None,
    hours: OfficeHours = ALWAYS,
) -> TurnTaker:
    """As one server process has it."""
    return TurnTaker(database, assistant, limit, clock, Postman(database, {}, clock), live or MemoryFeed(), hours)


def a_talk(database: Database, **changes: Any) -> str:
    """The id of a stored conversation."""
    now = datetime.now(UTC)
    with database.session() as db:
        conversation = a_conversation(opened_at=now, last_message_at=now, **changes)
        db.add(conversation)
    return conversation.id


def said(conversation_id: str, text: str = "hello", platform_id: str | None = None) -> Inbound:
    return Inbound(conversation_id, "widget", platform_id or f"p{next(_serial)}", text)


def transcript(database: Database, conversation_id: str) -> list[tuple[Sender, str]]:
    """Who said what, in order."""
    with database.session() as db:
        messages = db.scalars(select(Message).where(Message.conversation_id == conversation_id).order_by(Message.seq))
        return [(message.sender, message.text) for message in messages]


def answers(database: Database, conversation_id: str) -> list[str]:
    return [text for sender, text in transcript(database, conversation_id) if sender is Sender.ASSISTANT]


def stored(database: Database, conversation_id: str) -> Conversation:
    with database.session() as db:
        return db.get_one(Conversation, conversation_id)


def texts(taken: Taken) -> list[str]:
    return [reply.text for reply in taken.replies]


def writing(db: Session, turn: TurnInput) -> None:
    db.add(a_customer(id=f"written for {turn.text}"))
    db.flush()


def written(database: Database) -> list[str]:
    with database.session() as db:
        return sorted(db.scalars(select(Customer.id)))


async def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    """Returns when the condition holds; fails when it never does."""
    async with asyncio.timeout(seconds):
        while not await asyncio.to_thread(condition):  # noqa: ASYNC110 - the condition is in the database
            await asyncio.sleep(0.01)


def taken_by_an_agent(database: Database, conversation_id: str) -> Agent:
    with database.session() as db:
        agent = saved(db, an_agent())
        take(db, conversation_id, agent, utc_now())
    return agent
