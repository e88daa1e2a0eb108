"""The postman empties the outbox: sends what is due, again and later where it failed."""

import asyncio
import logging
from collections.abc import Mapping

from sqlalchemy.orm import Session

from bot.services import outbox
from bot.spine.channel import Channel
from bot.spine.clock import Clock
from bot.store.database import Database
from bot.support.delivery import Delivery

logger = logging.getLogger(__name__)

# How often the outbox is looked at unasked, for retries and for what another process left.
ROUND_SECONDS = 1.0


class Postman:
    def __init__(self, database: Database, channels: Mapping[str, Channel], clock: Clock) -> None:
        self._database = database
        self._channels = channels
        self._clock = clock
        self._called = asyncio.Event()

    def call(self) -> None:
        """There is something new in the outbox."""
        self._called.set()

    async def run(self) -> None:
        """Deliver until cancelled; a database that is away is asked again."""
        while True:
            try:
                delivered = await self.deliver_due()
            except Exception:
                logger.exception("the outbox cannot be read; trying again")
                delivered = 0
            if not delivered:
                await self._wait()

    async def deliver_due(self) -> int:
        """Try every delivery that is due; returns how many were tried."""
        loop = asyncio.get_running_loop()
        return await asyncio.to_thread(self._deliver_due, loop)

    def _deliver_due(self, loop: asyncio.AbstractEventLoop) -> int:
        with self._database.session() as db:
            deliveries = outbox.due(db, self._clock())
            for delivery in deliveries:
                self._deliver(db, delivery, loop)
            return len(deliveries)

    def _deliver(self, db: Session, delivery: Delivery, loop: asyncio.AbstractEventLoop) -> None:
        try:
            channel = self._channels[delivery.message.channel]
            asyncio.run_coroutine_threadsafe(channel.send(delivery.message), loop).result()
        except Exception as error:
            logger.warning("message %s could not be sent: %s", delivery.message_id, error)
            delivery.fail(repr(error), self._clock())
        else:
            delivery.succeed(self._clock())

    async def _wait(self) -> None:
        try:
            await asyncio.wait_for(self._called.wait(), ROUND_SECONDS)
        except TimeoutError:
            return
        finally:
            self._called.clear()
