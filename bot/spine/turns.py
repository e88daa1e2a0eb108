"""Turns: each stored customer message is answered once, by whichever process holds its conversation's turn."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from bot.engine.assistant import Assistant, Reply, TurnInput
from bot.services import handoffs, inbox, turns
from bot.services.inbox import Inbound, Receipt
from bot.services.turns import Choice, ReplyDraft, Turn
from bot.spine.clock import Clock
from bot.spine.failure import described
from bot.spine.live import DESK, LiveFeed
from bot.spine.postman import Postman
from bot.spine.threads import TurnThreads
from bot.store.database import Database
from bot.support.button import Button
from bot.support.handoff import HandoffReason
from bot.support.message import Message
from bot.tables import new_id

logger = logging.getLogger(__name__)

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


class HopelessMessageError(RuntimeError):
    """The message ended so many turns that a human shall see it."""


@dataclass(frozen=True)
class Ended:
    """What a turn stored."""

    message_id: str
    replies: list[Message]
    # The holder of the turn that was begun for the conversation's next unanswered message, in the same transaction.
    next_holder: str | None


class TurnTaker:
    def __init__(
        self, database: Database, assistant: Assistant, limit_seconds: float, clock: Clock, postman: Postman, live: LiveFeed
    ) -> None:
        self._database = database
        self._assistant = assistant
        self._limit = limit_seconds
        self._lease = timedelta(seconds=limit_seconds) + LEASE_MARGIN
        self._clock = clock
        self._postman = postman
        self._live = live
        self._threads = TurnThreads(TURN_THREADS)
        # As many at a time as compute at once: a lease must not run out while its turn waits for a thread.
        self._sweeping = asyncio.Semaphore(TURN_THREADS)
        self._background: set[asyncio.Task[None]] = set()
        # Of the turns that run now, by holder.
        self._connections: dict[str, Connection] = {}

    async def take(self, inbound: Inbound) -> list[Message]:
        """Store the message, have it answered, and return its replies: none while a human owns the conversation.

        Raises UnknownButtonError, and whatever the database raises while the message is not stored; once it is, nothing.
        A repeated delivery gets the replies of the first. When the answer takes longer than the limit there are none;
        what comes later reaches the customer through the outbox.
        """
        holder = new_id()
        receipt, begun = await self._received(inbound, holder)
        ended = None
        if begun:
            ended = await self._take_turn(inbound.conversation_id, holder)
        if receipt.is_new:
            await self._tell(inbound.conversation_id)
        if ended is not None and ended.message_id == receipt.message.id:
            return ended.replies
        return await self._replies(receipt.message)

    async def sweep(self) -> None:
        """Answer, until cancelled, what was stored and is not being answered."""
        while True:
            try:
                await self.answer_owed()
            except Exception as error:
                logger.error("unanswered messages cannot be looked for; trying again: %s", described(error))
            await asyncio.sleep(SWEEP_SECONDS)

    async def answer_owed(self) -> None:
        """Answer every message whose turn nobody has."""
        owed = await asyncio.to_thread(self._owed)
        await asyncio.gather(*(self._answer_conversation(conversation_id) for conversation_id in owed))

    def close(self) -> None:
        for task in self._background:
            task.cancel()
        self._threads.close()

    async def _received(self, inbound: Inbound, holder: str) -> tuple[Receipt, bool]:
        try:
            return await asyncio.to_thread(self._receive, inbound, holder)
        except IntegrityError:
            # Delivered twice in the same instant: the other copy is stored by now.
            return await asyncio.to_thread(self._receive, inbound, holder)

    async def _answer_conversation(self, conversation_id: str) -> None:
        holder = new_id()
        async with self._sweeping:
            if await asyncio.to_thread(self._begin, conversation_id, holder):
                await self._take_turn(conversation_id, holder)
                await self._tell(conversation_id)

    async def _take_turn(self, conversation_id: str, holder: str) -> Ended | None:
        """Run the begun turn; None if nothing was stored: it was lost, or is left to the sweep."""
        try:
            ended = await self._answered(conversation_id, holder)
        except Exception as error:
            # Whatever it was, the customer is owed a sentence. A turn that is merely late finds its lease gone.
            logger.error("the assistant failed in conversation %s: %s", conversation_id, described(error))
            ended = await self._apologised(conversation_id, holder)
        if ended is not None and ended.next_holder is not None:
            # The customer who is waiting for this answer is not kept waiting for the next one.
            self._go_on(conversation_id, ended.next_holder)
        return ended

    def _go_on(self, conversation_id: str, holder: str) -> None:
        async def next_turn() -> None:
            await self._take_turn(conversation_id, holder)
            await self._tell(conversation_id)

        task = asyncio.create_task(next_turn())
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def _answered(self, conversation_id: str, holder: str) -> Ended | None:
        try:
            async with asyncio.timeout(self._limit):
                while True:
                    try:
                        return await self._threads.run(partial(self._answer, conversation_id, holder))  # type: ignore[no-any-return]
                    except OperationalError as error:
                        # The database went away, or chose this turn among two that wanted the same: nothing was stored.
                        logger.warning("the turn in conversation %s is tried again: %s", conversation_id, described(error))
                        await asyncio.sleep(RETRY_SECONDS)
        finally:
            if holder in self._connections:
                await self._cut(holder)

    async def _cut(self, holder: str) -> None:
        """Undo what an abandoned turn has written: its locks would keep everybody else waiting, the apology first."""
        cutting = asyncio.to_thread(self._database.cut, self._connections[holder])
        try:
            await asyncio.wait_for(cutting, CUT_SECONDS)
        except Exception as error:
            logger.warning("an abandoned turn still has its transaction: %s", described(error))

    async def _apologised(self, conversation_id: str, holder: str) -> Ended | None:
        try:
            return await asyncio.to_thread(self._apologise, conversation_id, holder)
        except Exception as error:
            logger.error("conversation %s is left to a later turn: %s", conversation_id, described(error))
            return None

    async def _tell(self, conversation_id: str) -> None:
        self._postman.call()
        await self._live.publish(DESK, {"conversation_id": conversation_id})

    async def _replies(self, message: Message) -> list[Message]:
        """What another holder's turn stores, as soon as it does."""
        deadline = asyncio.get_running_loop().time() + self._limit
        while asyncio.get_running_loop().time() < deadline:
            try:
                replies = await asyncio.to_thread(self._replies_if_handled, message.id)
            except OperationalError as error:
                logger.warning("replies in conversation %s cannot be read: %s", message.conversation_id, described(error))
                return []
            if replies is not None:
                return replies
            await asyncio.sleep(WATCH_SECONDS)
        return []

    # What follows runs in threads: one transaction each.

    def _receive(self, inbound: Inbound, holder: str) -> tuple[Receipt, bool]:
        now = self._clock()
        with self._database.session() as db:
            receipt = inbox.receive(db, inbound, now)
            begun = receipt.is_new and turns.begin_turn(db, inbound.conversation_id, holder, self._lease, now)
            return receipt, begun

    def _begin(self, conversation_id: str, holder: str) -> bool:
        with self._database.session() as db:
            return turns.begin_turn(db, conversation_id, holder, self._lease, self._clock())

    def _owed(self) -> list[str]:
        with self._database.session() as db:
            return turns.conversations_owed_an_answer(db, self._clock())

    def _replies_if_handled(self, message_id: str) -> list[Message] | None:
        with self._database.session() as db:
            return turns.replies_to(db, message_id) if turns.is_handled(db, message_id) else None

    def _answer(self, conversation_id: str, holder: str, runner: asyncio.Runner) -> Ended | None:
        try:
            with self._database.session() as db:
                self._connections[holder] = db.connection()
                turn = turns.current_turn(db, conversation_id, holder, self._clock())
                if turn is None:
                    return None
                if turn.is_hopeless:
                    raise HopelessMessageError(turn.message.id)
                answer = runner.run(self._assistant.answer(db, self._input(db, turn)))
                return self._end(db, turn, answer.replies, answer.understood)
        finally:
            self._connections.pop(holder, None)

    def _apologise(self, conversation_id: str, holder: str) -> Ended | None:
        now = self._clock()
        with self._database.session() as db:
            turn = turns.current_turn(db, conversation_id, holder, now)
            if turn is None:
                return None
            sorry = self._assistant.say("utter_engine_failed", turn.conversation.language)
            handoffs.hand_off(db, conversation_id, HandoffReason.ASSISTANT_FAILED, now)
            return self._end(db, turn, [sorry], None)

    def _end(self, db: Session, turn: Turn, replies: Sequence[Reply], understood: dict[str, object] | None) -> Ended | None:
        now = self._clock()
        stored = turns.end_turn(db, turn, _drafts(replies), understood, now)
        if stored is None:
            # A human was faster, or the lease is gone: all of this turn is undone with the transaction.
            db.rollback()
            return None
        holder = new_id()
        begun = turns.begin_turn(db, turn.conversation.id, holder, self._lease, now)
        return Ended(turn.message.id, stored, holder if begun else None)

    def _input(self, db: Session, turn: Turn) -> TurnInput:
        token = turn.message.button_token
        button = db.get(Button, token) if token else None
        return TurnInput(
            conversation_id=turn.conversation.id,
            message_id=turn.message.id,
            text=turn.message.text,
            button=button.payload if button else None,
            language=turn.conversation.language,
            now=self._clock(),
        )


def _drafts(replies: Sequence[Reply]) -> list[ReplyDraft]:
    return [
        ReplyDraft(reply.text, [Choice(button.title, button.intent, button.entities) for button in reply.buttons], reply.expects)
        for reply in replies
    ]
