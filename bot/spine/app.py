"""The running application's parts, which channels and console are built on."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy.orm import Session

from bot.engine.assistant import Assistant
from bot.services.reach import Means
from bot.settings import Settings
from bot.spine.channel import Channel, letter_of
from bot.spine.clock import Clock, utc_now
from bot.spine.live import DESK, LiveFeed, conversation_topic, sessions_topic
from bot.spine.postman import Postman
from bot.spine.turns import TurnTaker
from bot.store.database import Database

T = TypeVar("T")


@dataclass(frozen=True)
class App:
    settings: Settings
    database: Database
    assistant: Assistant
    live: LiveFeed
    turns: TurnTaker
    postman: Postman
    clock: Clock = field(default=utc_now)
    # By name: the widget, and the platforms whose secrets are set.
    channels: Mapping[str, Channel] = field(default_factory=dict)

    @property
    def means(self) -> Means:
        """By what customers are reached when we write first."""
        limits = {name: channel.limits for name, channel in self.channels.items()}
        return Means(limits, letter_of(self.channels.values()))

    async def in_store(self, request: Callable[[Session], T]) -> T:
        """Run the request in one transaction, off the event loop; what it returns stays readable."""

        def transaction() -> T:
            with self.database.session() as db:
                return request(db)

        return await asyncio.to_thread(transaction)

    async def tell(self, conversation_id: str) -> None:
        """Say that something in the conversation was committed: replies go out, agents' and the customer's pages look again."""
        self.postman.call()
        await self.live.publish(conversation_topic(conversation_id), {"type": "changed"})
        await self.live.publish(DESK, {"conversation_id": conversation_id})

    async def end_sockets(self, agent_id: str) -> None:
        """After sessions of the agent have ended: their pages hear no more."""
        await self.live.publish(sessions_topic(agent_id), {})
