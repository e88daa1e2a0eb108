"""The postman empties the outbox: sends what is due, again and later where it failed."""

import asyncio
import logging
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from itertools import groupby
from pathlib import Path

from sqlalchemy.exc import InterfaceError, OperationalError

from bot.services import outbox
from bot.services.outbox import CLAIM, Outcome, Parcel
from bot.shop.office_hours import ALWAYS, OfficeHours
from bot.spine.channel import BusyError, Channel, OptedOutError, RefusedError, letter_of
from bot.spine.clock import Clock
from bot.spine.failure import described
from bot.spine.post_book import PostBook
from bot.store.database import Database
from bot.support.attachment import Enclosure
from bot.support.layout import Part, PartLabel, laid_out

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
# The same on a channel that shows repeats: a process that dies leaves no more than these in doubt. Telegram answers in a tenth of
# a second, and takes 30 a second in all.
FEW_AT_ONCE = 3

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
        # The channels of the messages that are under way, by message id.
        self._under_way: dict[str, str] = {}
        # What became of messages, by id, until the database knows it.
        self._unmarked: dict[str, Outcome] = {}
        # Until when platforms want to be left alone, by channel.
        self._resting: dict[str, datetime] = {}
        # When something may be claimed again, by the event loop's clock.
        self._claims_from = 0.0
        self._is_dismissed = False

    def call(self) -> None:
        """There is something new in the outbox."""
        self._called.set()

    def dismiss(self) -> None:
        """Nothing more is claimed, and `run` ends as soon as what is under way has ended and is marked.

        What is claimed and not begun is given back: it is due at once for the next process.
        """
        self._is_dismissed = True
        self.call()

    async def run(self) -> None:
        """Deliver until dismissed, or cancelled; a database that is away is asked again."""
        try:
            while not self._is_dismissed or self._is_at_work:
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
        if self._is_dismissed or _loop_time() < self._claims_from:
            return 0
        claimed_until = _loop_time() + CLAIM.total_seconds()
        resting = [name for name in self._resting if self._rests(name)]
        parcels = await asyncio.to_thread(self._claim, AT_ONCE - len(self._under_way), resting, self._room())
        if not parcels:
            return 0
        self._under_way |= {parcel.message.id: parcel.message.channel for parcel in parcels}
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
            if self._is_dismissed or self._rests(parcel.message.channel):
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
                    if channel.shows_repeats:
                        await self._note(part)
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

    async def _note(self, part: Part) -> None:
        """At once, or the next process sends it again if this one dies. Where it fails, it is marked later with the others."""
        channel, label = part.message.channel, PartLabel(part.message.id, part.number, part.of)
        with suppress(InterfaceError, OperationalError, sqlite3.Error):
            if self._book is not None:
                self._book.note(channel, label)
            else:
                await asyncio.to_thread(self._confirm, channel, label)

    @property
    def _is_at_work(self) -> bool:
        return bool(self._unmarked) or not all(task.done() for task in self._slow)

    def _room(self) -> dict[str, int]:
        """How many more may be sent now on each channel that shows repeats."""
        taken = Counter(self._under_way.values())
        return {name: FEW_AT_ONCE - taken[name] for name, channel in self._channels.items() if channel.shows_repeats}

    @cached_property
    def _book(self) -> PostBook | None:
        """Beside SQLite; other databases are shared by machines, and let many write at a time."""
        return PostBook(Path(f"{self._database.url.database}-sent")) if self._database.is_sqlite else None

    def _rests(self, channel: str) -> bool:
        return channel in self._resting and self._clock() < self._resting[channel]

    async def _settle_later(self, talk: asyncio.Task[Outcomes]) -> None:
        await asyncio.wait([talk])
        await self._settle([talk])
        self.call()  # what was too much at once may be claimed now

    async def _settle(self, talks: Iterable[asyncio.Task[Outcomes]]) -> None:
        outcomes = {message_id: outcome for talk in talks for message_id, outcome in talk.result().items()}
        was_full = 0 in self._room().values()
        for message_id in outcomes:
            del self._under_way[message_id]
        self._unmarked |= outcomes
        await self._mark_all()
        if was_full:
            self.call()

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

    def _claim(self, limit: int, resting: Collection[str], few: Mapping[str, int]) -> list[Parcel]:
        """What anybody noted is not due, and not claimed."""
        if limit <= 0:
            return []
        notes = self._book.read() if self._book is not None else []
        with self._database.session() as db:
            for channel in {note.channel for note in notes}:
                outbox.confirm(db, channel, [note.label for note in notes if note.channel == channel], self._clock())
            parcels = outbox.claim(db, self._clock(), limit, resting, few)
        if self._book is not None:
            self._book.strike(notes)
        return parcels

    def _confirm(self, channel: str, label: PartLabel) -> None:
        with self._database.session() as db:
            outbox.confirm(db, channel, [label], self._clock())

    def _mark(self, outcomes: Outcomes) -> list[str]:
        now = self._clock()
        with self._database.session() as db:
            return outbox.settle(db, outcomes, now, letter_of(self._channels.values()), self._hours.is_open(now))


def _loop_time() -> float:
    return asyncio.get_running_loop().time()


def _by_conversation(parcels: list[Parcel]) -> list[list[Parcel]]:
    ordered = sorted(parcels, key=lambda parcel: (parcel.message.conversation_id, parcel.message.seq))
    return [list(talk) for _, talk in groupby(ordered, key=lambda parcel: parcel.message.conversation_id)]
