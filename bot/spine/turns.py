"""Turns: each stored customer message is answered once, by whichever process holds its conversation's turn."""

import asyncio
import logging
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.engine.assistant import Assistant, Reply, TurnInput
from bot.services import handoffs, inbox, turns
from bot.services.inbox import Inbound, Receipt
from bot.services.turns import Choice, ReplyDraft, Turn
from bot.spine.clock import Clock
from bot.spine.live import DESK, LiveFeed
from bot.spine.postman import Postman
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
        self._threads = ThreadPoolExecutor(TURN_THREADS, thread_name_prefix="turn")
        self._own = threading.local()

    async def take(self, inbound: Inbound) -> list[Message]:
        """Store the message, have it answered, and return its replies: none while a human owns the conversation.

        Raises UnknownButtonError. A repeated delivery gets the replies of the first. When the answer takes longer than the
        limit the replies so far are returned; what comes later reaches the customer through the outbox.
        """
        holder = new_id()
        try:
            receipt, begun = await asyncio.to_thread(self._receive, inbound, holder)
        except IntegrityError:
            # Delivered twice in the same instant: the other copy is stored by now.
            receipt, begun = await asyncio.to_thread(self._receive, inbound, holder)
        if begun:
            await self._take_turns(inbound.conversation_id, holder)
        elif receipt.is_new:
            await self._tell(inbound.conversation_id)
        return await self._replies(receipt.message.id)

    async def sweep(self) -> None:
        """Answer, until cancelled, what was stored and is not being answered."""
        while True:
            try:
                await self.answer_owed()
            except Exception:
                logger.exception("unanswered messages cannot be looked for; trying again")
            await asyncio.sleep(SWEEP_SECONDS)

    async def answer_owed(self) -> None:
        """Answer every message whose turn nobody has."""
        for conversation_id in await asyncio.to_thread(self._owed):
            holder = new_id()
            if await asyncio.to_thread(self._begin, conversation_id, holder):
                await self._take_turns(conversation_id, holder)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _take_turns(self, conversation_id: str, holder: str) -> None:
        """Answer what is unanswered, one message a turn; the next turn is begun as its own."""
        begun = True
        while begun:
            await self._take_turn(conversation_id, holder)
            await self._tell(conversation_id)
            holder = new_id()
            begun = await asyncio.to_thread(self._begin, conversation_id, holder)

    async def _take_turn(self, conversation_id: str, holder: str) -> None:
        turn = asyncio.get_running_loop().run_in_executor(self._threads, self._answer, conversation_id, holder)
        try:
            await asyncio.wait_for(asyncio.shield(turn), self._limit)
        except Exception:
            # Whatever it was, the customer is owed a sentence. A turn that is merely late finds its lease gone.
            logger.exception("the assistant failed in conversation %s", conversation_id)
            await asyncio.to_thread(self._apologise, conversation_id, holder)

    async def _tell(self, conversation_id: str) -> None:
        self._postman.call()
        await self._live.publish(DESK, {"conversation_id": conversation_id})

    async def _replies(self, message_id: str) -> list[Message]:
        waited = 0.0
        while True:
            replies = await asyncio.to_thread(self._replies_if_handled, message_id)
            if replies is not None or waited > self._limit:
                return replies or []
            await asyncio.sleep(WATCH_SECONDS)
            waited += WATCH_SECONDS

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

    def _answer(self, conversation_id: str, holder: str) -> None:
        with self._database.session() as db:
            turn = turns.current_turn(db, conversation_id, holder, self._clock())
            if turn is None:
                return
            if turn.is_hopeless:
                raise RuntimeError(f"message {turn.message.id} ended {turn.message.attempts - 1} turns")
            answer = self._runner().run(self._assistant.answer(db, self._input(db, turn)))
            if turns.end_turn(db, turn, _drafts(answer.replies), answer.understood, self._clock()) is None:
                # A human was faster, or the lease is gone: all of this turn is undone with the transaction.
                db.rollback()

    def _apologise(self, conversation_id: str, holder: str) -> None:
        now = self._clock()
        with self._database.session() as db:
            turn = turns.current_turn(db, conversation_id, holder, now)
            if turn is None:
                return
            sorry = self._assistant.say("utter_engine_failed", turn.conversation.language)
            handoffs.hand_off(db, conversation_id, HandoffReason.ASSISTANT_FAILED, now)
            if turns.end_turn(db, turn, _drafts([sorry]), None, now) is None:
                db.rollback()

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

    def _runner(self) -> asyncio.Runner:
        """The thread's own event loop: Rasa is asynchronous in form, and a turn must not hold up the server's loop."""
        if not hasattr(self._own, "runner"):
            self._own.runner = asyncio.Runner()
        runner: asyncio.Runner = self._own.runner
        return runner


def _drafts(replies: Sequence[Reply]) -> list[ReplyDraft]:
    return [
        ReplyDraft(reply.text, [Choice(button.title, button.intent, button.entities) for button in reply.buttons], reply.expects)
        for reply in replies
    ]
