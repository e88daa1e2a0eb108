"""A platform that keeps what it was sent, and what is to be sent there."""

import asyncio
from collections.abc import Callable

from sqlalchemy import select

from bot.services.desk import announce
from bot.spine.clock import Clock
from bot.spine.postman import Postman
from bot.store.database import Database
from bot.support.delivery import Delivery, DeliveryState
from bot.support.layout import Limits, Part
from bot.support.message import Message
from tests.factories import NOW


class Platform:
    """A channel that keeps what it was sent, refuses what it was told to, and is as slow as a test wants."""

    name = "widget"
    limits = Limits(text=100)
    shows_repeats = False

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.refused: set[str] = set()
        self.errors: dict[str, list[Exception]] = {}
        self.slow: dict[str, asyncio.Event] = {}

    async def send(self, part: Part) -> None:
        if part.text in self.slow:
            await self.slow[part.text].wait()
        if part.text in self.refused:
            raise ConnectionError("refused")
        if self.errors.get(part.text):
            raise self.errors[part.text].pop(0)
        self.sent.append(part.text)


def a_postman(database: Database, platform: Platform, clock: Clock) -> Postman:
    return Postman(database, {platform.name: platform}, clock)


def outgoing(database: Database, conversation_id: str, *texts: str) -> None:
    with database.session() as db:
        for text in texts:
            announce(db, conversation_id, text, NOW)


def states(database: Database) -> list[DeliveryState]:
    with database.session() as db:
        return list(db.scalars(select(Delivery.state).join(Message, Message.id == Delivery.message_id).order_by(Message.seq)))


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - what is awaited is in the database
            await asyncio.sleep(0.01)
