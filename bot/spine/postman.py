"""The postman empties the outbox: sends what is due, again and later where it failed."""

import asyncio
import logging
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from itertools import groupby

from sqlalchemy.exc import InterfaceError, OperationalError

from bot.services import outbox
from bot.services.outbox import CLAIM, Outcome, Parcel
from bot.shop.office_hours import ALWAYS, OfficeHours
from bot.spine.channel import BusyError, Channel, OptedOutError, RefusedError, letter_of
from bot.spine.clock import Clock
from bot.spine.failure import described
from bot.store.database import Database
from bot.support.attachment import Enclosure
from bot.support.layout import laid_out

logger = logging.getLogger(__name__)

# How often the outbox is looked at unasked, for retries and for what another process left.
ROUND_SECONDS = 1.0
# A platform that has not taken a message by then has failed; shorter than the claim, so that nobody sends it beside us.
SEND_SECONDS = 10.0
# What is sent by then is marked in one transaction. A slower platform must not hold up the others: it is awaited aside.
GRACE_SECONDS = 0.05
# To be noted in time, a sending ends so long before its claim does.
NOTE_SECONDS = 2.0
# After the database was away the others mark first what they sent: their claims may have run out meanwhile.
COURTESY_SECONDS = 3.0
# Messages that are under way at once.
AT_ONCE = 100

HELD_BACK = Outcome(is_held_back=True)
Outcomes = Mapping[str, Outcome]


class Postman:
    def __init__(
        self,
        database: Database,
        channels: Mapping[str, Channel],
        clock: Clock,
        hours: OfficeHours = ALWAYS,
        public_url: str = "",
    ) -> None:
        self._database = database
        self._channels = channels
        self._clock = clock
        self._hours = hours
        self._files_at = f"{public_url}/files"
        self._called = asyncio.Event()
        self._slow: set[asyncio.Task[None]] = set()
        self._under_way = 0
        # What became of messages, by id, until the database knows it.
        self._unmarked: dict[str, Outcome] = {}
        # Until when platforms want to be left alone, by channel.
        self._resting: dict[str, datetime] = {}
        # When something may be claimed again, by the event loop's clock.
        self._claims_from = 0.0

    def call(self) -> None:
        """There is something new in the outbox."""
        self._called.set()

    async def run(self) -> None:
        """Deliver until cancelled; a database that is away is asked again."""
        try:
            while True:
                try:
                    delivered = await self.deliver_due()
                except Exception as error:
                    logger.error("the outbox cannot be read; trying again: %s", described(error))
                    self._claims_from, delivered = _loop_time() + COURTESY_SECONDS, 0
                if delivered < AT_ONCE:
                    await self._wait()
        finally:
            for task in self._slow:
                task.cancel()

    async def deliver_due(self) -> int:
        """Try every delivery that is due; returns how many. Slow ones may still be under way."""
        await self._mark_all()
        if _loop_time() < self._claims_from:
            return 0
        claimed_until = _loop_time() + CLAIM.total_seconds()
        resting = [name for name in self._resting if self._rests(name)]
        parcels = await asyncio.to_thread(self._claim, AT_ONCE - self._under_way, resting)
        if not parcels:
            return 0
        self._under_way += len(parcels)
        talks = [asyncio.create_task(self._send_in_order(talk, claimed_until)) for talk in _by_conversation(parcels)]
        done, slow = await asyncio.wait(talks, timeout=GRACE_SECONDS)
        self._slow.update(asyncio.create_task(self._settle_later(talk)) for talk in slow)
        await self._settle(done)
        self._slow = {task for task in self._slow if not task.done()}
        return len(parcels)

    async def _send_in_order(self, talk: list[Parcel], claimed_until: float) -> Outcomes:
        """One conversation's messages; behind one that failed the others wait, so that none overtakes it."""
        outcomes = {parcel.message.id: HELD_BACK for parcel in talk}
        for parcel in talk:
            if self._rests(parcel.message.channel):
                break
            outcomes[parcel.message.id] = outcome = await self._send(parcel)
            is_in_the_way = outcome.error is not None and not outcome.is_final
            if is_in_the_way or _loop_time() + SEND_SECONDS + NOTE_SECONDS > claimed_until:
                break
        return outcomes

    async def _send(self, parcel: Parcel) -> Outcome:
        message, out = parcel.message, parcel.parts_sent
        try:
            channel = self._channels[message.channel]
            async with asyncio.timeout(SEND_SECONDS):
                enclosures = [Enclosure(file, f"{self._files_at}/{file.id}") for file in parcel.files]
                for part in laid_out(message, channel.limits, parcel.contact, enclosures)[out:]:
                    await channel.send(part)
                    out += 1
        except Exception as error:
            logger.warning(
                "message %s of conversation %s could not be sent: %s", message.id, message.conversation_id, described(error)
            )
            wait = error.wait if isinstance(error, BusyError) else None
            if wait is not None:
                self._resting[message.channel] = self._clock() + wait
            is_final, has_opted_out = isinstance(error, RefusedError), isinstance(error, OptedOutError)
            return Outcome(repr(error), is_final, wait, out, has_opted_out=has_opted_out)
        return Outcome()

    def _rests(self, channel: str) -> bool:
        return channel in self._resting and self._clock() < self._resting[channel]

    async def _settle_later(self, talk: asyncio.Task[Outcomes]) -> None:
        await asyncio.wait([talk])
        await self._settle([talk])
        self.call()  # what was too much at once may be claimed now

    async def _settle(self, talks: Iterable[asyncio.Task[Outcomes]]) -> None:
        outcomes = {message_id: outcome for talk in talks for message_id, outcome in talk.result().items()}
        self._under_way -= len(outcomes)
        self._unmarked |= outcomes
        await self._mark_all()

    async def _mark_all(self) -> None:
        """While the database is away it is kept for the next round: a message still claimed would hold back all after it."""
        outcomes, self._unmarked = self._unmarked, {}
        if not outcomes:
            return
        try:
            queued = await asyncio.to_thread(self._mark, outcomes)
        except (InterfaceError, OperationalError):
            self._unmarked = outcomes | self._unmarked
            raise
        for conversation_id in queued:
            logger.error("a message of conversation %s could not be delivered; it waits for an agent", conversation_id)

    async def _wait(self) -> None:
        # Not `wait_for`: on Python 3.11 it swallows a cancellation that comes together with the call.
        with suppress(TimeoutError):
            async with asyncio.timeout(ROUND_SECONDS):
                await self._called.wait()
        self._called.clear()

    # What follows runs in threads: one transaction each.

    def _claim(self, limit: int, resting: Collection[str]) -> list[Parcel]:
        with self._database.session() as db:
            return outbox.claim(db, self._clock(), limit, resting) if limit > 0 else []

    def _mark(self, outcomes: Outcomes) -> list[str]:
        now = self._clock()
        with self._database.session() as db:
            return outbox.settle(db, outcomes, now, letter_of(self._channels.values()), self._hours.is_open(now))


def _loop_time() -> float:
    return asyncio.get_running_loop().time()


def _by_conversation(parcels: list[Parcel]) -> list[list[Parcel]]:
    ordered = sorted(parcels, key=lambda parcel: (parcel.message.conversation_id, parcel.message.seq))
    return [list(talk) for _, talk in groupby(ordered, key=lambda parcel: parcel.message.conversation_id)]
