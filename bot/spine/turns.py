"""Turns: each stored customer message is answered once, by whichever process holds its conversation's turn."""

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

from sqlalchemy.exc import IntegrityError, OperationalError

from bot.engine.assistant import Assistant
from bot.services.inbox import Inbound, Receipt
from bot.shop.office_hours import ALWAYS, OfficeHours
from bot.spine.clock import Clock
from bot.spine.failure import described
from bot.spine.live import DESK, LiveFeed
from bot.spine.postman import Postman
from bot.spine.rounds import in_rounds
from bot.spine.steps import Ended, TurnSteps
from bot.spine.threads import TurnThreads
from bot.store.database import Database
from bot.support.conversation import Conversation
from bot.support.message import Message
from bot.tables import new_id

logger = logging.getLogger(__name__)

T = TypeVar("T")

# Turns that run at once in one process. They compute, so more than the machine's few cores gain nothing.
TURN_THREADS = 2
# The lease outlives the turn by this much, so that only a dead holder loses it.
LEASE_MARGIN = timedelta(seconds=2)
# How often messages that nobody answers are looked for: after a crash, or when the database was away.
SWEEP_SECONDS = 1.0
# How often a message is looked at whose turn another holder runs.
WATCH_SECONDS = 0.02
# When a turn is tried again that found the database away or busy.
RETRY_SECONDS = 0.2
# An abandoned turn's transaction is undone within this time, or left to the database.
CUT_SECONDS = 1.0


@dataclass(frozen=True)
class Taken:
    """A customer's message, as it was stored."""

    message: Message
    # None while a human owns the conversation, or when they come too late to be waited for.
    replies: list[Message]
    # As the turn left it, where this very turn answered the message; else it is to be read anew.
    conversation: Conversation | None = None


class TurnTaker:
    def __init__(
        self,
        database: Database,
        assistant: Assistant,
        limit_seconds: float,
        clock: Clock,
        postman: Postman,
        live: LiveFeed,
        hours: OfficeHours = ALWAYS,
    ) -> None:
        self._limit = limit_seconds
        self._steps = TurnSteps(database, assistant, timedelta(seconds=limit_seconds) + LEASE_MARGIN, clock, hours)
        self._postman = postman
        self._live = live
        self._threads = TurnThreads(TURN_THREADS)
        # As many at a time as compute at once: a lease must not run out while its turn waits for a thread.
        self._sweeping = asyncio.Semaphore(TURN_THREADS)
        self._background: set[asyncio.Task[Any]] = set()
        self._is_closing = False

    async def take(self, inbound: Inbound) -> Taken:
        """Store the message and have it answered.

        Raises WrongTokenError, UnknownButtonError, and whatever the database raises while the message is not stored; once
        it is, nothing. A repeated delivery gets the replies of the first. When the answer takes longer than the limit there
        are none; what comes later reaches the customer through the outbox.
        """
        holder = new_id()
        receipt, begun = await self._received(inbound, holder)
        awaited = receipt.message.id if inbound.is_awaited else None
        ended = await self._to_its_end(self._take_turn(inbound.conversation_id, holder, awaited)) if begun else None
        is_answered = ended is not None and ended.message.id == receipt.message.id
        if receipt.is_new:
            await self._tell(inbound.conversation_id, has_mail=not (is_answered and awaited))
        if ended is not None and is_answered:
            return Taken(receipt.message, ended.replies, ended.conversation)
        return Taken(receipt.message, await self._replies(receipt.message))

    def answer_soon(self, conversation_id: str) -> None:
        """Have what is stored in the conversation answered through the outbox, without being waited for."""

        async def answer() -> None:
            try:
                await self._answer_conversation(conversation_id)
            except Exception as error:
                logger.error("conversation %s is left to the sweep: %s", conversation_id, described(error))

        self._in_background(answer())

    async def sweep(self) -> None:
        """Answer, until cancelled, what was stored and is not being answered; and forget what counts no more."""

        async def answer_and_tidy() -> None:
            await self.answer_owed()
            await asyncio.to_thread(self._steps.tidy)

        await in_rounds(answer_and_tidy, SWEEP_SECONDS, "unanswered messages cannot be looked for")

    async def answer_owed(self) -> None:
        """Answer every message whose turn nobody has."""
        owed = await asyncio.to_thread(self._steps.owed)
        await asyncio.gather(*(self._to_its_end(self._answer_conversation(conversation_id)) for conversation_id in owed))

    async def close(self, seconds: float = 0.0) -> None:
        """Begin no more turns. Those that run have so long to end; of the rest all is undone, and the next process answers."""
        self._is_closing = True
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._background:
                    await asyncio.wait(self._background)
        late = list(self._background)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        self._threads.close()

    async def _received(self, inbound: Inbound, holder: str) -> tuple[Receipt, bool]:
        try:
            return await asyncio.to_thread(self._steps.receive, inbound, holder)
        except IntegrityError:
            # Delivered twice in the same instant: the other copy is stored by now.
            return await asyncio.to_thread(self._steps.receive, inbound, holder)

    async def _answer_conversation(self, conversation_id: str) -> None:
        holder = new_id()
        async with self._sweeping:
            if self._is_closing:
                return
            if await asyncio.to_thread(self._steps.begin, conversation_id, holder):
                await self._take_turn(conversation_id, holder)
                await self._tell(conversation_id)

    async def _take_turn(self, conversation_id: str, holder: str, awaited: str | None = None) -> Ended | None:
        """Run the begun turn; None if nothing was stored: it was lost, or is left to the sweep."""
        try:
            ended = await self._answered(conversation_id, holder, awaited)
        except Exception as error:
            # Whatever it was, the customer is owed a sentence. A turn that is merely late finds its lease gone.
            logger.error("the assistant failed in conversation %s: %s", conversation_id, described(error))
            ended = await self._apologised(conversation_id, holder, awaited)
        if ended is not None and ended.next_holder is not None:
            # The customer who is waiting for this answer is not kept waiting for the next one.
            self._go_on(conversation_id, ended.next_holder)
        return ended

    def _go_on(self, conversation_id: str, holder: str) -> None:
        async def next_turn() -> None:
            await self._take_turn(conversation_id, holder)
            await self._tell(conversation_id)

        self._in_background(next_turn())

    def _in_background(self, work: Coroutine[None, None, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
        return task

    async def _to_its_end(self, work: Coroutine[None, None, T]) -> T:
        """Also where who waits for it is cancelled: a turn is only cut by its limit, and by `close`."""
        return await asyncio.shield(self._in_background(work))

    async def _answered(self, conversation_id: str, holder: str, awaited: str | None) -> Ended | None:
        answer = partial(self._steps.answer, conversation_id, holder, awaited)
        try:
            async with asyncio.timeout(self._limit):
                while True:
                    try:
                        return await self._threads.run(answer)  # type: ignore[no-any-return]
                    except OperationalError as error:
                        # The database went away, or chose this turn among two that wanted the same: nothing was stored.
                        logger.warning("the turn in conversation %s is tried again: %s", conversation_id, described(error))
                        await asyncio.sleep(RETRY_SECONDS)
        finally:
            if self._steps.answering.is_open(holder):
                await self._cut(holder)

    async def _cut(self, holder: str) -> None:
        """Undo what an abandoned turn has written: its locks would keep everybody else waiting, the apology first."""
        cutting = asyncio.to_thread(self._steps.answering.cut, holder)
        try:
            await asyncio.wait_for(cutting, CUT_SECONDS)
        except Exception as error:
            logger.warning("an abandoned turn still has its transaction: %s", described(error))

    async def _apologised(self, conversation_id: str, holder: str, awaited: str | None) -> Ended | None:
        try:
            return await asyncio.to_thread(self._steps.apologise, conversation_id, holder, awaited)
        except Exception as error:
            logger.error("conversation %s is left to a later turn: %s", conversation_id, described(error))
            return None

    async def _tell(self, conversation_id: str, has_mail: bool = True) -> None:
        if has_mail:
            self._postman.call()
        await self._live.publish(DESK, {"conversation_id": conversation_id})

    async def _replies(self, message: Message) -> list[Message]:
        """What another holder's turn stores, as soon as it does."""
        deadline = asyncio.get_running_loop().time() + self._limit
        while asyncio.get_running_loop().time() < deadline:
            try:
                replies = await asyncio.to_thread(self._steps.replies_if_handled, message.id)
            except OperationalError as error:
                logger.warning("replies in conversation %s cannot be read: %s", message.conversation_id, described(error))
                return []
            if replies is not None:
                return replies
            await asyncio.sleep(WATCH_SECONDS)
        return []
